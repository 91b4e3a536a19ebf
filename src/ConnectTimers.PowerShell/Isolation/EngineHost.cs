using System.Reflection;
using ConnectTimers.Seam;

namespace ConnectTimers.PowerShell.Isolation;

/// <summary>The engine of this process, loaded when the first cmdlet needs it.</summary>
internal static class EngineHost
{
    private static readonly Lazy<ITimerEngine> Lazy = new(Load);

    public static ITimerEngine Engine => Lazy.Value;

    private static ITimerEngine Load()
    {
        var module = Path.GetDirectoryName(typeof(EngineHost).Assembly.Location)!;
        var engine = new EngineLoadContext(Path.Combine(module, "deps")).LoadFromAssemblyName(new AssemblyName("ConnectTimers.Engine"));
        return (ITimerEngine)Activator.CreateInstance(engine.GetType("ConnectTimers.Engine.TimerEngine", throwOnError: true)!)!;
    }
}
