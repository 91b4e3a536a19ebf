using System.Globalization;
using System.IO.Compression;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The packages contain exactly the module that these tests import, and their metadata matches the manifest.</summary>
public class PackageTests(Packed packed) : IClassFixture<Packed>
{
    private static readonly string[] NuGets = ["ConnectTimers.nuspec", "[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/nuget.psmdcp"];

    public static TheoryData<string> Kinds => ["nupkg", "zip"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_module_gives_the_same_bytes_wherever_it_lies_and_whenever_it_was_built(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("connect-timers-");
        try
        {
            var copy = Path.Combine(folder.FullName, "a copy");
            foreach (var (name, bytes) in ModuleFiles())
            {
                var path = Path.Combine(copy, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllBytesAsync(path, bytes);
                File.SetLastWriteTimeUtc(path, new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
            }

            await Packed.PackAsync(copy, folder.FullName);

            var package = packed.Package(kind);
            Assert.Equal(await File.ReadAllBytesAsync(package), await File.ReadAllBytesAsync(Path.Combine(folder.FullName, Path.GetFileName(package))));
            using var zip = ZipFile.OpenRead(package);
            Assert.All(zip.Entries, e => Assert.Equal(new DateTime(1980, 1, 1), e.LastWriteTime.DateTime));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_nupkg_contains_the_module_and_the_files_that_NuGet_adds()
    {
        var files = Packed.Read(packed.Package("nupkg"));

        Assert.Equal(ModuleFiles(), files.Where(f => !NuGets.Contains(f.Key)));
        Assert.Equal(NuGets, files.Select(f => f.Key).Intersect(NuGets).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_zip_holds_the_module_in_a_folder_of_its_version()
    {
        Assert.Equal(ModuleFiles().Select(f => KeyValuePair.Create($"ConnectTimers/{packed.Version}/{f.Key}", f.Value)), Packed.Read(packed.Package("zip")));
    }

    [Fact]
    public void The_nuspec_matches_the_manifest()
    {
        var manifest = Manifest();

        Assert.Equal(
            [manifest.Name, manifest.Version.ToString(), manifest.Author, manifest.CompanyName, manifest.Description, manifest.Copyright, manifest.LicenseUri.ToString(), manifest.ReleaseNotes],
            ((string[])["id", "version", "authors", "owners", "description", "copyright", "licenseUrl", "releaseNotes"]).Select(packed.Nuspec));
        Assert.StartsWith($"{manifest.Version}: ", manifest.ReleaseNotes, StringComparison.Ordinal);
        Assert.Equal($"ConnectTimers.{manifest.Version}.nupkg", Path.GetFileName(packed.Package("nupkg")));
        Assert.Equal($"ConnectTimers.{manifest.Version}.zip", Path.GetFileName(packed.Package("zip")));
    }

    [Fact]
    public void The_tags_are_the_manifests_and_those_that_galleries_find_a_module_and_each_of_its_cmdlets_by()
    {
        var manifest = Manifest();

        Assert.NotEmpty(manifest.ExportedCmdlets);
        Assert.Equal(
            [.. manifest.Tags, "PSModule", "PSIncludes_Cmdlet", .. manifest.ExportedCmdlets.Keys.Order().SelectMany(name => (string[])["PSCmdlet_" + name, "PSCommand_" + name])],
            packed.Nuspec("tags")!.Split(' '));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_unpacked_module_is_found_by_name_and_works(string kind)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        var modules = packed.Install(kind);

        var child = (await PwshProcess.RunScriptAsync("""
            param($Modules, $Endpoint)
            $ErrorActionPreference = 'Stop'
            $env:PSModulePath = $Modules
            Import-Module ConnectTimers
            $chat = @{ InstanceId = 'i-1'; ContactId = 'c-1'; CustomerIdle = 5; PassThru = $true }
            "asked: $((Set-ParticipantRoleConfig @chat -WhatIf).Status)"
            "sent: $((Set-ParticipantRoleConfig @chat -Region eu-west-2 -EndpointUrl $Endpoint -AccessKey AKIDEXAMPLE -SecretKey SECRET).Status)"
            [AppDomain]::CurrentDomain.GetAssemblies().Location.Where{ [IO.Path]::GetFileName($_) -match '^(ConnectTimers|AWSSDK)\.' }.ForEach{ "loaded: $_" }
            """, [modules, emulator.Endpoint.GetLeftPart(UriPartial.Authority)])).AssertSuccess();

        child.AssertLines("asked", "WhatIf");
        child.AssertLines("sent", "Accepted");
        var home = Path.Combine(modules, "ConnectTimers", packed.Version) + Path.DirectorySeparatorChar;
        child.Assert(child.Lines("loaded").Any() && child.Lines("loaded").All(f => f.StartsWith(home, StringComparison.Ordinal)), $"Something does not come from {home}.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_tool_says_where_a_package_is_and_how_large_and_its_checksum(string kind)
    {
        var package = packed.Package(kind);
        var (bytes, files) = (File.ReadAllBytes(package), Packed.Read(package));

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"""
            {package}
              {files.Count} files, {bytes.Length:N0} bytes packed, {files.Sum(f => f.Value.Length):N0} bytes unpacked
              SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}
            """), packed.Said.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_tool_reports_the_platforms_compiled_ahead()
    {
        var images = ModuleLayoutTests.Files.Where(f => f.StartsWith("deps/net", StringComparison.Ordinal)).Select(f => f.Split('/')[1]).Distinct().ToList();

        Assert.Contains(images.Count > 0 ? $"Compiled ahead for {string.Join(", ", images)}." : "Nothing is compiled ahead", packed.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_notices_name_every_assembly_of_others_with_its_version_and_nothing_else()
    {
        var packages = File.ReadAllText(Path.Combine(Surroundings.Built("RepositoryRoot"), "Directory.Packages.props"));
        var versions = Regex.Matches(packages, @"Include=""(.+)"" Version=""\[(.+)\]""").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        var named = File.ReadLines(Path.Combine(Surroundings.Module, "THIRD-PARTY-NOTICES.txt")).Where(line => Regex.IsMatch(line, @"^\S+ \d+(\.\d+)+$"));

        Assert.Equal(
            ModuleLayoutTests.Files.Where(f => f.EndsWith(".dll", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f)).Distinct()
                .Where(name => !name.StartsWith("ConnectTimers.", StringComparison.Ordinal)).Select(name => $"{name} {versions[name]}"),
            named);
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> ModuleFiles() =>
        ModuleLayoutTests.Files.Select(f => KeyValuePair.Create(f, File.ReadAllBytes(Path.Combine(Surroundings.Module, f))));

    private static PSModuleInfo Manifest()
    {
        using var hosted = new Hosted();
        var written = hosted.Run("Test-ModuleManifest $path", ("path", Path.Combine(Surroundings.Module, "ConnectTimers.psd1")));
        Assert.Empty(written.Errors);
        return (PSModuleInfo)Assert.Single(written.Output).BaseObject;
    }
}
