using System.Reflection;
using System.Runtime.InteropServices;
using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>
/// The module takes the images that are for its .NET and its platform, and the IL wherever there are none or they cannot be loaded. A Debug
/// build has no images: here the same IL stands in for them, which a context loads as it loads an image.
/// </summary>
public sealed class ReadyToRunImageTests : IDisposable
{
    private const string Script = """
        param($Module, $Endpoint)
        $ErrorActionPreference = 'Stop'
        Import-Module $Module
        $chat = @{ InstanceId = 'i-1'; ContactId = 'c-1'; CustomerIdle = 5; PassThru = $true }
        "set: $((Set-ParticipantRoleConfig @chat -Region eu-west-2 -EndpointUrl $Endpoint -AccessKey AKIDEXAMPLE -SecretKey SECRET).Status)"
        foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
            if ($assembly.Location.StartsWith([IO.Path]::GetDirectoryName($Module))) { "loaded: $($assembly.Location)" }
        }
        """;

    private static readonly string[] Loaded = ["AWSSDK.Core.dll", "ConnectTimers.Engine.dll", "ConnectTimers.Model.dll", "ConnectTimers.Pipeline.dll", "ConnectTimers.PowerShell.dll"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");

    /// <summary>What may lie where an image should be.</summary>
    public static TheoryData<string> Broken => ["empty", "text", "torn off", "of another platform", "a folder"];

    /// <summary>The folder of images that this process's platform takes; null when there is none.</summary>
    public static string? Folder { get; } = FolderName(Environment.Version, RuntimeInformation.IsOSPlatform, RuntimeInformation.ProcessArchitecture);

    private string Images => Path.Combine(_folder.FullName, "deps", Folder ?? "net10.0-none");

    [Theory]
    [InlineData("10.0.0", "WINDOWS", Architecture.X64, "net10.0-win-x64")]
    [InlineData("10.0.12", "LINUX", Architecture.X64, "net10.0-linux-x64")]
    [InlineData("10.4.1", "LINUX", Architecture.Arm64, "net10.0-linux-arm64")]
    [InlineData("10.0.12", "OSX", Architecture.Arm64, "net10.0-osx-arm64")]
    [InlineData("10.0.12", "WINDOWS", Architecture.Arm64, null)]
    [InlineData("10.0.12", "WINDOWS", Architecture.X86, null)]
    [InlineData("10.0.12", "OSX", Architecture.X64, null)]
    [InlineData("10.0.12", "LINUX", Architecture.Arm, null)]
    [InlineData("10.0.12", "FREEBSD", Architecture.X64, null)]
    [InlineData("8.0.27", "LINUX", Architecture.X64, null)]
    [InlineData("9.0.15", "WINDOWS", Architecture.X64, null)]
    [InlineData("11.0.0", "LINUX", Architecture.X64, null)]
    public void Each_dotnet_and_platform_has_its_own_images_or_none(string runtime, string system, Architecture architecture, string? expected) =>
        Assert.Equal(expected, FolderName(Version.Parse(runtime), platform => platform == OSPlatform.Create(system), architecture));

    [Fact]
    public void Every_folder_of_images_that_ships_is_one_that_some_platform_takes()
    {
        string?[] taken =
        [
            .. from system in (string[])["WINDOWS", "LINUX", "OSX"]
               from architecture in Enum.GetValues<Architecture>()
               select FolderName(new Version(10, 0), platform => platform == OSPlatform.Create(system), architecture),
        ];

        Assert.Equal(ModuleLayoutTests.Platforms, taken.OfType<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_session_runs_the_images_of_its_platform()
    {
        CopyModule();
        CopyImages();

        AssertFiles(await LoadedAsync(), images: ["AWSSDK.Core.dll", "ConnectTimers.Engine.dll", "ConnectTimers.Model.dll", "ConnectTimers.Pipeline.dll"], il: ["ConnectTimers.PowerShell.dll"]);
    }

    [Fact]
    public async Task Without_images_a_session_runs_the_IL()
    {
        CopyModule();

        AssertFiles(await LoadedAsync(), images: [], il: Loaded);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Where_no_image_can_be_loaded_the_IL_is(string how)
    {
        CopyModule();
        CopyImages();
        foreach (var image in Directory.GetFiles(Images))
        {
            Break(image, how);
        }

        AssertFiles(await LoadedAsync(), images: [], il: Loaded);
    }

    [Fact]
    public async Task One_image_that_cannot_be_loaded_leaves_the_others_in_use()
    {
        CopyModule();
        CopyImages();
        Break(Path.Combine(Images, "AWSSDK.Core.dll"), "torn off");

        AssertFiles(await LoadedAsync(), images: ["ConnectTimers.Engine.dll", "ConnectTimers.Model.dll", "ConnectTimers.Pipeline.dll"], il: ["AWSSDK.Core.dll", "ConnectTimers.PowerShell.dll"]);
    }

    [Fact]
    public async Task A_session_that_takes_no_compiled_code_runs_the_same_module()
    {
        CopyModule();
        CopyImages();

        AssertFiles(
            await LoadedAsync(("DOTNET_ReadyToRun", "0")),
            images: ["AWSSDK.Core.dll", "ConnectTimers.Engine.dll", "ConnectTimers.Model.dll", "ConnectTimers.Pipeline.dll"],
            il: ["ConnectTimers.PowerShell.dll"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string? FolderName(Version runtime, Func<OSPlatform, bool> isPlatform, Architecture architecture) =>
        (string?)Assembly.LoadFrom(Path.Combine(Surroundings.Module, "ConnectTimers.PowerShell.dll"))
            .GetType("ConnectTimers.PowerShell.Isolation.ReadyToRunImage", throwOnError: true)!
            .GetMethod("FolderName")!.Invoke(null, [runtime, isPlatform, architecture]);

    private static void Break(string image, string how)
    {
        var bytes = File.ReadAllBytes(image);
        File.Delete(image);
        switch (how)
        {
            case "empty":
                File.WriteAllBytes(image, []);
                break;
            case "text":
                File.WriteAllText(image, "<html>Not found</html>");
                break;
            case "torn off":
                File.WriteAllBytes(image, bytes[..(bytes.Length / 2)]);
                break;
            case "of another platform":
                var machine = BitConverter.ToInt32(bytes, 0x3C) + 4; // behind "PE\0\0", whose place is at 0x3C
                BitConverter.TryWriteBytes(bytes.AsSpan(machine), (ushort)0x1234);
                File.WriteAllBytes(image, bytes);
                break;
            case "a folder":
                Directory.CreateDirectory(image);
                break;
            default:
                throw new ArgumentException(how);
        }
    }

    // On a platform that has no images, nothing is one.
    private void AssertFiles(IEnumerable<string> loaded, string[] images, string[] il)
    {
        var expected = Folder is null
            ? Loaded.Select(name => $"IL {name}")
            : images.Select(name => $"image {name}").Concat(il.Select(name => $"IL {name}"));

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            loaded.Select(file => $"{(file.StartsWith(Images, StringComparison.Ordinal) ? "image" : "IL")} {Path.GetFileName(file)}").Order(StringComparer.Ordinal));
    }

    private async Task<string[]> LoadedAsync(params (string Name, string Value)[] environment)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        var run = await PwshProcess.RunScriptAsync(
            Script,
            [Path.Combine(_folder.FullName, "ConnectTimers.psd1"), emulator.Endpoint.GetLeftPart(UriPartial.Authority)],
            new() { Environment = environment.ToDictionary(e => e.Name, string? (e) => e.Value) });

        run.AssertSuccess();
        run.AssertLines("set", "Accepted");
        return [.. run.Lines("loaded")];
    }

    private void CopyModule()
    {
        foreach (var file in ModuleLayoutTests.Files.Where(f => !f.StartsWith("deps/net", StringComparison.Ordinal)))
        {
            Copy(file, Path.Combine(_folder.FullName, file));
        }
    }

    private void CopyImages()
    {
        var images = ModuleLayoutTests.Files.Where(f => f.StartsWith($"deps/{Folder}/", StringComparison.Ordinal)).ToList();
        var standIns = ModuleLayoutTests.Files.Where(f => f.EndsWith(".dll", StringComparison.Ordinal) && f != "ConnectTimers.PowerShell.dll");
        foreach (var file in images.Count > 0 ? images : standIns)
        {
            Copy(file, Path.Combine(Images, Path.GetFileName(file)));
        }
    }

    private static void Copy(string file, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.WriteAllBytes(to, File.ReadAllBytes(Path.Combine(Surroundings.Module, file)));
    }
}
