using System.Globalization;
using NuGet.Packaging;
using NuGet.Versioning;

namespace ConnectTimers.Package;

/// <summary>What Install-PSResource takes: the module's files at the root, and beside them what the manifest says, as NuGet wants it.</summary>
internal static class Nupkg
{
    public static void Write(ShippedModule module, Stream stream)
    {
        var manifest = module.Manifest;
        var builder = new PackageBuilder(deterministic: true)
        {
            Id = ShippedModule.Name,
            Version = NuGetVersion.Parse(manifest.Version),
            Description = manifest.Description,
            Copyright = manifest.Copyright,
            LicenseUrl = manifest.License, // an address, as Publish-PSResource writes it and every gallery shows it
            ReleaseNotes = manifest.ReleaseNotes,
            DeterministicTimestamp = Zip.Epoch.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        builder.Authors.Add(manifest.Author);
        builder.Owners.Add(manifest.Company);
        builder.Tags.AddRange(Tags(manifest));
        builder.Files.AddRange(module.Files.Select(file => new PhysicalPackageFile { SourcePath = file.Path, TargetPath = file.Name }));
        builder.Save(stream);
    }

    // What galleries find a module and its commands by: Find-PSResource -Type Module, -CommandName.
    private static IEnumerable<string> Tags(Manifest manifest) =>
        [.. manifest.Tags, "PSModule", "PSIncludes_Cmdlet", .. manifest.Cmdlets.SelectMany(cmdlet => (string[])["PSCmdlet_" + cmdlet, "PSCommand_" + cmdlet])];
}
