using System.Security.Cryptography;
using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>The credentials that a caller signs with, and who that is.</summary>
internal sealed record SigningCredentials(string AccessKey, string SecretKey, string? SessionToken)
{
    /// <summary>The emulator's account where none is given. No real account has the id of twelve zeros.</summary>
    public const string DefaultAccount = "000000000000";

    /// <summary>The account that the credentials belong to.</summary>
    public string Account { get; init; } = DefaultAccount;

    /// <summary>The ARN of the user or the assumed role.</summary>
    public string Arn { get; init; } = $"arn:aws:iam::{DefaultAccount}:user/emulator";

    /// <summary>The user id, as GetCallerIdentity returns it.</summary>
    public string UserId { get; init; } = "AIDAEMULATOR";

    /// <summary>When the credentials expire; null if they do not.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Whether the credentials are those of an assumed role.</summary>
    public bool IsRole { get; init; }
}

/// <summary>The credentials that are accepted: the emulator's own, those of accounts, and those issued for roles.</summary>
internal sealed class CredentialStore
{
    /// <summary>How long expired credentials are still told from unknown ones.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(12);

    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, SigningCredentials> _others = [];
    private readonly HashSet<SigningCredentials> _replaced = [];
    private SigningCredentials _current;

    public CredentialStore(SigningCredentials initial, IReadOnlyList<EmulatedAccount> accounts, int seed, TimeProvider clock)
    {
        (_current, _random, _clock) = (initial, new Random(seed), clock);
        foreach (var account in accounts.Where(account => account.AccessKey is not null))
        {
            _others[account.AccessKey!] = new SigningCredentials(account.AccessKey!, account.SecretKey!, SessionToken: null)
            {
                Account = account.AccountId, Arn = $"arn:aws:iam::{account.AccountId}:user/emulator",
            };
        }
    }

    /// <summary>Accepts other credentials in place of the emulator's own; those before, if they had a session token, are expired from now on.</summary>
    public void Replace(SigningCredentials next)
    {
        lock (_gate)
        {
            if (_current.SessionToken is not null)
            {
                _replaced.Add(_current);
            }

            _replaced.Remove(next);
            _current = next;
        }
    }

    /// <summary>Issues the temporary credentials of an assumed role.</summary>
    public SigningCredentials Issue(string account, string partition, string roleName, string sessionName, DateTimeOffset expiration)
    {
        lock (_gate)
        {
            foreach (var old in _others.Values.Where(other => other.Expiration + Remembered < _clock.GetUtcNow()).ToList())
            {
                _others.Remove(old.AccessKey);
            }

            var issued = new SigningCredentials(AccessKeyId(account), Secret(30), Secret(180))
            {
                Account = account,
                Arn = $"arn:{partition}:sts::{account}:assumed-role/{roleName}/{sessionName}",
                UserId = $"AROA{RoleId(account, roleName)}:{sessionName}",
                Expiration = expiration,
                IsRole = true,
            };
            return _others[issued.AccessKey] = issued;
        }
    }

    /// <summary>Returns the credentials that a request names by its access key id and session token.</summary>
    /// <exception cref="ServiceException">The credentials are unknown or expired.</exception>
    public SigningCredentials Find(string accessKey, string? sessionToken)
    {
        bool IsNamed(SigningCredentials credentials) => credentials.AccessKey == accessKey && credentials.SessionToken == sessionToken;
        lock (_gate)
        {
            return IsNamed(_current) ? _current
                : _others.TryGetValue(accessKey, out var other) && IsNamed(other)
                    ? other.Expiration <= _clock.GetUtcNow() ? throw ServiceException.TokenExpired() : other
                : _replaced.Any(IsNamed) ? throw ServiceException.TokenExpired()
                : throw ServiceException.UnknownClient();
        }
    }

    /// <summary>Returns a temporary access key id from which the account can be read, as from real ones: bits 1 to 40 of its base32.</summary>
    private string AccessKeyId(string account)
    {
        var bytes = new byte[10];
        _random.NextBytes(bytes);
        var value = (1UL << 47) | (ulong.Parse(account, System.Globalization.CultureInfo.InvariantCulture) << 7) | (uint)(bytes[5] & 0x7F);
        for (var at = 0; at < 6; at++)
        {
            bytes[at] = (byte)(value >> (8 * (5 - at)));
        }

        return "ASIA" + Base32(bytes);
    }

    private static string RoleId(string account, string roleName) => Base32(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}/{roleName}"))[..10]);

    private static string Base32(byte[] bytes)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        return string.Create(bytes.Length * 8 / 5, bytes, (text, source) =>
        {
            for (var at = 0; at < text.Length; at++)
            {
                var (index, shift) = Math.DivRem(at * 5, 8);
                var pair = (source[index] << 8) | (index + 1 < source.Length ? source[index + 1] : 0);
                text[at] = alphabet[(pair >> (11 - shift)) & 31];
            }
        });
    }

    private string Secret(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
