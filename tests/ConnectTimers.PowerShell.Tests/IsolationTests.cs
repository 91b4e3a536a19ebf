using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>
/// The module in a PowerShell of its own, alone and beside a module with another AWSSDK.Core. A process each: what a load context has
/// once, it keeps.
/// </summary>
public class IsolationTests
{
    private const string TheirCore = "4.0.3.3";
    private const string OurCore = "4.0.102.19";

    private const string Prelude = """
        param($Ours, $Theirs, $Endpoint)
        $ErrorActionPreference = 'Stop'
        function Import-Ours { Import-Module $Ours }
        function Import-Theirs { Import-Module $Theirs }
        function Use-Ours {
            $outcome = Set-ParticipantRoleConfig -InstanceId i-1 -ContactId ours -CustomerIdle 5 -Region eu-west-2 -EndpointUrl $Endpoint -AccessKey AKIDEXAMPLE -SecretKey SECRET -PassThru
            "ours: $($outcome.Status)"
        }
        # With their credentials, of a type of their Core: handed over, and as the session's default.
        function Use-OursWithTheirs {
            $theirs = Get-LookalikeCredential
            $handed = Set-ParticipantRoleConfig -InstanceId i-1 -ContactId handed -CustomerIdle 5 -Region eu-west-2 -EndpointUrl $Endpoint -Credential $theirs -PassThru
            $StoredAWSCredentials = Get-LookalikeCredential -Wrapped
            $StoredAWSRegion = 'eu-west-2'
            $stored = Set-ParticipantRoleConfig -InstanceId i-1 -ContactId stored -CustomerIdle 5 -EndpointUrl $Endpoint -PassThru
            "with theirs: $($handed.Status) $($stored.Status) $($stored.Region) $($theirs.Asked -gt 0)"
        }
        function Use-Theirs {
            "theirs: $(Invoke-LookalikeCall -EndpointUrl $Endpoint -ContactId theirs) $(Get-LookalikeCore)"
        }
        # Every assembly that neither the framework nor PowerShell brought: what, where from, and whether in the default load context.
        function Show-Loaded {
            $known = [Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory(), [AppContext]::BaseDirectory
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
                $file = $assembly.Location
                if ($file -and -not $known.Where{ $file.StartsWith($_, 'OrdinalIgnoreCase') }) {
                    $default = [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly) -eq [Runtime.Loader.AssemblyLoadContext]::Default
                    "loaded: $($default ? 'default' : 'private') $([Diagnostics.FileVersionInfo]::GetVersionInfo($file).FileVersion) $file"
                }
            }
        }

        """;

    // The module that holds another AWSSDK.Core in the default load context.
    private static readonly string Lookalike = Surroundings.Built("LookalikeOutput");

    [Theory]
    [InlineData("Import-Theirs; Use-Theirs; Import-Ours; Use-Ours; Use-Theirs; Use-Ours")]
    [InlineData("Import-Ours; Import-Theirs; Use-Theirs; Use-Ours; Use-Theirs; Use-Ours")]
    [InlineData("Import-Ours; Use-Ours; Import-Theirs; Use-Theirs; Use-Ours; Use-Theirs")]
    public async Task Another_core_in_the_session_and_ours_both_work_in_whatever_order_they_come(string steps)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });

        var child = await RunAsync(emulator, steps + "; Show-Loaded");

        var theirFile = Path.Combine(Lookalike, "AWSSDK.Core.dll");
        var ourFile = PathOf("AWSSDK.Core.dll");
        child.AssertLines("ours", "Accepted", "Accepted");
        child.AssertLines("theirs", Enumerable.Repeat($"200 {TheirCore} Default {theirFile}", 2));
        child.Assert(
            child.Lines("loaded").Where(l => l.EndsWith("AWSSDK.Core.dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .SequenceEqual([$"default {TheirCore} {theirFile}", $"private {OurCore} {ourFile}"]),
            "Theirs and ours are not the two that are loaded.");
        Assert.Equal(4, emulator.GetState().Counts.Accepted);
        Assert.Equal(["ours", "theirs"], emulator.GetState().Contacts.Select(c => c.ContactId).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Import-Theirs; Use-Theirs; Import-Ours; Use-OursWithTheirs")]
    [InlineData("Import-Ours; Import-Theirs; Use-OursWithTheirs; Use-Theirs")]
    [InlineData("Import-Ours; Use-Ours; Import-Theirs; Use-OursWithTheirs")]
    public async Task Credentials_of_another_core_sign_our_calls_in_whatever_order_the_modules_come(string steps)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });

        var child = await RunAsync(emulator, steps);

        child.AssertLines("with theirs", "Accepted Accepted eu-west-2 True");
    }

    [Fact]
    public async Task The_module_needs_nothing_that_a_session_does_not_have()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });

        var child = await RunAsync(emulator, """
            Import-Ours
            Use-Ours
            Show-Loaded
            [AppContext]::GetData('TRUSTED_PLATFORM_ASSEMBLIES').Split([IO.Path]::PathSeparator).Where{ $_ -match 'AspNetCore|AWSSDK' }.ForEach{ "platform: $_" }
            """);

        child.AssertLines("ours", "Accepted");
        child.AssertLines("platform");
        foreach (var (context, file) in child.Lines("loaded").Select(l => l.Split(' ', 3)).Select(l => (l[0], Path.GetRelativePath(Surroundings.Module, l[2]).Replace('\\', '/'))))
        {
            child.Assert(!file.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(file), $"{file} comes from elsewhere.");
            var isPrivate = file.StartsWith("deps/", StringComparison.Ordinal) && Path.GetFileName(file) is not ("ConnectTimers.Model.dll" or "ConnectTimers.Pipeline.dll");
            child.Assert(context == (isPrivate ? "private" : "default"), $"{file} is in the wrong load context.");
        }

        foreach (var file in (string[])["ConnectTimers.PowerShell.dll", "ConnectTimers.Pipeline.dll", "ConnectTimers.Model.dll", "ConnectTimers.Engine.dll", "AWSSDK.Core.dll"])
        {
            var path = PathOf(file);
            child.Assert(child.Lines("loaded").Count(l => l.EndsWith(' ' + path, StringComparison.Ordinal)) == 1, $"{file} is not loaded, or not once.");
        }
    }

    [Fact]
    public async Task A_session_that_started_with_an_unreadable_config_file_works_once_the_file_is_corrected()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });

        var child = await RunAsync(emulator, """
            Import-Ours
            $config = [IO.Path]::GetTempFileName()
            $env:AWS_CONFIG_FILE = $config
            try {
                [IO.File]::WriteAllText($config, "[default]`nMarkedSecret`n")
                try { Use-Ours } catch { "error: $($_.FullyQualifiedErrorId) $($_.Exception)".Replace($config, 'CONFIG') }
                [IO.File]::WriteAllText($config, "[default]`nregion = eu-west-1`n")
                Use-Ours
            } finally { [IO.File]::Delete($config) }
            """);

        child.Assert(child.Lines("error").Single().Contains("ProfileFileUnreadable,", StringComparison.Ordinal)
            && child.Output.Contains("line 2 of 'CONFIG'", StringComparison.Ordinal), "The error does not name the place.");
        child.Assert(!child.Output.Contains("Marked", StringComparison.Ordinal), "The error quotes the line.");
        child.AssertLines("ours", "Accepted");
    }

    [Theory]
    [InlineData("Set-ParticipantRoleConfig -InstanceId i-1 -ContactId c-1 -CustomerIdle 5 -WhatIf")]
    [InlineData("try { Find-ChatContact -InstanceId '' -ErrorAction Stop } catch { }")]
    public async Task The_engine_is_made_ready_when_a_cmdlet_begins_that_calls_and_not_before(string command)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions());

        var child = await RunAsync(emulator, $$"""
            function Test-Core { [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'AWSSDK.Core' }.Count -gt 0 }
            Import-Ours
            $timer = New-ParticipantTimer CUSTOMER IDLE 5
            "core: $(Test-Core)"
            {{command}}
            $null = [Threading.SpinWait]::SpinUntil({ Test-Core }, 30000)
            "core: $(Test-Core)"
            """);

        child.AssertLines("core", "False", "True");
        Assert.Empty(emulator.GetRequests());
    }

    [Fact]
    public async Task A_session_sees_all_exports_of_the_manifest_and_their_help()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions());

        var child = await RunAsync(emulator, """
            Import-Ours
            "type: $([ConnectTimers.TimerException])"
            $parsed = [Management.Automation.Language.Parser]::ParseFile($Ours, [ref]$null, [ref]$null)
            $manifest = $parsed.Find({ $args[0] -is [Management.Automation.Language.HashtableAst] }, $false).SafeGetValue()
            $manifest.CmdletsToExport.ForEach{ "manifest: $_" }
            (Get-Module ConnectTimers).ExportedCommands.Keys.ForEach{ "exported: $_" }
            (Get-Module ConnectTimers).ExportedCommands.Keys.ForEach{ "help: $_ $((Get-Help $_).Synopsis)" }
            """);

        child.AssertLines("type", "ConnectTimers.TimerException"); // known before the first call
        child.Assert(child.Lines("manifest").Count > 0, "The manifest exports nothing.");
        child.Assert(child.Lines("manifest").Order().SequenceEqual(child.Lines("exported").Order()), "The exports are not the manifest's.");

        // Without help PowerShell shows the syntax, which begins with the name and ends with no full stop.
        foreach (var help in child.Lines("help"))
        {
            var (cmdlet, synopsis) = (help.Split(' ')[0], help[(help.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            child.Assert(synopsis.EndsWith('.') && !synopsis.StartsWith(cmdlet, StringComparison.Ordinal), $"{cmdlet} has no synopsis.");
        }
    }

    // Where this process's platform loads an assembly of the module from.
    private static string PathOf(string assembly)
    {
        var deps = Path.Combine(Surroundings.Module, "deps");
        return Path.GetFullPath(assembly == "ConnectTimers.PowerShell.dll" ? Path.Combine(Surroundings.Module, assembly)
            : ModuleLayoutTests.IsCompiledAhead && ReadyToRunImageTests.Folder is { } folder ? Path.Combine(deps, folder, assembly)
            : Path.Combine(assembly is "ConnectTimers.Model.dll" or "ConnectTimers.Pipeline.dll" ? Surroundings.Module : deps, assembly));
    }

    private static async Task<ProcessResult> RunAsync(ConnectEmulator emulator, string script)
    {
        string[] arguments =
        [
            Path.Combine(Surroundings.Module, "ConnectTimers.psd1"),
            Path.Combine(Lookalike, "AwsToolsLookalike.psd1"),
            emulator.Endpoint.GetLeftPart(UriPartial.Authority),
        ];
        return (await PwshProcess.RunScriptAsync(Prelude + script, arguments)).AssertSuccess();
    }
}
