using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ConnectTimers.PowerShell.Isolation;

/// <summary>
/// The ReadyToRun images that the module has beside its IL, in a folder of <c>deps/</c> for each platform: the same assemblies, compiled
/// ahead for one .NET. Their IL is identical, so they are interchangeable.
/// </summary>
internal static class ReadyToRunImage
{
    // .NET uses images compiled for its own major version only; otherwise it falls back to IL.
    private const int DotnetMajor = 10;

    /// <summary>The folder of the images in <c>deps/</c> that are for this process; null if there can be none.</summary>
    public static string? Folder(string deps) =>
        FolderName(Environment.Version, RuntimeInformation.IsOSPlatform, RuntimeInformation.ProcessArchitecture) is { } name
            ? Path.Combine(deps, name)
            : null;

    /// <summary>The name of the folder for a .NET and a platform, musl's Linux included; null for platforms without images.</summary>
    /// <param name="runtime">The version of .NET.</param>
    /// <param name="isPlatform">Returns whether this is the system.</param>
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
    /// <returns>Null if there is none that can be loaded. The caller then uses the IL, which works everywhere.</returns>
    public static Assembly? TryLoad(AssemblyLoadContext context, string? folder, string assembly)
    {
        if (folder is null)
        {
            return null;
        }

        var image = Path.Combine(folder, assembly + ".dll");
        try
        {
            return File.Exists(image) && IsForThisProcess(image) ? context.LoadFromAssemblyPath(image) : null;
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // Corrupt, for another platform, unreadable, or not allowed here, as on systems that load only signed files.
            return null;
        }
    }

    // Checked before loading: once .NET has found that an image is for another platform, it does not load the IL of that name either. The field
    // Machine of the file's header is the processor's number, XORed with a mask for the system (dotnet/runtime, "ReadyToRun file format").
    private static bool IsForThisProcess(string image)
    {
        using var file = new BinaryReader(File.OpenRead(image));
        file.BaseStream.Position = 0x3C;
        file.BaseStream.Position = file.ReadInt32() + 4; // behind "PE\0\0"
        var machine = file.ReadUInt16();
        var processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0xAA64 : 0x8664;
        var system = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? 0x7B79 : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? 0x4644 : 0;
        return machine == (processor ^ system) || machine == 0x014C; // IL, for any platform
    }
}
