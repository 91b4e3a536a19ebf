using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace ConnectTimers.PowerShell.Isolation;

/// <summary>
/// Loads Model with the module. Otherwise it would come with the first call, and until then PowerShell would not know the types
/// that people name: <c>catch [ConnectTimers.TimerException]</c>.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport() => RuntimeHelpers.RunClassConstructor(typeof(TimerException).TypeHandle);
}
