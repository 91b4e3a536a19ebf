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
    /// <summary>The only algorithm taken; SigV4a and presigned query strings are not emulated.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>What every scope ends with.</summary>
    public const string Terminator = "aws4_request";

    /// <summary>The scope that key and string to sign are bound to.</summary>
    public string Scope => $"{Date}/{Region}/{Service}/{Terminator}";

    /// <exception cref="ServiceException">There is no header, or it lacks a part.</exception>
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
