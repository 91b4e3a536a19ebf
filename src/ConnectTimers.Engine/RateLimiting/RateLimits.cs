namespace ConnectTimers.Engine.RateLimiting;

/// <summary>How fast one run may call one operation.</summary>
/// <param name="CallsPerSecond">The rate; infinite for no limit.</param>
/// <param name="Burst">Calls that may be sent at once after a quiet time, at least 1.</param>
/// <param name="MaxInFlight">The most calls in flight at once, at least 1.</param>
internal sealed record RateLimits(double CallsPerSecond, double Burst, int MaxInFlight)
{
    /// <summary>
    /// Whether the interval to the next call starts at the previous response instead of at the previous request. With the whole quota in use and a
    /// burst of 1 there is no margin: a call that reaches the service faster than the one before it would arrive too early.
    /// </summary>
    public bool IntervalStartsAtResponse { get; init; }
}
