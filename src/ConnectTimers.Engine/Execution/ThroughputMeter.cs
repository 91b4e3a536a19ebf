namespace ConnectTimers.Engine.Execution;

/// <summary>Measures how many calls a second were accepted recently. Thread-safe.</summary>
internal sealed class ThroughputMeter(TimeProvider clock)
{
    // At the default rate, the last eight seconds.
    private const int SampleSize = 32;

    private readonly Queue<long> _acceptedAt = new(SampleSize);
    private readonly object _lock = new();

    /// <summary>Counts an accepted call.</summary>
    public void Count()
    {
        lock (_lock)
        {
            if (_acceptedAt.Count == SampleSize)
            {
                _acceptedAt.Dequeue();
            }

            _acceptedAt.Enqueue(clock.GetTimestamp());
        }
    }

    /// <summary>Returns calls a second up to now, so that it falls while nothing is accepted; null before the second call.</summary>
    public double? PerSecond()
    {
        lock (_lock)
        {
            return _acceptedAt.Count > 1 && clock.GetElapsedTime(_acceptedAt.Peek()).TotalSeconds is > 0 and var seconds
                ? (_acceptedAt.Count - 1) / seconds
                : null;
        }
    }
}
