using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Roles;

namespace ConnectTimers.Bench.Measurements;

/// <summary>A process that sends calls: the module's, the bare loop's or another client's.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    // Starting an engine and importing the module takes seconds, on a busy machine a few more; a call of the last round, at most so long.
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CallPatience = TimeSpan.FromMilliseconds(50);

    private readonly Child _child;
    private readonly WorkOrder _order;

    private WorkerProcess(Child child, WorkOrder order) => (_child, _order) = (child, order);

    public static WorkerProcess Module(WorkOrder order) => new(Child.Start(ModuleRole.Name, Wire.Write(order)), order);

    public static WorkerProcess Bare(WorkOrder order) => new(Child.Start(BareRole.Name, Wire.Write(order)), order);

    public static WorkerProcess Other(OtherClient client, WorkOrder order) => new(client.Start(order), order);

    /// <summary>Waits until it has warmed up and only waits for go.</summary>
    public async Task<WorkerVersions> ReadyAsync(CancellationToken stop) =>
        Wire.Read<WorkerVersions>(await _child.ExpectAsync(Worker.Ready, StartPatience + TimeSpan.FromSeconds(_order.WarmUpSeconds) + (WorkOrder.Round * CallPatience), stop));

    /// <summary>Lets it send, and waits for its report.</summary>
    public async Task<WorkReport> RunAsync(TimeSpan patience, CancellationToken stop)
    {
        await _child.GoAsync();
        var report = Wire.Read<WorkReport>(await _child.ExpectAsync(Worker.Done, patience, stop));
        return report.Outcomes.Values.Sum() == _order.Contacts
            ? report
            : throw new BenchException($"{_order.Contacts} contacts have {report.Outcomes.Values.Sum()} outcomes. {string.Join(' ', report.Errors)}");
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();
}
