using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Queue;

/// <summary>What a watch has seen so far. Counted on the engine's scheduler, read from any thread.</summary>
/// <param name="clock">The clock of the watch.</param>
internal sealed class WatchStatistics(TimeProvider clock)
{
    private const int MostLeads = 1000;

    private readonly object _gate = new();
    private readonly long _start = clock.GetTimestamp();
    private readonly Queue<double> _leads = []; // seconds
    private long _chats;
    private int _waiting;
    private long _inForce;
    private long _late;
    private long _unreadable;
    private long _failures;

    public TimeSpan Duration => clock.GetElapsedTime(_start);

    public void CountChats(int count) => Interlocked.Add(ref _chats, count);

    public void CountWaiting(int waiting) => Volatile.Write(ref _waiting, waiting);

    public void CountUnreadable() => Interlocked.Increment(ref _unreadable);

    public void CountFailure() => Interlocked.Increment(ref _failures);

    /// <summary>Counts a chat whose agent has joined.</summary>
    /// <param name="lead">The time from the acceptance of its timers to the agent; null if they were not accepted.</param>
    public void CountVerdict(TimeSpan? lead)
    {
        lock (_gate)
        {
            if (lead > TimeSpan.Zero)
            {
                _inForce++;
                _leads.Enqueue(lead.Value.TotalSeconds);
                if (_leads.Count > MostLeads)
                {
                    _leads.Dequeue();
                }
            }
            else
            {
                _late++;
            }
        }
    }

    public WatchCounts Read()
    {
        lock (_gate)
        {
            var leads = _leads.Order().ToList();
            return new WatchCounts
            {
                Duration = Duration,
                Chats = Interlocked.Read(ref _chats),
                Waiting = Volatile.Read(ref _waiting),
                InForce = _inForce,
                Late = _late,
                MedianLeadSeconds = leads.Count == 0 ? null : leads[leads.Count / 2],
                Unreadable = Interlocked.Read(ref _unreadable),
                Failures = Interlocked.Read(ref _failures),
            };
        }
    }
}
