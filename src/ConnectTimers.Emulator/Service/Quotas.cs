using System.Collections.Concurrent;

namespace ConnectTimers.Emulator;

/// <summary>One bucket for each operation and Region, as the service counts them; the account is always the same here.</summary>
internal sealed class Quotas(IReadOnlyDictionary<string, Quota> byOperation, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Operation, string Region), TokenBucket> _buckets = new();

    public bool TryTake(string operation, string region)
    {
        var quota = byOperation[operation];
        return quota.Rate == 0
            || _buckets.GetOrAdd((operation, region), _ => new TokenBucket(quota.Rate, quota.Burst, clock)).TryTake();
    }

    public void Reset() => _buckets.Clear();
}

/// <summary>Calls a second, 0 for any number, and calls at once.</summary>
internal readonly record struct Quota(double Rate, double Burst);
