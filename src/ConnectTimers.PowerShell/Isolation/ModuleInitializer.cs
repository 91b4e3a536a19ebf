using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using ConnectTimers.Pipeline;

namespace ConnectTimers.PowerShell.Isolation;

/// <summary>
/// Loads Model and Pipeline with the module, and tells Pipeline where the engine is. Otherwise Model would be loaded by the first call, and until then
/// PowerShell would not know the types that scripts name: <c>catch [ConnectTimers.TimerException]</c>.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport()
    {
        // Before the runtime loads the IL beside the cmdlets, which it does with the first method that uses a type of these assemblies.
        var deps = Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "deps");
        var images = ReadyToRunImage.Folder(deps);
        ReadyToRunImage.TryLoad(AssemblyLoadContext.Default, images, "ConnectTimers.Model");
        ReadyToRunImage.TryLoad(AssemblyLoadContext.Default, images, "ConnectTimers.Pipeline");
        Load(deps);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Load(string deps)
    {
        RuntimeHelpers.RunClassConstructor(typeof(TimerException).TypeHandle);
        EngineHost.LoadInto(() => new EngineLoadContext(deps));
    }
}
