using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.RateLimiting;

/// <summary>
/// The governors of the process, one for each operation, Region and address: every operation has a quota of its own. The quota is the
/// account's, but which account a key belongs to is not known without asking, so two accounts in one Region share a governor: slower
/// than need be, never faster than allowed.
/// </summary>
internal sealed class RateLimiterPartitions(TimeProvider clock)
{
    private readonly Dictionary<(Operation Operation, string Region, string Endpoint), AdaptiveRateLimiter> _limiters = [];

    public AdaptiveRateLimiter Of(Operation operation, string region, string endpoint)
    {
        if (!_limiters.TryGetValue((operation, region, endpoint), out var limiter))
        {
            _limiters.Add((operation, region, endpoint), limiter = new AdaptiveRateLimiter(clock));
        }

        return limiter;
    }
}
