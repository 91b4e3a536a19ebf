namespace ConnectTimers.Emulator;

/// <summary>How a call ended, for the counts.</summary>
internal enum RequestOutcome
{
    Accepted,
    Throttled,
    Faulted,
    Refused,
}

/// <summary>The newest calls, and the counts of all calls.</summary>
/// <remarks>
/// A call is logged once it is decided and before it is answered: a client that has its answer finds the entry, and the
/// order of entries is the order in which updates took effect.
/// </remarks>
internal sealed class RequestLog(int limit)
{
    private readonly Lock _gate = new();
    private readonly Queue<LoggedRequest> _entries = new();
    private readonly int[] _counts = new int[Enum.GetValues<RequestOutcome>().Length];

    public EmulatorCounts Counts
    {
        get
        {
            lock (_gate)
            {
                int Of(RequestOutcome outcome) => _counts[(int)outcome];
                return new EmulatorCounts(
                    _counts.Sum(),
                    Of(RequestOutcome.Accepted),
                    Of(RequestOutcome.Throttled),
                    Of(RequestOutcome.Faulted),
                    Of(RequestOutcome.Refused));
            }
        }
    }

    /// <param name="request">The call.</param>
    /// <param name="outcome">How it counts; null for a call that is not counted.</param>
    public void Add(LoggedRequest request, RequestOutcome? outcome)
    {
        lock (_gate)
        {
            if (outcome is { } counted)
            {
                _counts[(int)counted]++;
            }

            _entries.Enqueue(request);
            if (_entries.Count > limit)
            {
                _entries.Dequeue();
            }
        }
    }

    public IReadOnlyList<LoggedRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            Array.Clear(_counts);
            _entries.Clear();
        }
    }
}
