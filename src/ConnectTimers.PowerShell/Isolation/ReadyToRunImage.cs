using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ConnectTimers.PowerShell.Isolation;

/// <summary>
/// The ReadyToRun images that the module has beside its IL, in a folder of <c>deps/</c> for each platform: the same assemblies, compiled
/// ahead for one .NET. What they hold of IL is the same, so that each can take the other's place.
/// </summary>
internal static class ReadyToRunImage
{
    // .NET runs what was compiled for its own major version; of another it would take no code, and has the IL as well without these.
    private const int DotnetMajor = 10;

    /// <summary>The folder of the images in <c>deps/</c> that are for this process; null when there can be none.</summary>
    public static string? Folder(string deps) =>
        FolderName(Environment.Version, RuntimeInformation.IsOSPlatform, RuntimeInformation.ProcessArchitecture) is { } name
            ? Path.Combine(deps, name)
            : null;

    /// <summary>The name of the folder for a .NET and a platform, musl's Linux included; null for those that nothing is compiled for.</summary>
    /// <param name="runtime">The version of .NET.</param>
    /// <param name="isPlatform">Whether the system is this one.</param>
    /// <param name="architecture">The process's, which need not be the machine's.</param>
    public static string? FolderName(Version runtime, Func<OSPlatform, bool> isPlatform, Architecture architecture)
    {
        var system = isPlatform(OSPlatform.Windows) ? "win" : isPlatform(OSPlatform.Linux) ? "linux" : isPlatform(OSPlatform.OSX) ? "osx" : null;
        var platform = (system, architecture) switch
        {
            ("win" or "linux", Architecture.X64) => $"{system}-x64",
            ("linux" or "osx", Architecture.Arm64) => $"{system}-arm64",
            _ => null,
        };
        return runtime.Major == DotnetMajor && platform is not null ? $"net{DotnetMajor}.0-{platform}" : null;
    }

    /// <summary>Loads an assembly's image into a context.</summary>
    /// <param name="context">The context that the assembly belongs in.</param>
    /// <param name="folder">The folder of the images; null for none.</param>
    /// <param name="assembly">The assembly's name.</param>
    /// <returns>Null when there is none, or none that can be loaded. Then the IL is to be taken, which works everywhere.</returns>
    public static Assembly? TryLoad(AssemblyLoadContext context, string? folder, string assembly)
    {
        if (folder is null)
        {
            return null;
        }

        var image = Path.Combine(folder, assembly + ".dll");
        try
        {
            return File.Exists(image) ? context.LoadFromAssemblyPath(image) : null;
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // Broken, for another platform, not to be read, or not to be loaded here, as where only signed files may be.
            return null;
        }
    }
}
