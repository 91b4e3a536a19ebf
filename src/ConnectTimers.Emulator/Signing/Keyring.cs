namespace ConnectTimers.Emulator;

/// <summary>What a caller signs with.</summary>
internal sealed record SigningCredentials(string AccessKey, string SecretKey, string? SessionToken);

/// <summary>The one set of credentials that signs right, and the temporary ones that did before it.</summary>
internal sealed class Keyring(SigningCredentials first)
{
    private readonly Lock gate = new();
    private readonly HashSet<SigningCredentials> expired = [];
    private SigningCredentials current = first;

    /// <summary>Puts other credentials in force; those before, if they had a session token, are expired from now on.</summary>
    public void Replace(SigningCredentials next)
    {
        lock (gate)
        {
            if (current.SessionToken is not null)
            {
                expired.Add(current);
            }

            expired.Remove(next);
            current = next;
        }
    }

    /// <summary>The credentials a request names by its access key and session token.</summary>
    /// <exception cref="ServiceException">There are none such, or they have expired.</exception>
    public SigningCredentials Find(string accessKey, string? sessionToken)
    {
        bool Named(SigningCredentials credentials) => credentials.AccessKey == accessKey && credentials.SessionToken == sessionToken;
        lock (gate)
        {
            return Named(current) ? current
                : expired.Any(Named) ? throw ServiceException.TokenExpired()
                : throw ServiceException.UnknownClient();
        }
    }
}
