using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.RateLimiting;

/// <summary>
/// The rate limiters of the process, one for each operation, Region and endpoint, because every operation has its own quota. The quota belongs to
/// the account, but a key does not reveal its account without another call, so two accounts in one Region share a limiter: slower than necessary,
/// never faster than allowed.
/// </summary>
internal sealed class RateLimiterPartitions(TimeProvider clock)
{
    private readonly Dictionary<(Operation Operation, string Region, string Endpoint), AdaptiveRateLimiter> _limiters = [];

    /// <summary>Returns the rate limiter of an operation, a Region and an endpoint; creates it on first use.</summary>
    public AdaptiveRateLimiter For(Operation operation, string region, string endpoint)
    {
        if (!_limiters.TryGetValue((operation, region, endpoint), out var limiter))
        {
            _limiters.Add((operation, region, endpoint), limiter = new AdaptiveRateLimiter(clock));
        }

        return limiter;
    }
}
