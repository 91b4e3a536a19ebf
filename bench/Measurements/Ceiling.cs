using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Report;
using ConnectTimers.Bench.Roles;

namespace ConnectTimers.Bench.Measurements;

/// <summary>
/// What the module itself costs, where no quota holds it back, beside a bare loop that sends the same calls, and beside AWS's clients for
/// Python and JavaScript as they come.
/// </summary>
/// <param name="contacts">How many calls are counted.</param>
/// <param name="warmUp">
/// For how many seconds each sends before: a ceiling is what can be sustained, and .NET goes on compiling for tens of thousands of calls.
/// </param>
internal sealed class Ceiling(int contacts, int warmUp) : IMeasurement
{
    // What a process gets that has sent nothing before.
    private const int FirstCalls = 5000;

    // -ThrottleLimit's default.
    private const int InFlight = 16;

    private const double LeastOfBoto3 = 8;
    private const double LeastOfJavaScript = 3;

    private static readonly TimeSpan RunPatience = TimeSpan.FromMinutes(1);

    // A call that takes this long on this machine is stuck.
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(50);

    public string Name => "ceiling";

    public async Task<Measured> RunAsync(CancellationToken stop)
    {
        await using var server = Child.Start(ServeRole.Name);
        var address = Wire.Read<Uri>(await server.ExpectAsync(ServeRole.Listening, RunPatience, stop));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        var order = new WorkOrder { Endpoint = address, First = 1, Contacts = contacts, WarmUpSeconds = warmUp, InFlight = InFlight };
        var bare = await MeasureAsync(WorkerProcess.Bare(order), http, stop);
        var ours = await MeasureAsync(WorkerProcess.Module(order), http, stop);
        var cold = await MeasureAsync(WorkerProcess.Module(order with { Contacts = FirstCalls, WarmUpSeconds = 0 }), http, stop);
        if (ours.Taken != bare.Taken)
        {
            throw new BenchException($"The module and the bare loop did not send the same: {ours.Taken}, {bare.Taken}");
        }

        var boto3 = await OtherAsync(OtherClient.Boto3, order, bare.Taken, http, stop);
        var javaScript = await OtherAsync(OtherClient.JavaScript, order, bare.Taken, http, stop);
        return new Measured(ours.Versions,
        [
            Row("bare", bare.Report),
            .. new[] { boto3, javaScript }.OfType<OtherRun>().Select(o => o.Row),
            Row("module, from its first call", cold.Report),
            Row("module", ours.Report) with
            {
                CmdletSeconds = ours.Report.Seconds,
                Goals =
                [
                    new Goal("0 failed", ours.Report.Accepted == contacts),
                    .. Faster(LeastOfBoto3, "boto3", boto3, ours.Report),
                    .. Faster(LeastOfJavaScript, "JavaScript", javaScript, ours.Report),
                ],
                Figures =
                [
                    .. Figures(ours.Report),
                    new Figure("calls a second, as a part of the bare loop's", bare.Report.Seconds / ours.Report.Seconds, ""),
                    new Figure("processor time a call, in the bare loop's", ours.Report.CpuSeconds / bare.Report.CpuSeconds, ""),
                    .. Times("boto3", boto3, ours.Report),
                    .. Times("JavaScript", javaScript, ours.Report),
                ],
            },
        ]);
    }

    private async Task<OtherRun?> OtherAsync(OtherClient client, WorkOrder order, Taken bare, HttpClient server, CancellationToken stop)
    {
        if (await client.FindVersionAsync(Name, stop) is not { } version)
        {
            return null;
        }

        var (report, taken, _) = await MeasureAsync(WorkerProcess.Other(client, order), server, stop);

        // Some write the same JSON with blanks in it.
        return taken.Bytes >= bare.Bytes
            ? new OtherRun(Row(client.Name, report) with { Note = $"{version}; {InFlight} calls in flight" }, report)
            : throw new BenchException($"{client.Name} sent less than the bare loop: {taken}, {bare}");
    }

    private static IEnumerable<Goal> Faster(double least, string name, OtherRun? other, WorkReport ours) =>
        other is null ? [] : [new Goal(FormattableString.Invariant($">= {least} x {name}'s calls a second"), other.Report.Seconds / ours.Seconds >= least)];

    private static IEnumerable<Figure> Times(string name, OtherRun? other, WorkReport ours) =>
        other is null ? [] :
        [
            new Figure($"calls a second, in {name}'s", other.Report.Seconds / ours.Seconds, ""),
            new Figure($"processor time a call, as a part of {name}'s", ours.CpuSeconds / other.Report.CpuSeconds, ""),
        ];

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
        Contacts = report.Outcomes.Values.Sum(),
        Accepted = report.Accepted,
        Seconds = report.Seconds,
        Figures = Figures(report),
    };

    private static IReadOnlyList<Figure> Figures(WorkReport report) =>
    [
        new Figure("calls", report.Accepted / report.Seconds, "a second"),
        new Figure("processor time", 1000 * report.CpuSeconds / report.Accepted, "ms a call"),
    ];

    private sealed record OtherRun(Row Row, WorkReport Report);
}
