using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>Verifies that a request was signed by who it says, for this service and Region, now.</summary>
/// <param name="keyring">Who there is.</param>
/// <param name="onlyRegion">The Region it stands for; null lets one emulator stand for all.</param>
/// <param name="clock">What is now.</param>
internal sealed class SignatureCheck(Keyring keyring, string? onlyRegion, TimeProvider clock)
{
    /// <summary>The signing name of Amazon Connect.</summary>
    private const string ServiceName = "connect";

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string TokenHeader = "x-amz-security-token";

    /// <summary>What every SDK sends; a <c>Date</c> in its place, which AWS takes too, is not emulated.</summary>
    private const string TimeHeader = "x-amz-date";

    /// <summary>AWS documents five minutes for most requests; that these are among them is the reading taken here.</summary>
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(5);

    /// <exception cref="ServiceException">The signature does not hold.</exception>
    public void Verify(ServiceRequest request, SigV4Authorization authorization)
    {
        var credentials = keyring.Find(authorization.AccessKey, request.Header(TokenHeader));
        var sent = request.Header(TimeHeader) ?? throw ServiceException.IncompleteSignature(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        CheckScope(authorization, sent);
        CheckSignedHeaders(request, authorization.SignedHeaders);
        CheckTime(sent);

        var expected = Signature(credentials.SecretKey, authorization, sent, CanonicalRequest.Of(request, authorization.SignedHeaders));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(authorization.Signature)))
        {
            throw ServiceException.InvalidSignature(
                "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }
    }

    private void CheckScope(SigV4Authorization authorization, string sent)
    {
        if (authorization.Service != ServiceName)
        {
            throw ServiceException.InvalidSignature($"Credential should be scoped to correct service: '{ServiceName}'.");
        }

        if (authorization.Region.Length == 0 || authorization.Region != (onlyRegion ?? authorization.Region))
        {
            throw ServiceException.InvalidSignature("Credential should be scoped to a valid region.");
        }

        if (!sent.StartsWith(authorization.Date, StringComparison.Ordinal))
        {
            throw ServiceException.InvalidSignature(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        }
    }

    /// <summary>What would change the meaning of the request if it were changed must be signed.</summary>
    private static void CheckSignedHeaders(ServiceRequest request, IReadOnlyList<string> signed)
    {
        string[] needed = request.Header(TokenHeader) is null ? ["host", TimeHeader] : ["host", TimeHeader, TokenHeader];
        foreach (var name in needed.Except(signed))
        {
            throw ServiceException.InvalidSignature($"'{name}' must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private void CheckTime(string sent)
    {
        if (!DateTimeOffset.TryParseExact(sent, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
        {
            throw ServiceException.IncompleteSignature("Date must be in ISO-8601 'basic format'.");
        }

        // Clients read our time out of this message, or out of the Date header, to correct their own clock.
        var now = clock.GetUtcNow();
        if (signed < now - AllowedSkew)
        {
            throw ServiceException.InvalidSignature(
                $"Signature expired: {sent} is now earlier than {Text(now - AllowedSkew)} ({Text(now)} - 5 min.)");
        }

        if (signed > now + AllowedSkew)
        {
            throw ServiceException.InvalidSignature(
                $"Signature not yet current: {sent} is still later than {Text(now + AllowedSkew)} ({Text(now)} + 5 min.)");
        }
    }

    private static string Text(DateTimeOffset time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Signature(string secretKey, SigV4Authorization authorization, string sent, string canonicalRequest)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));
        var toSign = $"{SigV4Authorization.Algorithm}\n{sent}\n{authorization.Scope}\n{hash}";

        // The key is derived along the scope, so that a leaked one opens one day, Region and service only.
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var step in (string[])[authorization.Date, authorization.Region, authorization.Service, SigV4Authorization.Terminator])
        {
            key = Hmac(key, step);
        }

        return Convert.ToHexStringLower(Hmac(key, toSign));
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
