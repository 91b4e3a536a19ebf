using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;

namespace ConnectTimers.Bench.Measurements;

/// <summary>One run of the module against a quota: how near it comes, and how often it is told off.</summary>
/// <param name="name">What the command line calls it.</param>
/// <param name="assumed">What the module is told.</param>
/// <param name="real">What the emulator keeps.</param>
/// <param name="mostTimesIdeal">The goal for the time.</param>
/// <param name="mostThrottledPercent">The goal for throttled calls.</param>
internal sealed class OneProcess(string name, Quota assumed, Quota real, double mostTimesIdeal, double mostThrottledPercent) : IMeasurement
{
    public const int Contacts = 300;

    public string Name => name;

    /// <summary>What the emulator keeps.</summary>
    public Quota Quota => real;

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        await using var emulator = await EmulatorProcess.StartAsync(real, stop);
        var order = new WorkOrder
        {
            Endpoint = emulator.Endpoint,
            First = 1,
            Contacts = Contacts,
            RateLimit = assumed.Rate,
            BurstLimit = assumed.Burst,
        };
        await using var worker = WorkerProcess.Module(order);
        var versions = await worker.ReadyAsync(stop);
        var ideal = real.IdealSeconds(Contacts);
        var report = await worker.RunAsync(Quota.Patience(ideal), stop);
        var arrivals = await emulator.ReadAsync(stop);
        arrivals.Check((order, report));
        var row = new Row
        {
            Name = name,
            Contacts = Contacts,
            Accepted = arrivals.Accepted,
            ThrottledPercent = 100.0 * arrivals.Throttled / Contacts,
            Seconds = arrivals.Seconds,
            IdealSeconds = ideal,
            CmdletSeconds = report.Seconds,
            Figures = [new Figure("over ideal", arrivals.Seconds - ideal, "s"), new Figure("throttled", arrivals.Throttled, "calls")],
        };
        return new Measured(versions, row with
        {
            Goals =
            [
                new Goal(FormattableString.Invariant($"<= {mostTimesIdeal:0.00} x"), row.TimesIdeal <= mostTimesIdeal),
                new Goal($"<= {mostThrottledPercent} % throttled", row.ThrottledPercent <= mostThrottledPercent),
                new Goal("0 failed", row.Failed == 0),
            ],
        });
    }
}
