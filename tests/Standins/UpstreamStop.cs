using System.Management.Automation;
using System.Reflection;

namespace ConnectTimers.Standins;

/// <summary>Ends a pipeline from its downstream end, the way the real <c>Select-Object -First</c> does.</summary>
internal static class UpstreamStop
{
    // The engine recognises this one internal type and nothing else: any public exception, PipelineStoppedException
    // included, would end the whole pipeline instead of only the commands upstream. What is tested here is that very
    // behaviour (upstream gets Dispose and no EndProcessing), so the genuine exception is worth the reflection.
    private static readonly ConstructorInfo Constructor = typeof(PSObject).Assembly
        .GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!
        .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Single();

    /// <summary>The exception that stops everything upstream of <paramref name="cmdlet"/>; throw it.</summary>
    public static Exception For(PSCmdlet cmdlet) => (Exception)Constructor.Invoke([cmdlet]);
}
