using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Report;

/// <summary>The totals of a report.</summary>
internal sealed class RunTotals
{
    // Over a shorter time, a rate would show the clock's resolution more than the calls.
    private static readonly TimeSpan MinDuration = TimeSpan.FromSeconds(1);

    private readonly Dictionary<OutcomeStatus, int> _contacts;
    private readonly int[] _latencies;

    public RunTotals(ReportData data)
    {
        _contacts = data.Contacts.GroupBy(c => c.Last.Status).ToDictionary(g => g.Key, g => g.Count());
        _latencies = [.. data.Calls.Where(c => c.LatencyMs is not null).Select(c => c.LatencyMs!.Value).Order()];
        Contacts = data.Contacts.Count;
        Outcomes = data.Outcomes;
        Requests = data.Requests;
        Retries = data.Requests - data.Calls.Count;
        EndedThrottled = data.Contacts.Count(c => c.Last.ErrorId is { } id && ErrorCodes.IsThrottle(id));
        InvalidTimes = data.InvalidTimes;
        (First, Last) = (data.First, data.Last);
    }

    public int Contacts { get; }

    /// <summary>Outcomes read. A contact may have several.</summary>
    public int Outcomes { get; }

    /// <summary>Requests sent.</summary>
    public long Requests { get; }

    /// <summary>Requests that were not the first of their call, after throttling or a failure.</summary>
    public long Retries { get; }

    /// <summary>Contacts whose last outcome is throttling.</summary>
    public int EndedThrottled { get; }

    /// <summary>Outcomes with a time that could not be parsed.</summary>
    public int InvalidTimes { get; }

    /// <summary>The earliest time, UTC; null if no outcome has one.</summary>
    public DateTime? First { get; }

    /// <summary>The latest time, UTC; null if no outcome has one.</summary>
    public DateTime? Last { get; }

    public TimeSpan? Duration => Last - First;

    /// <summary>Requests per second over the whole duration, pauses included; null if it is too short.</summary>
    public double? Rate => Duration >= MinDuration ? Requests / Duration.Value.TotalSeconds : null;

    /// <summary>Whether any call has a response time.</summary>
    public bool HasLatencies => _latencies.Length > 0;

    /// <summary>The number of contacts whose last outcome has a status.</summary>
    public int this[OutcomeStatus status] => _contacts.GetValueOrDefault(status);

    /// <summary>Returns a percentile of the response times by nearest rank, in milliseconds. There must be response times.</summary>
    /// <param name="percent">From 1 to 100.</param>
    public int Latency(int percent) => _latencies[(int)((percent * (long)_latencies.Length + 99) / 100) - 1];
}
