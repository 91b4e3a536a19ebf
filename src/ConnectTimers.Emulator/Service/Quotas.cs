using System.Collections.Concurrent;

namespace ConnectTimers.Emulator;

/// <summary>A limit: calls per second, 0 for no limit, and calls at once from a full bucket.</summary>
internal readonly record struct Quota(double Rate, double Burst);

/// <summary>The buckets of all operations, one for each operation and Region.</summary>
internal sealed class Quotas(IReadOnlyDictionary<string, Quota> byOperation, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Operation, string Region), TokenBucket> _buckets = new();

    public bool TryTake(string operation, string region)
    {
        var quota = byOperation[operation];
        return quota.Rate == 0 || _buckets.GetOrAdd((operation, region), _ => new TokenBucket(quota, clock)).TryTake();
    }

    public void Reset() => _buckets.Clear();
}

/// <summary>A bucket that starts full and is refilled at a steady rate; a call takes one token.</summary>
internal sealed class TokenBucket(Quota quota, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private double _tokens = quota.Burst;
    private long _filled = clock.GetTimestamp();

    public bool TryTake()
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            _tokens = Math.Min(quota.Burst, _tokens + (clock.GetElapsedTime(_filled, now).TotalSeconds * quota.Rate));
            _filled = now;

            // In binary, fractions do not add up to exactly one; a call exactly on time must pass.
            if (_tokens < 1 - 1e-9)
            {
                return false;
            }

            _tokens -= 1;
            return true;
        }
    }
}
