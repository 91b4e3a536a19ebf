using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.RateLimiting;

/// <summary>
/// The rate limiters of the process, one for each operation, Region and endpoint, because every operation has its own quota. The quota belongs to
/// the account, but a key does not reveal its account without another call, so two accounts in one Region share a limiter: slower than necessary,
/// never faster than allowed.
/// </summary>
internal sealed class RateLimiterPartitions(TimeProvider clock)
{
    private readonly Dictionary<Partition, AdaptiveRateLimiter> _limiters = [];

    /// <summary>Returns the rate limiter of an operation, a Region and an endpoint; creates it on first use.</summary>
    public AdaptiveRateLimiter For(Operation operation, string region, string endpoint)
    {
        var partition = new Partition(operation, region, endpoint);
        if (!_limiters.TryGetValue(partition, out var limiter))
        {
            _limiters.Add(partition, limiter = new AdaptiveRateLimiter(clock));
        }

        return limiter;
    }

    // A class, as Submission is.
    private sealed record Partition(Operation Operation, string Region, string Endpoint);
}
