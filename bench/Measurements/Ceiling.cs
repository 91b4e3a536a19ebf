using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;
using ConnectTimers.Bench.Roles;

namespace ConnectTimers.Bench.Measurements;

/// <summary>What the module itself costs, where no quota holds it back, beside a bare loop that sends the same calls.</summary>
/// <param name="contacts">How many calls are counted.</param>
/// <param name="warmUp">How many are sent before: until connections are open and the module's window is as wide as it gets.</param>
internal sealed class Ceiling(int contacts, int warmUp) : IMeasurement
{
    // -ThrottleLimit's default.
    private const int InFlight = 16;

    private static readonly TimeSpan RunPatience = TimeSpan.FromMinutes(1);

    // A call that takes this long on this machine is stuck.
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(50);

    public string Name => "ceiling";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        await using var server = Child.Start(ServeRole.Name);
        var address = Wire.Read<Uri>(await server.ExpectAsync(ServeRole.Listening, RunPatience, stop));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        var order = new WorkOrder { Endpoint = address, First = 1, Contacts = contacts, WarmUp = warmUp, InFlight = InFlight };
        var bare = await MeasureAsync(WorkerProcess.Bare(order), http, stop);
        var ours = await MeasureAsync(WorkerProcess.Module(order), http, stop);
        if (ours.Taken != bare.Taken)
        {
            throw new BenchException($"The module and the bare loop did not send the same: {ours.Taken}, {bare.Taken}");
        }

        return new Measured(ours.Versions, Row("bare", bare.Report), Row("module", ours.Report) with
        {
            CmdletSeconds = ours.Report.Seconds,
            Goals = [new Goal("0 failed", ours.Report.Accepted == contacts)],
            Figures =
            [
                .. Figures(ours.Report),
                new Figure("calls a second, as a part of the bare loop's", bare.Report.Seconds / ours.Report.Seconds, ""),
                new Figure("processor time a call, in the bare loop's", ours.Report.CpuSeconds / bare.Report.CpuSeconds, ""),
            ],
        });
    }

    private async Task<(WorkReport Report, Taken Taken, WorkerVersions Versions)> MeasureAsync(WorkerProcess started, HttpClient server, CancellationToken stop)
    {
        await using var worker = started;
        var versions = await worker.ReadyAsync(stop);
        var before = await CountAsync(server, stop);
        var report = await worker.RunAsync(RunPatience + (contacts * Slowest), stop);
        var after = await CountAsync(server, stop);
        var taken = new Taken(after.Calls - before.Calls, after.Bytes - before.Bytes);
        return taken.Calls == report.Accepted && taken.Calls == report.Attempts
            ? (report, taken, versions)
            : throw new BenchException(
                $"{report.Attempts} calls were sent and {report.Accepted} accepted, and the server counted {taken.Calls}. {string.Join(' ', report.Errors)}");
    }

    private static async Task<Taken> CountAsync(HttpClient server, CancellationToken stop) =>
        Wire.Read<Taken>(await server.GetStringAsync(ServeRole.CountPath, stop));

    private Row Row(string sender, WorkReport report) => new()
    {
        Name = $"{Name} {sender}",
        Contacts = contacts,
        Accepted = report.Accepted,
        Seconds = report.Seconds,
        Figures = Figures(report),
    };

    private IReadOnlyList<Figure> Figures(WorkReport report) =>
    [
        new Figure("calls", contacts / report.Seconds, "a second"),
        new Figure("processor time", 1000 * report.CpuSeconds / contacts, "ms a call"),
    ];
}
