using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Report;

/// <summary>What is counted.</summary>
internal sealed class RunTotals
{
    // A rate over less than this says more of the clock than of the calls.
    private static readonly TimeSpan ShortestMeasured = TimeSpan.FromSeconds(1);

    private readonly Dictionary<OutcomeStatus, int> _contacts;

    public RunTotals(ReportData book)
    {
        _contacts = book.Contacts.GroupBy(c => c.Last.Status).ToDictionary(g => g.Key, g => g.Count());
        Contacts = book.Contacts.Count;
        Outcomes = book.Outcomes;
        Requests = book.Requests;
        Retries = book.Requests - book.Calls.Count;
        EndedThrottled = book.Contacts.Count(c => c.Last.ErrorId is { } id && ErrorCodes.IsThrottle(id));
        UnreadableTimes = book.UnreadableTimes;
        (First, Last) = (book.First, book.Last);
    }

    public int Contacts { get; }

    /// <summary>Outcomes read, of which a contact may have several.</summary>
    public int Outcomes { get; }

    /// <summary>Requests that left.</summary>
    public long Requests { get; }

    /// <summary>Those of them that were not the first of their call; throttled ones among them.</summary>
    public long Retries { get; }

    /// <summary>Contacts whose last outcome is that they were throttled to the end.</summary>
    public int EndedThrottled { get; }

    public int UnreadableTimes { get; }

    public DateTime? First { get; }

    public DateTime? Last { get; }

    public TimeSpan? Duration => Last - First;

    /// <summary>Requests over the whole time, pauses and all; null when that is too short.</summary>
    public double? Rate => Duration >= ShortestMeasured ? Requests / Duration.Value.TotalSeconds : null;

    /// <summary>Contacts whose last outcome is this.</summary>
    public int this[OutcomeStatus status] => _contacts.GetValueOrDefault(status);
}
