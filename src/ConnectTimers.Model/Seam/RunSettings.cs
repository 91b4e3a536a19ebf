namespace ConnectTimers.Seam;

/// <summary>Where a run goes, as whom, and how fast. The Region is each config's own; what names none gets the profile's or the environment's.</summary>
public sealed class RunSettings
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

    /// <summary>Calls per second, 0 for no limit; null for the default.</summary>
    public double? RateLimit { get; init; }

    /// <summary>Calls that may leave at once after a quiet time; null for the default.</summary>
    public double? BurstLimit { get; init; }

    /// <summary>The most calls in flight at once; null for the default.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>How often a config is tried when it fails for a reason that passes; null for the default.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long the run goes on without a single success; null for the default.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>How long the run may take; null for as long as it needs.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>How long one attempt waits for its answer; null for the default.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>The file that every outcome is written to, a full path; null for none.</summary>
    public string? JournalPath { get; init; }

    /// <summary>Whether what the journal says was accepted is skipped.</summary>
    public bool Resume { get; init; }
}
