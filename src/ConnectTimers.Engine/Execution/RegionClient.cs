using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Execution;

/// <summary>The client and the rate limiter of one Region, for one operation and one run.</summary>
internal sealed class RegionClient : IDisposable
{
    /// <summary>Opens the Region's client and joins its rate limiter.</summary>
    /// <exception cref="RunFaultException">The Region's endpoint cannot be used.</exception>
    public RegionClient(IConnection connection, RateLimiterPartitions limiters, Operation operation, string region, RunLimits limits)
    {
        Operation = operation;
        Service = connection.In(region);
        Limiter = limiters.For(operation, region, Service.Endpoint);
        Queue = Limiter.Join(limits.Rate);
    }

    public Operation Operation { get; }

    public IConnectService Service { get; }

    public AdaptiveRateLimiter Limiter { get; }

    /// <summary>The run's queue at the limiter.</summary>
    public AdaptiveRateLimiter.RunQueue Queue { get; }

    public void Dispose() => Queue.Dispose();
}
