namespace ConnectTimers.Abstractions;

/// <summary>Where calls go, and as whom. The Region is each call's own; what names none gets the profile's or the environment's.</summary>
public class ConnectionSettings
{
    /// <summary>Nothing said.</summary>
    public ConnectionSettings()
    {
    }

    /// <summary>The same as others.</summary>
    protected ConnectionSettings(ConnectionSettings others)
    {
        EndpointUrl = others.EndpointUrl;
        ProfileName = others.ProfileName;
        ProfileLocation = others.ProfileLocation;
        Credential = others.Credential;
        StoredCredential = others.StoredCredential;
        StoredRegion = others.StoredRegion;
        Region = others.Region;
        AskMfaCode = others.AskMfaCode;
        AccessKey = others.AccessKey;
        SecretKey = others.SecretKey;
        SessionToken = others.SessionToken;
        RateLimit = others.RateLimit;
        MaxAttempts = others.MaxAttempts;
        MaxStall = others.MaxStall;
        AttemptTimeout = others.AttemptTimeout;
    }

    /// <summary>The endpoint instead of AWS's own: https, or http on this machine.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>A profile of the shared credentials and config files.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The shared credentials file to look for profiles in; null for the usual ones.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>Credentials that were handed over; null for none.</summary>
    public ExternalCredentials? Credential { get; init; }

    /// <summary>The session's default credentials, as AWS.Tools keeps them; null when there are none.</summary>
    public ExternalCredentials? StoredCredential { get; init; }

    /// <summary>The session's default Region, as AWS.Tools keeps it; null when there is none.</summary>
    public string? StoredRegion { get; init; }

    /// <summary>The Region that a parameter names; null when none does. Each call names its own; credentials are got there when nothing else names a Region.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// Asks a person for the code of a device, whose serial number is given; called from a thread of the engine's, and blocks until there
    /// is an answer. Null from it, or null for it, says that nobody can be asked.
    /// </summary>
    public Func<string, string?>? AskMfaCode { get; init; }

    /// <summary>An access key's id.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Its secret.</summary>
    public string? SecretKey { get; init; }

    /// <summary>A session token, for temporary keys.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Calls per second, 0 for no limit; null for the operation's default.</summary>
    public double? RateLimit { get; init; }

    /// <summary>How often a call is tried when it fails for a reason that passes; null for the default.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long it goes on without a single success; null for the default.</summary>
    public TimeSpan? MaxStall { get; init; }

    /// <summary>How long one attempt waits for its answer; null for the default.</summary>
    public TimeSpan? AttemptTimeout { get; init; }
}
