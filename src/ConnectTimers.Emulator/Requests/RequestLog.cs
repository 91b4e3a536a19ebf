namespace ConnectTimers.Emulator;

/// <summary>How a call ended, for the counts.</summary>
internal enum RequestOutcome
{
    Accepted,
    Throttled,
    Faulted,
    Refused,
}

/// <summary>The newest calls, and the counts of all.</summary>
/// <remarks>
/// A call is entered when it is decided and before it is answered, so that who has the answer finds the entry, and the
/// order of entries is the order in which updates took hold.
/// </remarks>
internal sealed class RequestLog(int limit)
{
    private readonly Lock gate = new();
    private readonly Queue<LoggedRequest> entries = new();
    private readonly int[] counts = new int[Enum.GetValues<RequestOutcome>().Length];

    public EmulatorCounts Counts
    {
        get
        {
            lock (gate)
            {
                int Of(RequestOutcome outcome) => counts[(int)outcome];
                return new EmulatorCounts(
                    counts.Sum(),
                    Of(RequestOutcome.Accepted),
                    Of(RequestOutcome.Throttled),
                    Of(RequestOutcome.Faulted),
                    Of(RequestOutcome.Refused));
            }
        }
    }

    public void Add(LoggedRequest request, RequestOutcome outcome)
    {
        lock (gate)
        {
            counts[(int)outcome]++;
            entries.Enqueue(request);
            if (entries.Count > limit)
            {
                entries.Dequeue();
            }
        }
    }

    public IReadOnlyList<LoggedRequest> Snapshot()
    {
        lock (gate)
        {
            return [.. entries];
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            Array.Clear(counts);
            entries.Clear();
        }
    }
}
