namespace ConnectTimers.Emulator;

/// <summary>What a caller signs with.</summary>
internal sealed record SigningCredentials(string AccessKey, string SecretKey, string? SessionToken);

/// <summary>The one set of credentials that signs right, and the temporary ones that did before it.</summary>
internal sealed class Keyring(SigningCredentials first)
{
    private readonly Lock _gate = new();
    private readonly HashSet<SigningCredentials> _expired = [];
    private SigningCredentials _current = first;

    /// <summary>Puts other credentials in force; those before, if they had a session token, are expired from now on.</summary>
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

    /// <summary>The credentials a request names by its access key and session token.</summary>
    /// <exception cref="ServiceException">There are none such, or they have expired.</exception>
    public SigningCredentials Find(string accessKey, string? sessionToken)
    {
        bool Named(SigningCredentials credentials) => credentials.AccessKey == accessKey && credentials.SessionToken == sessionToken;
        lock (_gate)
        {
            return Named(_current) ? _current
                : _expired.Any(Named) ? throw ServiceException.TokenExpired()
                : throw ServiceException.UnknownClient();
        }
    }
}
