using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.RateLimiting;

/// <summary>
/// The rate limiters of the process, one for each operation, account, Region and endpoint, because every operation has its own quota in each account and
/// Region. Credentials whose account is not known are treated as an account of their own.
/// </summary>
internal sealed class RateLimiterPartitions(TimeProvider clock)
{
    private readonly Dictionary<Partition, AdaptiveRateLimiter> _limiters = [];

    /// <summary>Returns the rate limiter for the calls of an operation to a service; creates it on first use.</summary>
    public AdaptiveRateLimiter For(Operation operation, string region, IConnectService service)
    {
        var partition = new Partition(operation, service.QuotaOwner, region, service.Endpoint);
        if (!_limiters.TryGetValue(partition, out var limiter))
        {
            _limiters.Add(partition, limiter = new AdaptiveRateLimiter(clock));
        }

        return limiter;
    }

    // A class, for the same reason as Submission.
    private sealed record Partition(Operation Operation, string Owner, string Region, string Endpoint);
}
