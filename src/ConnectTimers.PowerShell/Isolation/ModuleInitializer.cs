using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ConnectTimers.PowerShell.Isolation;

/// <summary>
/// Loads Model with the module. Otherwise it would be loaded by the first call, and until then PowerShell would not know the types
/// that scripts name: <c>catch [ConnectTimers.TimerException]</c>.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport()
    {
        // Before the runtime finds the IL beside the cmdlets, which it does with the first method that uses a type of Model.
        var deps = Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "deps");
        ReadyToRunImage.TryLoad(AssemblyLoadContext.Default, ReadyToRunImage.Folder(deps), "ConnectTimers.Model");
        LoadModel();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadModel() => RuntimeHelpers.RunClassConstructor(typeof(TimerException).TypeHandle);
}
