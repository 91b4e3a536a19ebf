using System.IO.Compression;
using System.Xml.Linq;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The module, packed by tools/Package into a folder of its own.</summary>
public sealed class Packed : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");

    private XElement _nuspec = new("none");

    /// <summary>What the tool wrote to the screen.</summary>
    public string Said { get; private set; } = "";

    public string Version => Nuspec("version")!;

    /// <summary>Packs a module into a folder; gives what the tool wrote to the screen.</summary>
    public static async Task<string> PackAsync(string module, string into) =>
        (await ChildProcess.RunDotnetAsync(Path.Combine(Surroundings.Built("PackerOutput"), "ConnectTimers.Package.dll"), module, into)).AssertSuccess().Output;

    /// <summary>The name and the bytes of every file in a package, in the package's order.</summary>
    public static List<KeyValuePair<string, byte[]>> Read(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        return [.. zip.Entries.Select(e => KeyValuePair.Create(e.FullName, Bytes(e)))];
    }

    /// <summary>The package of a kind: nupkg or zip.</summary>
    public string Package(string kind) => Directory.EnumerateFiles(_folder.FullName, "*." + kind).Single();

    /// <summary>One element of the nuspec.</summary>
    public string? Nuspec(string name) => _nuspec.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;

    /// <summary>A folder for PSModulePath with what is in the package, as an installation leaves it.</summary>
    public string Install(string kind)
    {
        var modules = Path.Combine(_folder.FullName, kind);
        ZipFile.ExtractToDirectory(Package(kind), kind == "zip" ? modules : Path.Combine(modules, "ConnectTimers", Version));
        return modules;
    }

    public async Task InitializeAsync()
    {
        Said = await PackAsync(Surroundings.Module, _folder.FullName);
        using var nuspec = new MemoryStream(Read(Package("nupkg")).Single(f => f.Key == "ConnectTimers.nuspec").Value);
        _nuspec = XDocument.Load(nuspec).Root!.Elements().Single();
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
