namespace ConnectTimers.Abstractions;

/// <summary>Where calls go, as whom, and within which limits. Each call has its own Region; without one, the profile's or environment's is used.</summary>
public class ConnectionSettings
{
    /// <summary>Creates settings with every default.</summary>
    public ConnectionSettings()
    {
    }

    /// <summary>Copies settings.</summary>
    protected ConnectionSettings(ConnectionSettings other)
    {
        EndpointUrl = other.EndpointUrl;
        ProfileName = other.ProfileName;
        ProfileLocation = other.ProfileLocation;
        Credential = other.Credential;
        StoredCredential = other.StoredCredential;
        StoredRegion = other.StoredRegion;
        Region = other.Region;
        AskMfaCode = other.AskMfaCode;
        Wake = other.Wake;
        Connected = other.Connected;
        IsForQueue = other.IsForQueue;
        RoleArn = other.RoleArn;
        RoleName = other.RoleName;
        ExternalId = other.ExternalId;
        RoleSessionName = other.RoleSessionName;
        AccessKey = other.AccessKey;
        SecretKey = other.SecretKey;
        SessionToken = other.SessionToken;
        RateLimit = other.RateLimit;
        MaxAttempts = other.MaxAttempts;
        MaxStall = other.MaxStall;
        AttemptTimeout = other.AttemptTimeout;
    }

    /// <summary>An endpoint other than AWS's own: https, or http on this machine.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>A profile of the shared credentials and config files.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The shared credentials file that has the profiles; null for the usual ones.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>Credentials from the command line; null for none.</summary>
    public ExternalCredentials? Credential { get; init; }

    /// <summary>The session's default credentials in AWS.Tools; null for none.</summary>
    public ExternalCredentials? StoredCredential { get; init; }

    /// <summary>The session's default Region in AWS.Tools; null for none.</summary>
    public string? StoredRegion { get; init; }

    /// <summary>The -Region parameter; null for none. Each call has its own Region; this one is used for credentials when nothing else names one.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// Asks the user for the code of the MFA device with this serial number. Called from the engine's threads, and blocks until there is an
    /// answer. It is null, or returns null, if the host cannot prompt.
    /// </summary>
    public Func<string, string?>? AskMfaCode { get; init; }

    /// <summary>
    /// Called from the engine's threads when the reader has something to do: an outcome or event to take, room in the queue, or the end. Must
    /// return at once and not throw. Null for none.
    /// </summary>
    public Action? Wake { get; init; }

    /// <summary>
    /// Called from an engine's thread with a description of the connection, before anything is sent. Must return at once and not throw. Null for
    /// none.
    /// </summary>
    public Action<ConnectionDescription>? Connected { get; init; }

    /// <summary>Whether the connection is used for SQS queues and not for Amazon Connect: <see cref="EndpointUrl"/> is then that of SQS.</summary>
    public bool IsForQueue { get; init; }

    /// <summary>A role that is assumed with the credentials, for all calls; null for none.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The name of a role that is assumed with the credentials in the account of each instance; null for none.</summary>
    public string? RoleName { get; init; }

    /// <summary>The external id for the role; null for none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The session name for the role; null for one with the time.</summary>
    public string? RoleSessionName { get; init; }

    /// <summary>An access key id.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret key of the access key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The session token of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Calls per second, 0 for no limit; null for the operation's default.</summary>
    public double? RateLimit { get; init; }

    /// <summary>Attempts for each call when it fails temporarily; null for the default.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>The time without a single success after which a run or search ends; null for the default.</summary>
    public TimeSpan? MaxStall { get; init; }

    /// <summary>How long one attempt waits for its response; null for the default.</summary>
    public TimeSpan? AttemptTimeout { get; init; }
}
