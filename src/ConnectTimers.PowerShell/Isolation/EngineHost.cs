using System.Reflection;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Isolation;

/// <summary>The engine of this process, loaded with the first cmdlet that needs it.</summary>
internal static class EngineHost
{
    private static readonly Lazy<ITimerEngine> Lazy = new(Load);

    // What goes wrong in it goes wrong in the first call as well, and is told there.
    private static readonly Lazy<Task> Warmup = new(() => Task.Run(() => Engine.WarmUp()));

    public static ITimerEngine Engine => Lazy.Value;

    /// <summary>Begins, once in a process, to make ready for the first call, beside whatever comes before it.</summary>
    public static void WarmUp() => _ = Warmup.Value;

    private static ITimerEngine Load()
    {
        var module = Path.GetDirectoryName(typeof(EngineHost).Assembly.Location)!;
        var engine = new EngineLoadContext(Path.Combine(module, "deps")).LoadFromAssemblyName(new AssemblyName("ConnectTimers.Engine"));
        return (ITimerEngine)Activator.CreateInstance(engine.GetType("ConnectTimers.Engine.TimerEngine", throwOnError: true)!)!;
    }
}
