namespace ConnectTimers.Engine.Dispatch;

/// <summary>
/// A token bucket: every call to one Region and address takes a token before it leaves, whichever run it belongs to. Starts full;
/// the clock starts with the first call.
/// </summary>
internal sealed class Pace(TimeProvider clock) : IDisposable
{
    /// <summary>Calls per second: four fifths of the documented quota of 5, because the flows' own Lambdas draw from it too.</summary>
    public const double DefaultRateLimit = 4;

    /// <summary>Calls at once after a quiet time: below the documented burst of 8, for the same reason.</summary>
    public const double DefaultBurstLimit = 6;

    private readonly List<Limits> _active = [];
    private readonly object _lock = new();
    private readonly SemaphoreSlim _turn = new(1); // first come, first served
    private double _tokens = double.PositiveInfinity; // cut to the burst at the first call
    private long _counted;

    /// <summary>Makes limits hold until the result is disposed. Where runs differ, the lower limit holds for both.</summary>
    /// <param name="rateLimit">Calls per second; 0 is no limit.</param>
    /// <param name="burstLimit">Calls that may leave at once, at least 1.</param>
    public IDisposable Hold(double rateLimit, double burstLimit)
    {
        var limits = new Limits(this, rateLimit == 0 ? double.PositiveInfinity : rateLimit, Math.Max(1, burstLimit));
        lock (_lock)
        {
            _active.Add(limits);
        }

        return limits;
    }

    /// <summary>Waits for a token and takes it. A wait that is cancelled takes none.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (TakeOrTellWait() is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private TimeSpan TakeOrTellWait()
    {
        lock (_lock)
        {
            var rate = _active.Min(l => l.Rate);
            if (double.IsPositiveInfinity(rate))
            {
                return TimeSpan.Zero;
            }

            var now = clock.GetTimestamp();
            var earned = double.IsPositiveInfinity(_tokens) ? 0 : clock.GetElapsedTime(_counted, now).TotalSeconds * rate;
            _tokens = Math.Min(_active.Min(l => l.Burst), _tokens + earned);
            _counted = now;

            // A hair less than a whole token counts: the clock's own rounding would otherwise cost another wait of nothing.
            if (_tokens > 1 - 1e-6)
            {
                _tokens--;
                return TimeSpan.Zero;
            }

            // Rounded up to the millisecond that timers have, so that the token is there when the wait is over.
            return TimeSpan.FromMilliseconds(Math.Ceiling((1 - _tokens) / rate * 1000));
        }
    }

    private sealed class Limits(Pace pace, double rate, double burst) : IDisposable
    {
        public double Rate => rate;

        public double Burst => burst;

        public void Dispose()
        {
            lock (pace._lock)
            {
                pace._active.Remove(this);
            }
        }
    }
}
