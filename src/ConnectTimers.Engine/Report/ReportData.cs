using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>One contact: its last outcome, and how many it has.</summary>
internal sealed class ReportedContact
{
    public required ReportedOutcome Last { get; set; }

    /// <summary>The file or pipeline that the last one came from.</summary>
    public required int Source { get; set; }

    public int Outcomes { get; set; } = 1;
}

/// <summary>One call that left, whether it counts for its contact's state or another came behind it.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="At">When its last request left, or its line was written where that is not said; null when neither is.</param>
/// <param name="LatencyMs">How long its answer took.</param>
internal readonly record struct ReportedCall(OutcomeStatus Status, DateTime? At, int? LatencyMs);

/// <summary>
/// Everything that came in, kept as a report needs it: of each contact the last outcome, of each call its times. It grows with contacts,
/// and by a few bytes a call.
/// </summary>
internal sealed class ReportData
{
    private readonly Dictionary<JournalKey, ReportedContact> _contacts = [];
    private readonly List<ReportedContact> _inOrder = [];
    private readonly List<ReportedCall> _calls = [];

    /// <summary>The contacts, in the order in which they first came.</summary>
    public IReadOnlyCollection<ReportedContact> Contacts => _inOrder;

    /// <summary>Every call that left.</summary>
    public IReadOnlyList<ReportedCall> Calls => _calls;

    /// <summary>How many outcomes came in, of whatever contact.</summary>
    public int Outcomes { get; private set; }

    /// <summary>Requests that left, retries included.</summary>
    public long Requests { get; private set; }

    /// <summary>Outcomes with a time that is none.</summary>
    public int UnreadableTimes { get; private set; }

    /// <summary>The earliest time that any of them names.</summary>
    public DateTime? First { get; private set; }

    /// <summary>The latest.</summary>
    public DateTime? Last { get; private set; }

    /// <summary>Takes an outcome in.</summary>
    /// <param name="outcome">What it says.</param>
    /// <param name="source">Which file or pipeline it is from: in one of them the later line is the later word.</param>
    public void Add(ReportedOutcome outcome, int source)
    {
        Outcomes++;
        Requests += outcome.Attempts;
        UnreadableTimes += outcome.HasUnreadableTime ? 1 : 0;
        if (outcome.Attempts > 0)
        {
            _calls.Add(new ReportedCall(outcome.Status, outcome.SentAt ?? outcome.Time, outcome.LatencyMs));
        }

        Extend(outcome.SentAt);
        Extend(outcome.EndedAt);
        if (!_contacts.TryGetValue(outcome.Contact, out var contact))
        {
            contact = new ReportedContact { Last = outcome, Source = source };
            _contacts.Add(outcome.Contact, contact);
            _inOrder.Add(contact);
            return;
        }

        contact.Outcomes++;
        if (contact.Source == source || !(outcome.EndedAt < contact.Last.EndedAt))
        {
            (contact.Last, contact.Source) = (outcome, source);
        }
    }

    private void Extend(DateTime? time)
    {
        First = time is { } && !(time >= First) ? time : First;
        Last = time is { } && !(time <= Last) ? time : Last;
    }
}
