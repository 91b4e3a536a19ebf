namespace ConnectTimers.Emulator;

/// <summary>Actions that are due at a time of the emulator's clock, carried out one after the other in the order of their times.</summary>
/// <remarks>
/// A timer of the clock wakes it, and every call to the emulator first catches up: code that moves a test's clock sees the
/// world as it is at that time, whatever thread the timer runs on.
/// </remarks>
internal sealed class Agenda : IDisposable
{
    // A timer that is due at once would run on the thread that sets it, under the locks that it holds.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock _running = new();
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action, (DateTimeOffset Time, long Order)> _actions = new();
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private long _order;

    public Agenda(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds an action. It may be called under any lock: the action never runs on the calling thread.</summary>
    public void Add(DateTimeOffset time, Action action)
    {
        lock (_gate)
        {
            _actions.Enqueue(action, (time, _order++));
            SetTimer();
        }
    }

    /// <summary>Removes all actions.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _actions.Clear();
        }
    }

    /// <summary>Carries out everything that is due, or waits for another thread to. Must not be called under a lock that an action takes.</summary>
    public void CatchUp()
    {
        lock (_running)
        {
            while (TryNext() is { } action)
            {
                action();
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        // Another thread that is at it may have looked just before this became due, hence the second look.
        do
        {
            if (!_running.TryEnter())
            {
                return;
            }

            try
            {
                CatchUp();
            }
            finally
            {
                _running.Exit();
            }
        }
        while (IsDue());
    }

    private bool IsDue()
    {
        lock (_gate)
        {
            return _actions.TryPeek(out _, out var next) && next.Time <= _clock.GetUtcNow();
        }
    }

    private Action? TryNext()
    {
        lock (_gate)
        {
            if (_actions.TryPeek(out _, out var next) && next.Time <= _clock.GetUtcNow())
            {
                return _actions.Dequeue();
            }

            SetTimer();
            return null;
        }
    }

    private void SetTimer()
    {
        if (_actions.TryPeek(out _, out var next))
        {
            var wait = next.Time - _clock.GetUtcNow();
            _timer.Change(wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
        }
    }
}
