namespace ConnectTimers.Emulator;

/// <summary>Full at first, refilled at a steady rate, one token a call.</summary>
internal sealed class TokenBucket
{
    private readonly Lock _gate = new();
    private readonly double _rate;
    private readonly double _burst;
    private readonly TimeProvider _clock;
    private double _tokens;
    private long _filled;

    public TokenBucket(double rate, double burst, TimeProvider clock)
    {
        (_rate, _burst, _clock) = (rate, burst, clock);
        (_tokens, _filled) = (burst, clock.GetTimestamp());
    }

    public bool TryTake()
    {
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            _tokens = Math.Min(_burst, _tokens + (_clock.GetElapsedTime(_filled, now).TotalSeconds * _rate));
            _filled = now;

            // Refills of a fraction do not add up to a whole in binary; a call exactly on time must pass.
            if (_tokens < 1 - 1e-9)
            {
                return false;
            }

            _tokens -= 1;
            return true;
        }
    }
}
