namespace ConnectTimers.Engine.Execution;

/// <summary>Delay before retrying a transient failure: exponential backoff with full jitter.</summary>
internal static class ExponentialBackoff
{
    // AWS SDKs' standard retry mode (AWS SDKs and Tools reference, "Retry behavior"): 1 s, doubling, at most 20 s.
    private static readonly TimeSpan BaseDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(20);

    /// <summary>Returns a random delay between zero and the current step, so that calls that failed together do not retry together.</summary>
    /// <param name="failedAttempts">Failed attempts so far, at least 1.</param>
    /// <param name="random">Source of the jitter.</param>
    public static TimeSpan DelayAfter(int failedAttempts, Random random)
    {
        var step = BaseDelay * Math.Pow(2, Math.Min(failedAttempts - 1, 10));
        return (step < MaxDelay ? step : MaxDelay) * random.NextDouble();
    }
}
