namespace ConnectTimers.Abstractions;

/// <summary>
/// Credentials of an object that is not this module's, such as one of AWS.Tools, with any version of the SDK. They are read again for each call,
/// because the object knows when they expire.
/// </summary>
public sealed class ExternalCredentials
{
    private static int _count;
    private readonly Func<AccessKeys> _get;

    /// <summary>Creates external credentials.</summary>
    /// <param name="get">Reads the keys; called from any thread. Throws when there are none.</param>
    /// <param name="source">Where they come from, for messages: <c>-Credential</c>, <c>$StoredAWSCredentials</c>.</param>
    public ExternalCredentials(Func<AccessKeys> get, string source)
    {
        _get = get;
        Source = source;
        Id = Interlocked.Increment(ref _count);
    }

    /// <summary>The id of the object, unique in this process.</summary>
    public int Id { get; }

    /// <summary>Where they come from, for messages.</summary>
    public string Source { get; }

    /// <summary>Reads the current keys.</summary>
    public AccessKeys Get() => _get();
}

/// <summary>The keys that sign a call.</summary>
public sealed class AccessKeys
{
    /// <summary>Creates keys.</summary>
    public AccessKeys(string accessKey, string secretKey, string? sessionToken)
    {
        AccessKey = accessKey;
        SecretKey = secretKey;
        SessionToken = sessionToken;
    }

    /// <summary>The access key id.</summary>
    public string AccessKey { get; }

    /// <summary>The secret key.</summary>
    public string SecretKey { get; }

    /// <summary>The session token; null for long-term keys.</summary>
    public string? SessionToken { get; }
}
