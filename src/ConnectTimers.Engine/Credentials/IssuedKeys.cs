using Amazon.Runtime;
using ConnectTimers.Engine.Configuration;

namespace ConnectTimers.Engine.Credentials;

/// <summary>Keys as a provider issued them.</summary>
/// <param name="Keys">The signing keys.</param>
/// <param name="Expires">When they expire; null if they do not, or it is unknown.</param>
/// <param name="AccountId">The account that they belong to; null if unknown.</param>
/// <param name="Principal">The ARN of the user or role; null if unknown.</param>
internal sealed record IssuedKeys(ImmutableCredentials Keys, DateTimeOffset? Expires, string? AccountId, string? Principal)
{
    /// <summary>Checks keys, and has them removed from all messages from now on.</summary>
    /// <param name="accessKey">The key's id.</param>
    /// <param name="secretKey">Its secret.</param>
    /// <param name="token">The session token; null for keys that last.</param>
    /// <param name="source">The issuer of the keys, for messages.</param>
    /// <param name="expires">When they expire.</param>
    /// <param name="accountId">Their account, if the issuer states it.</param>
    /// <param name="principal">Their user or role, if the issuer states it.</param>
    /// <exception cref="RunFaultException">A key has a character that is not allowed in a header, or one is missing; the message names its source and does not quote it.</exception>
    public static IssuedKeys Of(Setting? accessKey, Setting? secretKey, Setting? token, string source, DateTimeOffset? expires = null, string? accountId = null, string? principal = null)
    {
        if (accessKey is null || secretKey is null)
        {
            throw new RunFaultException(CredentialProblems.IncompleteKeys(source));
        }

        ForeignText.Hide(accessKey.Value, secretKey.Value, token?.Value);
        return new IssuedKeys(new ImmutableCredentials(accessKey.InHeader(), secretKey.InHeader(), token?.InHeader()), expires, accountId ?? AccountOf(accessKey.Value), principal);
    }

    /// <summary>Does the same for keys that are not settings: those of a service, a program, another module.</summary>
    /// <param name="accessKey">The key's id.</param>
    /// <param name="secretKey">Its secret.</param>
    /// <param name="token">The session token; null or blank for keys that last.</param>
    /// <param name="source">The issuer of the keys, for messages.</param>
    /// <param name="expires">When they expire.</param>
    /// <param name="accountId">Their account, if the issuer states it.</param>
    /// <param name="principal">Their user or role, if the issuer states it.</param>
    public static IssuedKeys Of(string? accessKey, string? secretKey, string? token, string source, DateTimeOffset? expires = null, string? accountId = null, string? principal = null) =>
        Of(Setting.Of(accessKey, $"The access key id of {source}"), Setting.Of(secretKey, $"The secret access key of {source}"),
            Setting.Of(token, $"The session token of {source}"), source, expires, accountId, principal);

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>
    /// Returns the account that an access key belongs to; null if it is unknown. Keys made since 2019 have it in base32 after their prefix:
    /// known from public reverse engineering, not from AWS's documentation. Older ones begin with I or J there, and are random.
    /// </summary>
    public static string? AccountOf(string accessKey)
    {
        if (accessKey.Length != 20 || !(accessKey.StartsWith("AKIA", StringComparison.Ordinal) || accessKey.StartsWith("ASIA", StringComparison.Ordinal)))
        {
            return null;
        }

        long bits = 0;
        foreach (var c in accessKey.AsSpan(4, 10))
        {
            bits = (bits << 5) | (uint)Base32.IndexOf(c, StringComparison.Ordinal);
        }

        // The first of the 48 bits of six bytes is set in keys of this kind; the account has the 40 after it.
        return !accessKey.Skip(4).All(c => Base32.Contains(c, StringComparison.Ordinal)) || accessKey[4] < 'Q' && char.IsAsciiLetter(accessKey[4]) ? null
            : ((bits >> 2 & 0x7FFFFFFFFF80) >> 7).ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
    }
}
