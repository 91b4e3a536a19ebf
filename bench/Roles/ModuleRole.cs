using ConnectTimers.Bench.Processes;

namespace ConnectTimers.Bench.Roles;

/// <summary>
/// A PowerShell engine with the module, which sends what it is told to. Every measurement has a new one: the module's pace lives as long
/// as its process.
/// </summary>
internal static class ModuleRole
{
    public const string Name = "work";

    public static int Run(string order)
    {
        var go = Parent.Listen(() => Environment.Exit(1));
        var work = Wire.Read<WorkOrder>(order);
        using var module = HostedModule.Import();
        foreach (var round in work.WarmUp())
        {
            module.Set(round);
        }

        Parent.Say(Worker.Ready, module.Versions);
        go.Wait();
        Parent.Say(Worker.Done, work.IsStopped ? module.Stop(work) : module.Set(work));
        return 0;
    }
}
