namespace ConnectTimers.Seam;

/// <summary>Where calls go, and as whom. The Region is each call's own; what names none gets the profile's or the environment's.</summary>
public class ConnectionSettings
{
    /// <summary>The endpoint instead of AWS's own: https, or http on this machine.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>A profile of the shared credentials and config files.</summary>
    public string? ProfileName { get; init; }

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
    public TimeSpan? Patience { get; init; }

    /// <summary>How long one attempt waits for its answer; null for the default.</summary>
    public TimeSpan? AttemptTimeout { get; init; }
}
