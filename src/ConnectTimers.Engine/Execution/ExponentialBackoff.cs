namespace ConnectTimers.Engine.Execution;

/// <summary>How long a config waits after an attempt that failed for a reason that passes.</summary>
internal static class ExponentialBackoff
{
    // As the SDKs' standard mode has them (AWS SDKs and Tools reference, "Retry behavior"): 1 s, doubled each time, at most 20 s.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Exponential, with full jitter: anything between nothing and the step, so that those that failed together part.</summary>
    /// <param name="failedAttempts">Failed attempts so far, at least 1.</param>
    /// <param name="random">Where the jitter comes from.</param>
    public static TimeSpan DelayAfter(int failedAttempts, Random random)
    {
        var step = First * Math.Pow(2, Math.Min(failedAttempts - 1, 10));
        return (step < Longest ? step : Longest) * random.NextDouble();
    }
}
