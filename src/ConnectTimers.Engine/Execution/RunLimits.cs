using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Execution;

/// <summary>How fast a run may go and how long it may try, every default filled in.</summary>
internal sealed record RunLimits
{
    /// <summary>Calls per second; infinite where the limit is lifted.</summary>
    public required double Rate { get; init; }

    /// <summary>Calls that may leave at once after a quiet time, at least 1.</summary>
    public required double Burst { get; init; }

    /// <summary>Whether the pace counts from answers, see <see cref="RateLimiting.AdaptiveTokenBucket.Limit"/>.</summary>
    public bool IsPacedFromAnswer { get; init; }

    /// <summary>The most calls in flight at once.</summary>
    public required int InFlight { get; init; }

    /// <summary>How often a config is tried when it fails for a reason that passes.</summary>
    public required int Attempts { get; init; }

    /// <summary>How long nothing at all may succeed before the run gives up.</summary>
    public required TimeSpan MaxStall { get; init; }

    /// <summary>How long the run may take; null for as long as it needs.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>How long one attempt waits for its answer.</summary>
    public required TimeSpan AttemptTimeout { get; init; }

    /// <summary>Of a run of UpdateParticipantRoleConfig.</summary>
    public static RunLimits Of(RunSettings settings) =>
        new()
        {
            // Four fifths of the documented quota of 5 calls a second with a burst of 8, because the flows' own Lambdas draw from it too.
            Rate = RateOf(settings, 4),
            Burst = Math.Max(1, settings.BurstLimit ?? 6),
            // Enough for 50 calls a second at the latencies one sees between continents (0.3 s).
            InFlight = settings.ThrottleLimit ?? 16,
            Attempts = AttemptsOf(settings),
            MaxStall = MaxStallOf(settings),
            Duration = settings.MaxDuration,
            // The service answers in tenths of a second; ten seconds is a network that has gone.
            AttemptTimeout = settings.AttemptTimeout ?? TimeSpan.FromSeconds(10),
        };

    /// <summary>Of a search: one page after the other.</summary>
    public static RunLimits OfSearch(ConnectionSettings settings) =>
        new()
        {
            // The documented quota of SearchContacts, all of it: flows do not search.
            Rate = RateOf(settings, 0.5),
            Burst = 1,
            IsPacedFromAnswer = true,
            InFlight = 1,
            Attempts = AttemptsOf(settings),
            MaxStall = MaxStallOf(settings),
            Duration = null,
            // A search looks through an index and may take longer than a call about one contact; how long is not documented.
            AttemptTimeout = settings.AttemptTimeout ?? TimeSpan.FromSeconds(30),
        };

    private static double RateOf(ConnectionSettings settings, double otherwise) =>
        settings.RateLimit switch { null => otherwise, 0 => double.PositiveInfinity, { } rate => rate };

    private static int AttemptsOf(ConnectionSettings settings) => settings.MaxAttempts ?? 5;

    private static TimeSpan MaxStallOf(ConnectionSettings settings) => settings.MaxStall ?? TimeSpan.FromMinutes(10);
}
