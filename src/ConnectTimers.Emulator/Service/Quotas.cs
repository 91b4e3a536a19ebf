using System.Collections.Concurrent;

namespace ConnectTimers.Emulator;

/// <summary>The buckets of all operations: one for each operation, account and Region. An operation without a quota has no limit.</summary>
internal sealed class Quotas(IReadOnlyDictionary<string, OperationQuota> byOperation, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Operation, string Account, string Region), TokenBucket> _buckets = new();

    public bool TryTake(string operation, Caller caller) =>
        !byOperation.TryGetValue(operation, out var quota)
        || quota.Rate == 0
        || _buckets.GetOrAdd((operation, caller.Account, caller.Region), _ => new TokenBucket(quota, clock)).TryTake();

    public void Reset() => _buckets.Clear();
}

/// <summary>A bucket that starts full and is refilled at a steady rate; a call takes one token.</summary>
internal sealed class TokenBucket(OperationQuota quota, TimeProvider clock)
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
