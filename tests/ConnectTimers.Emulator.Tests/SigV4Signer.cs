using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Emulator.Tests;

/// <summary>
/// A second implementation of Signature Version 4, from AWS's description: it shares nothing with the emulator, so that an
/// error in one of them shows.
/// </summary>
internal sealed record SigV4Signer(string AccessKey, string SecretKey, string Region, string Service)
{
    public static byte[] SigningKey(string secretKey, string date, string region, string service)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in (string[])[date, region, service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }

    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path, encoded as it will be sent.</param>
    /// <param name="query">The query, its pairs encoded and in order.</param>
    /// <param name="headers">What to sign, names in lower case.</param>
    /// <param name="body">The body.</param>
    /// <param name="time">When.</param>
    /// <param name="date">The date of the scope; by default that of the time.</param>
    public string Authorization(
        string method, string path, string query, SortedDictionary<string, string> headers, string body, DateTimeOffset time, string? date = null)
    {
        var names = string.Join(';', headers.Keys);
        var lines = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        var twice = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        date ??= time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var scope = $"{date}/{Region}/{Service}/aws4_request";
        var canonical = $"{method}\n{twice}\n{query}\n{lines}\n{names}\n{Hash(body)}";
        var toSign = $"AWS4-HMAC-SHA256\n{Timestamp(time)}\n{scope}\n{Hash(canonical)}";
        var key = SigningKey(SecretKey, date, Region, Service);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        return $"AWS4-HMAC-SHA256 Credential={AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

    public static string Timestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
