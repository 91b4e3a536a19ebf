namespace ConnectTimers.Emulator;

/// <summary>Full at first, refilled at a steady rate, one token a call.</summary>
internal sealed class TokenBucket
{
    private readonly Lock gate = new();
    private readonly double rate;
    private readonly double burst;
    private readonly TimeProvider clock;
    private double tokens;
    private long filled;

    public TokenBucket(double rate, double burst, TimeProvider clock)
    {
        (this.rate, this.burst, this.clock) = (rate, burst, clock);
        (tokens, filled) = (burst, clock.GetTimestamp());
    }

    public bool TryTake()
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            tokens = Math.Min(burst, tokens + (clock.GetElapsedTime(filled, now).TotalSeconds * rate));
            filled = now;

            // Refills of a fraction do not add up to a whole in binary; a call exactly on time must pass.
            if (tokens < 1 - 1e-9)
            {
                return false;
            }

            tokens -= 1;
            return true;
        }
    }
}
