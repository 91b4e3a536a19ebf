using System.Collections.Concurrent;

namespace ConnectTimers.Emulator;

/// <summary>One bucket for each operation and Region, as the service counts them; the account is always the same here.</summary>
internal sealed class Quotas(double rate, double burst, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Operation, string Region), TokenBucket> _buckets = new();

    public bool TryTake(string operation, string region) =>
        rate == 0 || _buckets.GetOrAdd((operation, region), _ => new TokenBucket(rate, burst, clock)).TryTake();

    public void Reset() => _buckets.Clear();
}
