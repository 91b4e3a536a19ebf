using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;

namespace ConnectTimers.Bench.Measurements;

/// <summary>
/// What AWS's own clients make of a quota with each of their retry modes, and the module after them: how much they lose, how often they
/// are throttled, how long they take. Each on a new emulator, with nothing else running.
/// </summary>
/// <param name="module">The same run of the module.</param>
internal sealed class Clients(OneProcess module) : IMeasurement
{
    private const int Workers = 8;

    // Each of its calls starts a process and takes about a second: more of them would only show that again.
    private const int CliContacts = 50;

    private static readonly (OtherClient Client, string? Mode)[] Others =
    [
        (OtherClient.AwsCli, null),
        (OtherClient.Boto3, "legacy"), (OtherClient.Boto3, "standard"), (OtherClient.Boto3, "adaptive"),
        (OtherClient.JavaScript, "standard"), (OtherClient.JavaScript, "adaptive"),
        (OtherClient.DotNet, "Standard"), (OtherClient.DotNet, "Adaptive"),
    ];

    // More than four times the ideal. A client that throttles itself may all but stand still, and what it has not begun by then is lost.
    private const double MostSeconds = 120;

    // Calls that have begun may wait long before they are given up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(MostSeconds) + TimeSpan.FromMinutes(3);

    public string Name => "clients";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        var versions = new Dictionary<OtherClient, string?>();
        var rows = new List<Row>();
        foreach (var (client, mode) in Others)
        {
            if (!versions.TryGetValue(client, out var version))
            {
                versions.Add(client, version = await client.FindVersionAsync(Name, stop));
            }

            if (version is not null)
            {
                Console.Error.WriteLine($"{RowName(client, mode)} ...");
                rows.Add(await TryMeasureAsync(client, mode, version, stop));
            }
        }

        var ours = await module.RunAsync(stop);
        return ours with { Rows = [.. rows, .. ours.Rows] };
    }

    // Minutes of the others' figures are not thrown away for one that gives none.
    private async Task<Row> TryMeasureAsync(OtherClient client, string? mode, string version, CancellationToken stop)
    {
        try
        {
            return await MeasureAsync(client, mode, version, stop);
        }
        catch (BenchException e)
        {
            return new Row { Name = RowName(client, mode), Note = e.Message, Goals = [new Goal("a figure", IsMet: false)] };
        }
    }

    private async Task<Row> MeasureAsync(OtherClient client, string? mode, string version, CancellationToken stop)
    {
        var isCli = client == OtherClient.AwsCli;
        await using var emulator = await EmulatorProcess.StartAsync(module.Quota, stop);
        var order = new WorkOrder
        {
            Endpoint = emulator.Endpoint,
            First = 1,
            Contacts = isCli ? CliContacts : OneProcess.Contacts,
            InFlight = isCli ? 1 : Workers,
            RetryMode = mode,
            MostSeconds = isCli ? null : MostSeconds,
        };
        await using var worker = WorkerProcess.Other(client, order);
        await worker.ReadyAsync(stop);
        var report = await worker.RunAsync(Patience, stop);
        var arrivals = await emulator.ReadAsync(stop);
        arrivals.Check((order, report));
        var ideal = module.Quota.IdealSeconds(arrivals.Accepted);
        return new Row
        {
            Name = RowName(client, mode),
            Contacts = order.Contacts,
            Accepted = arrivals.Accepted,
            ThrottledPercent = 100.0 * arrivals.Throttled / order.Contacts,
            Seconds = arrivals.Seconds,
            IdealSeconds = ideal,
            Note = version + (isCli ? $"; one process a call, one after the other; only {CliContacts} contacts, because each takes so long" : $"; {Workers} workers"),
            Figures =
            [
                new Figure("over ideal", arrivals.Seconds - ideal, "s"),
                new Figure("throttled", arrivals.Throttled, "calls"),
                .. report.NotBegun == 0 ? Array.Empty<Figure>() : [new Figure($"not begun within {MostSeconds} s", report.NotBegun, "contacts")],
            ],
        };
    }

    private string RowName(OtherClient client, string? mode) => $"{Name} {client.Name} {mode}".TrimEnd();
}
