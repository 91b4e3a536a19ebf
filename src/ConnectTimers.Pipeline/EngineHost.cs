using System.Reflection;
using System.Runtime.Loader;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Pipeline;

/// <summary>The engine of this process, loaded with the first cmdlet that needs it.</summary>
internal static class EngineHost
{
    private static readonly Lazy<ITimerEngine> Lazy = new(Load);

    // Errors are ignored: the first call fails in the same way and reports them.
    private static readonly Lazy<Task> Warmup = new(() => Task.Run(() => Engine.WarmUp()));

    private static Func<AssemblyLoadContext>? _newContext;

    public static ITimerEngine Engine => Lazy.Value;

    /// <summary>Starts the warm-up for the first call in the background, once per process.</summary>
    public static void WarmUp() => _ = Warmup.Value;

    /// <summary>Sets the factory of the load context for the engine. Called once, when the module is imported.</summary>
    public static void LoadInto(Func<AssemblyLoadContext> newContext) => _newContext = newContext;

    private static ITimerEngine Load()
    {
        var engine = _newContext!().LoadFromAssemblyName(new AssemblyName("ConnectTimers.Engine"));
        return (ITimerEngine)Activator.CreateInstance(engine.GetType("ConnectTimers.Engine.TimerEngine", throwOnError: true)!)!;
    }
}
