using System.Reflection;
using System.Runtime.Loader;

namespace ConnectTimers.PowerShell.Isolation;

/// <summary>
/// The private load context: the engine and what it ships with come from <c>deps/</c>, whatever other versions of the same
/// assemblies the session has; as ReadyToRun images if there are any for this process. Everything else, the framework and Model,
/// is the session's own.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private readonly string _folder;
    private readonly string? _images;

    public EngineLoadContext(string folder) => (_folder, _images) = (folder, ReadyToRunImage.Folder(folder));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Model's types are used on both sides, so both contexts must share one Model assembly: the one already loaded.
        var model = typeof(Abstractions.ITimerEngine).Assembly;
        if (assemblyName.Name == model.GetName().Name)
        {
            return model;
        }

        var path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? ReadyToRunImage.TryLoad(this, _images, assemblyName.Name!) ?? LoadFromAssemblyPath(path) : null;
    }
}
