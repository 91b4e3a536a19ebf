using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>The canonical request of Signature Version 4: the text both sides must agree on to the byte.</summary>
/// <remarks>Source: AWS, "Create a signed AWS API request", for every service but S3.</remarks>
internal static class CanonicalRequest
{
    public static string Of(ServiceRequest request, IReadOnlyList<string> signedHeaders)
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

        // Hashed anew, whatever x-amz-content-sha256 claims: that is what catches a body changed on its way.
        return text.Append(Convert.ToHexStringLower(SHA256.HashData(request.Body))).ToString();
    }

    /// <remarks>
    /// Each segment as it was sent, encoded once more. Dot segments stay where they are: only the ids "." and ".."
    /// make them, and on those the SDKs disagree (botocore signs the path without and sends it with them).
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

    /// <summary>Values trimmed, runs of blanks made one, several values joined by a comma.</summary>
    private static string HeaderValue(ServiceRequest request, string name) =>
        string.Join(',', request.Headers[name].Select(value => OneBlank(value ?? "")));

    private static string OneBlank(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
