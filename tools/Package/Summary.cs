using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace ConnectTimers.Package;

/// <summary>What there is to know of a package before one takes it.</summary>
internal static class Summary
{
    public static string Of(string path)
    {
        using var stream = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        using var zip = new ZipArchive(stream);
        return string.Create(CultureInfo.InvariantCulture, $"""
            {path}
              {zip.Entries.Count} files, {stream.Length:N0} bytes packed, {zip.Entries.Sum(e => e.Length):N0} bytes unpacked
              SHA-256 {hash}
            """);
    }
}
