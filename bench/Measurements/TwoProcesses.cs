using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;
using ConnectTimers.Emulator;

namespace ConnectTimers.Bench.Measurements;

/// <summary>Two processes that know nothing of each other, each taking the whole quota for its own: neither may push the other out.</summary>
internal sealed class TwoProcesses : IMeasurement
{
    private const int Each = 300;
    private const double LeastShare = 35;
    private const double MostShare = 65;

    private static readonly Quota Quota = new(10, 25);

    public string Name => "two-processes";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        await using var emulator = await EmulatorProcess.StartAsync(Quota, stop);
        var first = new WorkOrder { Endpoint = emulator.Endpoint, First = 1, Contacts = Each, RateLimit = Quota.Rate, BurstLimit = Quota.Burst };
        var second = first with { First = 1 + Each };
        await using var one = WorkerProcess.Module(first);
        await using var other = WorkerProcess.Module(second);
        var versions = await Task.WhenAll(one.ReadyAsync(stop), other.ReadyAsync(stop));
        var ideal = Quota.IdealSeconds(2 * Each);
        var patience = Quota.Patience(ideal);
        var reports = await Task.WhenAll(one.RunAsync(patience, stop), other.RunAsync(patience, stop));
        var arrivals = await emulator.ReadAsync(stop);
        arrivals.Check((first, reports[0]), (second, reports[1]));
        var (share, together) = Share(arrivals, first, second);
        var row = new Row
        {
            Name = Name,
            Contacts = 2 * Each,
            Accepted = arrivals.Accepted,
            ThrottledPercent = 100.0 * arrivals.Throttled / (2 * Each),
            Seconds = arrivals.Seconds,
            IdealSeconds = ideal,
            CmdletSeconds = reports.Max(r => r.Seconds),
            Figures =
            [
                new Figure("share of the first", share, "%"),
                new Figure("share of the second", 100 - share, "%"),
                new Figure("accepted while both were running", together, "calls"),
                new Figure("cmdlet of the first", reports[0].Seconds, "s"),
                new Figure("cmdlet of the second", reports[1].Seconds, "s"),
            ],
        };
        return new Measured(versions[0], row with
        {
            Goals =
            [
                new Goal("0 failed", row.Failed == 0),
                new Goal($"shares {LeastShare} to {MostShare} %", share is >= LeastShare and <= MostShare),
            ],
        });
    }

    // Of the calls that were accepted while both were running: from the later of the first requests to the earlier of the last ones.
    private static (double Percent, int Together) Share(Arrivals arrivals, WorkOrder first, WorkOrder second)
    {
        var (mine, its) = (arrivals.Of(first), arrivals.Of(second));
        if (mine.Count == 0 || its.Count == 0)
        {
            throw new BenchException("One of the two processes has sent nothing.");
        }

        var from = mine[0].Time > its[0].Time ? mine[0].Time : its[0].Time;
        var to = mine[^1].Time < its[^1].Time ? mine[^1].Time : its[^1].Time;
        int Accepted(IEnumerable<LoggedRequest> requests) => requests.Count(r => Arrivals.IsAccepted(r) && r.Time >= from && r.Time <= to);
        var (a, b) = (Accepted(mine), Accepted(its));
        return a + b > 0 ? (100.0 * a / (a + b), a + b) : throw new BenchException("The two processes never ran at the same time.");
    }
}
