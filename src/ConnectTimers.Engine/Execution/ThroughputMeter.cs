namespace ConnectTimers.Engine.Execution;

/// <summary>How many calls a second were accepted lately. May be asked from any thread.</summary>
internal sealed class ThroughputMeter(TimeProvider clock)
{
    // At the default pace, the last eight seconds.
    private const int Calls = 32;

    private readonly Queue<long> _times = new(Calls);
    private readonly object _lock = new();

    public void Count()
    {
        lock (_lock)
        {
            if (_times.Count == Calls)
            {
                _times.Dequeue();
            }

            _times.Enqueue(clock.GetTimestamp());
        }
    }

    /// <summary>Calls per second, up to now, so that it falls while nothing is accepted; null before the second call.</summary>
    public double? PerSecond()
    {
        lock (_lock)
        {
            return _times.Count > 1 && clock.GetElapsedTime(_times.Peek()).TotalSeconds is > 0 and var seconds ? (_times.Count - 1) / seconds : null;
        }
    }
}
