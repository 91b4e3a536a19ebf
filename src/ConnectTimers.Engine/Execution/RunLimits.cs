using ConnectTimers.Abstractions;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Execution;

/// <summary>The limits of one run, with every default filled in.</summary>
internal sealed record RunLimits
{
    public required RateLimits Rate { get; init; }

    /// <summary>Attempts for a call that fails for a temporary reason.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>The time without any accepted call after which the run stops.</summary>
    public required TimeSpan MaxStall { get; init; }

    /// <summary>The longest that the run may take; null for no limit.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>The longest wait for the response to one attempt.</summary>
    public required TimeSpan AttemptTimeout { get; init; }

    /// <summary>Returns the limits of a run of UpdateParticipantRoleConfig.</summary>
    public static RunLimits ForRun(RunSettings settings) => new()
    {
        // Four fifths of the documented quota of 5 calls a second with a burst of 8, because the Lambda functions of flows use it too. 16 in flight
        // are enough for 50 calls a second at the latency between continents (0.3 s).
        Rate = new RateLimits(CallsPerSecond(settings, 4), Math.Max(1, settings.BurstLimit ?? 6), settings.ThrottleLimit ?? 16),
        MaxAttempts = Attempts(settings),
        MaxStall = Stall(settings),
        MaxDuration = settings.MaxDuration,
        // The service responds within tenths of a second; after ten seconds the network is down.
        AttemptTimeout = settings.AttemptTimeout ?? TimeSpan.FromSeconds(10),
    };

    /// <summary>Returns the limits of a search, which requests one page after the other.</summary>
    public static RunLimits ForSearch(ConnectionSettings settings) => new()
    {
        // The whole documented quota of SearchContacts: flows do not search.
        Rate = new RateLimits(CallsPerSecond(settings, 0.5), Burst: 1, MaxInFlight: 1) { IntervalStartsAtResponse = true },
        MaxAttempts = Attempts(settings),
        MaxStall = Stall(settings),
        // A search reads an index and may take longer than a call about one contact; how long is not documented.
        AttemptTimeout = settings.AttemptTimeout ?? TimeSpan.FromSeconds(30),
    };

    /// <summary>Returns the limits of a watch, which searches again and again and goes on through outages.</summary>
    public static RunLimits ForWatch(ConnectionSettings settings)
    {
        var search = ForSearch(settings);
        return search with
        {
            // Without a limit it would do nothing but search: ten times a second is as good as at once.
            Rate = search.Rate with { CallsPerSecond = Math.Min(search.Rate.CallsPerSecond, 10) },
            MaxStall = settings.MaxStall ?? TimeSpan.MaxValue,
        };
    }

    /// <summary>Returns the limits of a lookup of contacts.</summary>
    public static RunLimits ForLookup(ConnectionSettings settings) => new()
    {
        // Four fifths of the documented quota of DescribeContact, 10 calls a second with a burst of 15: agents' desktops use it too.
        Rate = new RateLimits(CallsPerSecond(settings, 8), Burst: 12, MaxInFlight: 16),
        MaxAttempts = Attempts(settings),
        MaxStall = Stall(settings),
        AttemptTimeout = settings.AttemptTimeout ?? TimeSpan.FromSeconds(10),
    };

    // 0 lifts the limit.
    private static double CallsPerSecond(ConnectionSettings settings, double defaultRate) =>
        settings.RateLimit switch { null => defaultRate, 0 => double.PositiveInfinity, { } rate => rate };

    private static int Attempts(ConnectionSettings settings) => settings.MaxAttempts ?? 5;

    private static TimeSpan Stall(ConnectionSettings settings) => settings.MaxStall ?? TimeSpan.FromMinutes(10);
}
