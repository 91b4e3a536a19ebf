namespace ConnectTimers.Engine.Execution;

/// <summary>Delay before retrying a transient failure: exponential backoff with full jitter.</summary>
internal static class ExponentialBackoff
{
    // AWS SDKs' standard retry mode (AWS SDKs and Tools reference, "Retry behavior"): 1 s, doubling, at most 20 s.
    private static readonly TimeSpan BaseDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(20);

    // What the AWS SDKs wait at most beyond their own delay (botocore, retries/standard.py), so that no header holds up a call.
    private static readonly TimeSpan MaxExtension = TimeSpan.FromSeconds(5);

    /// <summary>Returns a delay that is at least as long as the service asks for, within bounds.</summary>
    /// <param name="delay">The delay without it.</param>
    /// <param name="retryAfter">What the service asks for; null for nothing.</param>
    public static TimeSpan Extend(TimeSpan delay, TimeSpan? retryAfter)
    {
        var most = delay + MaxExtension;
        return retryAfter is not { } asked || asked < delay ? delay : asked < most ? asked : most;
    }

    /// <summary>Returns a random delay between zero and the current step, so that calls that failed together do not retry together.</summary>
    /// <param name="failedAttempts">Failed attempts so far, at least 1.</param>
    /// <param name="random">Source of the jitter.</param>
    public static TimeSpan DelayAfter(int failedAttempts, Random random)
    {
        var step = BaseDelay * Math.Pow(2, Math.Min(failedAttempts - 1, 10));
        return (step < MaxDelay ? step : MaxDelay) * random.NextDouble();
    }
}
