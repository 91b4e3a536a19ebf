using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>Verifies that a request was signed by the caller it names, for this service and Region, now.</summary>
/// <param name="credentials">The credentials that are accepted.</param>
/// <param name="onlyRegion">The only Region accepted; null accepts all.</param>
/// <param name="clock">The clock that signatures are checked against.</param>
internal sealed class SignatureVerifier(CredentialStore credentials, string? onlyRegion, TimeProvider clock)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string AmzPrefix = "x-amz-";
    private const string TokenHeader = "x-amz-security-token";

    /// <summary>The header that every SDK sends; <c>Date</c>, which AWS accepts in its place, is not supported.</summary>
    private const string TimeHeader = "x-amz-date";

    /// <summary>AWS documents five minutes for most requests; that these are among them is the emulator's reading.</summary>
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(5);

    /// <summary>Returns who signed a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="authorization">Its Authorization header.</param>
    /// <param name="service">The signing name of the service that the request is for.</param>
    /// <exception cref="ServiceException">The signature is not valid.</exception>
    public Caller Verify(ServiceRequest request, SigV4Authorization authorization, string service)
    {
        var signer = credentials.Find(authorization.AccessKey, request.Header(TokenHeader));
        var time = request.Header(TimeHeader) ?? throw ServiceException.IncompleteSignature(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        var signed = DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
            ? parsed
            : throw ServiceException.IncompleteSignature("Date must be in ISO-8601 'basic format'.");
        CheckScope(authorization, service, time);
        CheckSignedHeaders(request, authorization.SignedHeaders);
        CheckClock(time, signed);

        var expected = SigV4.Sign(request, authorization, time, signer.SecretKey);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(authorization.Signature)))
        {
            throw ServiceException.InvalidSignature(
                "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }

        return new Caller(signer.Account, authorization.Region, signer.Arn, signer.UserId, signer.IsRole);
    }

    private void CheckScope(SigV4Authorization authorization, string service, string time)
    {
        if (authorization.Service != service)
        {
            throw ServiceException.InvalidSignature($"Credential should be scoped to correct service: '{service}'.");
        }

        if (authorization.Region.Length == 0 || authorization.Region != (onlyRegion ?? authorization.Region))
        {
            throw ServiceException.InvalidSignature("Credential should be scoped to a valid region.");
        }

        if (time.Split('T')[0] != authorization.Date)
        {
            throw ServiceException.InvalidSignature(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        }
    }

    /// <summary>Checks that every header which decides what the request means is signed, and that every signed header came once.</summary>
    private static void CheckSignedHeaders(ServiceRequest request, IReadOnlyList<string> signed)
    {
        var needed = request.Headers.Keys
            .Where(name => name.StartsWith(AmzPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(name => name.ToLowerInvariant())
            .Concat(["host", TimeHeader]);
        if (needed.Except(signed).Order(StringComparer.Ordinal).FirstOrDefault() is { } unsigned)
        {
            throw ServiceException.InvalidSignature($"'{unsigned}' must be a 'SignedHeader' in the AWS Authorization.");
        }

        if (signed.CountBy(name => name).FirstOrDefault(count => count.Value > 1) is { Key: { } repeated })
        {
            throw ServiceException.IncompleteSignature($"The signed header '{repeated}' must be listed once.");
        }

        foreach (var name in signed.Where(name => request.Header(name) is null))
        {
            throw ServiceException.InvalidSignature($"The signed header '{name}' is missing.");
        }
    }

    private void CheckClock(string time, DateTimeOffset signed)
    {
        // Clients read the service's time from this message, or from the Date header, to correct their own clock.
        var now = clock.GetUtcNow();
        if (signed < now - AllowedSkew)
        {
            throw ServiceException.InvalidSignature(
                $"Signature expired: {time} is now earlier than {Text(now - AllowedSkew)} ({Text(now)} - 5 min.)");
        }

        if (signed > now + AllowedSkew)
        {
            throw ServiceException.InvalidSignature(
                $"Signature not yet current: {time} is still later than {Text(now + AllowedSkew)} ({Text(now)} + 5 min.)");
        }
    }

    private static string Text(DateTimeOffset time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
