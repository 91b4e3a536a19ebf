using ConnectTimers.Seam;

namespace ConnectTimers.Engine.Dispatch;

/// <summary>How fast a run may go and how long it may try, every default filled in.</summary>
internal sealed record RunLimits
{
    /// <summary>Calls per second; infinite where the limit is lifted.</summary>
    public required double Rate { get; init; }

    /// <summary>Calls that may leave at once after a quiet time, at least 1.</summary>
    public required double Burst { get; init; }

    /// <summary>The most calls in flight at once.</summary>
    public required int InFlight { get; init; }

    /// <summary>How often a config is tried when it fails for a reason that passes.</summary>
    public required int Attempts { get; init; }

    /// <summary>How long nothing at all may succeed before the run gives up.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>How long the run may take; null for as long as it needs.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>How long one attempt waits for its answer.</summary>
    public required TimeSpan AttemptTimeout { get; init; }

    public static RunLimits Of(RunSettings settings)
    {
        // Four fifths of the documented quota of 5 calls a second with a burst of 8, because the flows' own Lambdas draw from it too.
        var rate = settings.RateLimit ?? 4;
        return new RunLimits
        {
            Rate = rate == 0 ? double.PositiveInfinity : rate,
            Burst = Math.Max(1, settings.BurstLimit ?? 6),
            // Enough for 50 calls a second at the latencies one sees between continents (0.3 s).
            InFlight = settings.ThrottleLimit ?? 16,
            Attempts = settings.MaxAttempts ?? 5,
            Patience = settings.Patience ?? TimeSpan.FromMinutes(10),
            Duration = settings.MaxDuration,
            // The service answers in tenths of a second; ten seconds is a network that has gone.
            AttemptTimeout = settings.AttemptTimeout ?? TimeSpan.FromSeconds(10),
        };
    }
}
