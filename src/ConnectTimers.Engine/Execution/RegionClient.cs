using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Execution;

/// <summary>The way of a run's calls to one Region: through whose hands, and let out by whom.</summary>
internal sealed class RegionClient(IConnectService service, AdaptiveRateLimiter limiter, RunLimits limits) : IDisposable
{
    public IConnectService Service => service;

    public AdaptiveRateLimiter Limiter => limiter;

    public AdaptiveRateLimiter.RunQueue Queue { get; } = limiter.Join(limits);

    public void Dispose() => Queue.Dispose();
}
