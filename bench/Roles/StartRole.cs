using ConnectTimers.Bench.Processes;

namespace ConnectTimers.Bench.Roles;

/// <summary>What shall be called first.</summary>
/// <param name="Calls">One call for each chat.</param>
/// <param name="IsFirstModule">Whether the engine has imported no module before.</param>
internal sealed record StartOrder(WorkOrder Calls, bool IsFirstModule);

/// <summary>How long the first things take in a process that has done none before.</summary>
/// <param name="ImportSeconds">Import-Module.</param>
/// <param name="Calls">A report for each of the calls, the first one first.</param>
/// <param name="Versions">What was imported, and into what.</param>
internal sealed record StartReport(double ImportSeconds, IReadOnlyList<WorkReport> Calls, WorkerVersions Versions);

/// <summary>Imports the module into an engine that is open, and calls the cmdlet once for each chat, as a prompt does.</summary>
internal static class StartRole
{
    public const string Name = "first-calls";

    public static int Run(string order)
    {
        var go = Parent.Listen(() => Environment.Exit(1));
        var (work, isFirstModule) = Wire.Read<StartOrder>(order);
        Parent.Say(Worker.Ready, new WorkerVersions(null, null)); // knows none before the import, which is measured
        go.Wait();
        using var module = HostedModule.Import(isFirstModule);
        var calls = Enumerable.Range(work.First, work.Contacts).Select(n => module.Set(work with { First = n, Contacts = 1 })).ToList();
        Parent.Say(Worker.Done, new StartReport(module.ImportSeconds, calls, module.Versions));
        return 0;
    }
}
