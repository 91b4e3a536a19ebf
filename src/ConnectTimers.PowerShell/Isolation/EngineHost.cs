using System.Reflection;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Isolation;

/// <summary>The engine of this process, loaded with the first cmdlet that needs it.</summary>
internal static class EngineHost
{
    private static readonly Lazy<ITimerEngine> Lazy = new(Load);

    // Errors are ignored: the first call fails in the same way and reports them.
    private static readonly Lazy<Task> Warmup = new(() => Task.Run(() => Engine.WarmUp()));

    public static ITimerEngine Engine => Lazy.Value;

    /// <summary>Starts the warm-up for the first call in the background, once per process.</summary>
    public static void WarmUp() => _ = Warmup.Value;

    private static ITimerEngine Load()
    {
        var module = Path.GetDirectoryName(typeof(EngineHost).Assembly.Location)!;
        var engine = new EngineLoadContext(Path.Combine(module, "deps")).LoadFromAssemblyName(new AssemblyName("ConnectTimers.Engine"));
        return (ITimerEngine)Activator.CreateInstance(engine.GetType("ConnectTimers.Engine.TimerEngine", throwOnError: true)!)!;
    }
}
