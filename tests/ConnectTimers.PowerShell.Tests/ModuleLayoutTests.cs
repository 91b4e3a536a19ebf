using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The module is the folder that ships, and it is isolated: not by how these tests happen to load it, but by itself.</summary>
public class ModuleLayoutTests
{
    /// <summary>The files in the module's folder, with slashes.</summary>
    public static IEnumerable<string> Files => Directory.EnumerateFiles(Surroundings.Module, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Surroundings.Module, f).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>The folders of ReadyToRun images.</summary>
    public static IReadOnlyList<string> Platforms { get; } = ["net10.0-linux-arm64", "net10.0-linux-x64", "net10.0-osx-arm64", "net10.0-win-x64"];

    [Fact]
    public void The_folder_contains_only_the_files_that_ship()
    {
        string[] il =
        [
            "ConnectTimers.Format.ps1xml",
            "ConnectTimers.Model.dll",
            "ConnectTimers.Pipeline.dll",
            "ConnectTimers.PowerShell.dll",
            "ConnectTimers.Types.ps1xml",
            "ConnectTimers.psd1",
            "LICENSE",
            "THIRD-PARTY-NOTICES.txt",
            "deps/AWSSDK.Core.dll",
            "deps/AWSSDK.SQS.dll",
            "deps/AWSSDK.SSO.dll",
            "deps/AWSSDK.SSOOIDC.dll",
            "deps/AWSSDK.SecurityToken.dll",
            "deps/ConnectTimers.Engine.dll",
            "deps/CsvHelper.dll",
            "en-US/ConnectTimers.PowerShell.dll-Help.xml",
            "en-US/about_ConnectTimers.help.txt",
        ];
        var images = from platform in Platforms
                     from assembly in il
                     where assembly.EndsWith(".dll", StringComparison.Ordinal) && assembly != "ConnectTimers.PowerShell.dll"
                     select $"deps/{platform}/{Path.GetFileName(assembly)}";

        Assert.Equal(IsCompiledAhead ? il.Concat(images).Order(StringComparer.Ordinal) : il, Files);
    }

    [Fact]
    public void Nothing_in_deps_is_the_sessions_own()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (var name in Directory.EnumerateFiles(Path.Combine(Surroundings.Module, "deps")).Select(f => Path.GetFileName(f)))
        {
            Assert.NotEqual("ConnectTimers.Model.dll", name);
            Assert.NotEqual("ConnectTimers.Pipeline.dll", name);
            Assert.NotEqual("System.Management.Automation.dll", name);
            Assert.False(File.Exists(Path.Combine(framework, name)), $"{name} belongs to the framework.");
        }
    }

    [Fact]
    public void These_tests_own_folder_has_no_assembly_of_the_module()
    {
        var own = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(f => Path.GetFileName(f)).ToList();

        Assert.DoesNotContain("ConnectTimers.PowerShell.dll", own);
        Assert.DoesNotContain("ConnectTimers.Engine.dll", own);
        Assert.DoesNotContain(own, name => name!.StartsWith("AWSSDK.", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Every_assembly_comes_from_where_it_ships_and_the_engine_is_in_a_context_of_its_own()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        Assert.Null(hosted.Run("Set-ParticipantRoleConfig -InstanceId i -ContactId c -CustomerIdle 5 @connect", Hosted.Connect(emulator)).Terminating);

        Assert.Equal(("ConnectTimers.PowerShell.dll", true), Origin("ConnectTimers.PowerShell"));
        var (model, deps) = IsCompiledAhead && ReadyToRunImageTests.Folder is { } folder ? ($"deps/{folder}/", $"deps/{folder}/") : ("", "deps/");
        Assert.Equal((model + "ConnectTimers.Model.dll", true), Origin("ConnectTimers.Model"));
        Assert.Equal((model + "ConnectTimers.Pipeline.dll", true), Origin("ConnectTimers.Pipeline"));
        Assert.Equal((deps + "ConnectTimers.Engine.dll", false), Origin("ConnectTimers.Engine"));
        Assert.Equal((deps + "AWSSDK.Core.dll", false), Origin("AWSSDK.Core"));
    }

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_has_the_version_of_the_build()
    {
        using var hosted = new Hosted();
        var written = hosted.Run("""
            $module = Get-Module ConnectTimers
            $assembly = [ConnectTimers.PowerShell.Commands.SetParticipantRoleConfigCommand].Assembly
            $module.ExportedCommands.Keys -join ' '
            ($assembly.GetExportedTypes().ForEach{ $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) }.ForEach{ "$($_.VerbName)-$($_.NounName)" }) -join ' '
            "$($module.Version)"
            $assembly.GetName().Version.ToString(3)
            """);
        var said = written.Output.ConvertAll(o => o.ToString());

        Assert.Empty(written.Errors);
        Assert.Equal(said[1].Split(' ').Order(), said[0].Split(' ').Order());
        Assert.Equal(said[3], said[2]);
    }

    [Fact]
    public void Every_kind_of_problem_is_a_category_of_powershells()
    {
        using var hosted = new Hosted();

        var written = hosted.Run("[Enum]::GetNames([ConnectTimers.ProblemCategory]) | ForEach-Object { [Management.Automation.ErrorCategory] $_ }");

        Assert.Empty(written.Errors);
        Assert.NotEmpty(written.Output);
    }

    // Only a Release build is, and only on the system that the compiler is for.
    internal static bool IsCompiledAhead { get; } =
        typeof(ModuleLayoutTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration == "Release"
        && OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    private static (string File, bool IsDefault) Origin(string name)
    {
        var assembly = Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == name);
        return (Path.GetRelativePath(Surroundings.Module, assembly.Location).Replace('\\', '/'),
            AssemblyLoadContext.GetLoadContext(assembly) == AssemblyLoadContext.Default);
    }
}
