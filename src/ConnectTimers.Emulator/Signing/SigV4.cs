using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>The parts of an <c>Authorization</c> header of Signature Version 4.</summary>
internal sealed record SigV4Authorization(
    string AccessKey,
    string Date,
    string Region,
    string Service,
    IReadOnlyList<string> SignedHeaders,
    string Signature)
{
    /// <summary>The only algorithm supported; SigV4a and presigned query strings are not.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The end of every scope.</summary>
    public const string Terminator = "aws4_request";

    /// <summary>The scope that the signing key and the string to sign are bound to.</summary>
    public string Scope => $"{Date}/{Region}/{Service}/{Terminator}";

    /// <exception cref="ServiceException">The header is missing, or lacks a part.</exception>
    public static SigV4Authorization Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            throw ServiceException.MissingToken();
        }

        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw ServiceException.IncompleteSignature($"Unsupported authorization type; the only one is {Algorithm}.");
        }

        var parts = header[Algorithm.Length..]
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1]);
        string Need(string name) => parts[name].ToArray() is [{ Length: > 0 } only]
            ? only
            : throw ServiceException.IncompleteSignature($"Authorization header requires '{name}' parameter, once.");

        var signedHeaders = Need("SignedHeaders").Split(';');
        var signature = Need("Signature");
        return Need("Credential").Split('/') is [var accessKey, var date, var region, var service, Terminator]
            ? new SigV4Authorization(accessKey, date, region, service, signedHeaders, signature)
            : throw ServiceException.IncompleteSignature(
                $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/{Terminator}.");
    }
}

/// <summary>Computes signatures of Signature Version 4.</summary>
/// <remarks>Source: AWS, "Create a signed AWS API request", for every service but S3.</remarks>
internal static class SigV4
{
    /// <summary>Returns the signature that a request should carry.</summary>
    /// <param name="request">The request as it arrived.</param>
    /// <param name="authorization">Its scope and signed headers.</param>
    /// <param name="time">The value of <c>X-Amz-Date</c>.</param>
    /// <param name="secretKey">The secret key of the access key id.</param>
    public static string Sign(ServiceRequest request, SigV4Authorization authorization, string time, string secretKey)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest(request, authorization.SignedHeaders))));
        var stringToSign = $"{SigV4Authorization.Algorithm}\n{time}\n{authorization.Scope}\n{hash}";

        // The key is derived along the scope, so that a leaked one is good for one day, Region and service only.
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var step in (string[])[authorization.Date, authorization.Region, authorization.Service, SigV4Authorization.Terminator])
        {
            key = Hmac(key, step);
        }

        return Convert.ToHexStringLower(Hmac(key, stringToSign));
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string CanonicalRequest(ServiceRequest request, IReadOnlyList<string> signedHeaders)
    {
        var text = new StringBuilder();
        text.Append(request.Method).Append('\n');
        text.Append(Path(request.Path)).Append('\n');
        text.Append(Query(request.Query)).Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name).Append(':').Append(HeaderValue(request, name)).Append('\n');
        }

        text.Append('\n').AppendJoin(';', signedHeaders).Append('\n');

        // Hashed here, whatever x-amz-content-sha256 claims: this is what detects a body changed on its way.
        return text.Append(Convert.ToHexStringLower(SHA256.HashData(request.Body))).ToString();
    }

    /// <summary>Encodes each segment, as it was sent, once more.</summary>
    /// <remarks>
    /// Dot segments stay: only the ids "." and ".." make them, and the SDKs disagree on those (botocore signs the path
    /// without them and sends it with them).
    /// </remarks>
    private static string Path(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Query(string query)
    {
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Encode(pair[0]), Value: pair.Length == 2 ? Encode(pair[1]) : ""))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal);
        return string.Join('&', pairs.Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string Encode(string sent) => Uri.EscapeDataString(Uri.UnescapeDataString(sent));

    /// <summary>Trims a header's values, collapses their blanks, and joins several with a comma.</summary>
    private static string HeaderValue(ServiceRequest request, string name) => string.Join(
        ',', request.Headers[name].Select(value => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))));
}
