namespace ConnectTimers.Abstractions;

/// <summary>
/// Credentials that somebody else keeps: an object of AWS.Tools, with whatever version of the SDK it has. They are asked for again with
/// each call, because whoever keeps them knows when they expire.
/// </summary>
public sealed class ExternalCredentials
{
    private static int _count;
    private readonly Func<AccessKeys> _get;

    /// <summary>Credentials to be asked for.</summary>
    /// <param name="get">Asks; called from any thread. What it throws is why there are none.</param>
    /// <param name="source">Where they come from, as the user knows it: <c>-Credential</c>, <c>$StoredAWSCredentials</c>.</param>
    public ExternalCredentials(Func<AccessKeys> get, string source)
    {
        _get = get;
        Source = source;
        Id = Interlocked.Increment(ref _count);
    }

    /// <summary>Tells it from all others of this process.</summary>
    public int Id { get; }

    /// <summary>Where they come from, as the user knows it.</summary>
    public string Source { get; }

    /// <summary>The keys of now.</summary>
    public AccessKeys Get() => _get();
}

/// <summary>What signs a call.</summary>
public sealed class AccessKeys
{
    /// <summary>A pair of keys, with a token when they are temporary.</summary>
    public AccessKeys(string accessKey, string secretKey, string? sessionToken)
    {
        AccessKey = accessKey;
        SecretKey = secretKey;
        SessionToken = sessionToken;
    }

    /// <summary>The id of the access key.</summary>
    public string AccessKey { get; }

    /// <summary>Its secret.</summary>
    public string SecretKey { get; }

    /// <summary>The session token; null for keys that last.</summary>
    public string? SessionToken { get; }
}
