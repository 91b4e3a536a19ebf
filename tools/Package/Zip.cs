using System.IO.Compression;

namespace ConnectTimers.Package;

/// <summary>For machines without a gallery: unpacked into a folder of PSModulePath, it is installed as Install-PSResource would do it.</summary>
internal static class Zip
{
    /// <summary>The first moment that the format knows: a package says nothing of when it was made.</summary>
    public static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A plain file that everyone may read, -rw-r--r--; Unix has it in the upper half, and Windows does not ask.
    private const int Permissions = 0x81A4 << 16;

    public static void Write(ShippedModule module, Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var file in module.Files)
        {
            var entry = zip.CreateEntry($"{ShippedModule.Name}/{module.Manifest.Version}/{file.Name}", CompressionLevel.SmallestSize);
            entry.LastWriteTime = Epoch;
            entry.ExternalAttributes = Permissions;
            using var from = File.OpenRead(file.Path);
            using var to = entry.Open();
            from.CopyTo(to);
        }
    }
}
