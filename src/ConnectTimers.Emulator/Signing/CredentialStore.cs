namespace ConnectTimers.Emulator;

/// <summary>The credentials that a caller signs with.</summary>
internal sealed record SigningCredentials(string AccessKey, string SecretKey, string? SessionToken)
{
    /// <summary>The emulator's account where none is given; nobody's account id is twelve zeros.</summary>
    public const string DefaultAccount = "000000000000";

    /// <summary>The account that the credentials belong to.</summary>
    public string Account { get; init; } = DefaultAccount;

    /// <summary>The ARN of the user or the assumed role.</summary>
    public string Arn { get; init; } = $"arn:aws:iam::{DefaultAccount}:user/emulator";

    /// <summary>The user id, as GetCallerIdentity returns it.</summary>
    public string UserId { get; init; } = "AIDAEMULATOR";
}

/// <summary>The credentials that are accepted, and the temporary ones that were accepted before.</summary>
internal sealed class CredentialStore(SigningCredentials initial)
{
    private readonly Lock _gate = new();
    private readonly HashSet<SigningCredentials> _expired = [];
    private SigningCredentials _current = initial;

    /// <summary>Accepts other credentials; those before, if they had a session token, are expired from now on.</summary>
    public void Replace(SigningCredentials next)
    {
        lock (_gate)
        {
            if (_current.SessionToken is not null)
            {
                _expired.Add(_current);
            }

            _expired.Remove(next);
            _current = next;
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
                : _expired.Any(IsNamed) ? throw ServiceException.TokenExpired()
                : throw ServiceException.UnknownClient();
        }
    }
}
