using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>A contact with its last outcome.</summary>
internal sealed class ReportedContact
{
    public required RecordedOutcome Last { get; set; }

    /// <summary>The journal or pipeline of the last outcome.</summary>
    public required int Source { get; set; }

    /// <summary>The number of outcomes of the contact.</summary>
    public int Outcomes { get; set; } = 1;
}

/// <summary>A call that was sent, whether or not a later one replaced its outcome.</summary>
/// <param name="Status">Its status.</param>
/// <param name="At">When its last request was sent, or else when its line was written, UTC; null if neither is known.</param>
/// <param name="LatencyMs">Milliseconds until its response; null if unknown.</param>
internal readonly record struct ReportedCall(OutcomeStatus Status, DateTime? At, int? LatencyMs);

/// <summary>
/// The data of a report: the last outcome of each contact and the times of each call. It grows with contacts, and by a few bytes per call.
/// </summary>
internal sealed class ReportData
{
    private readonly Dictionary<JournalKey, ReportedContact> _contacts = [];
    private readonly List<ReportedContact> _inOrder = [];
    private readonly List<ReportedCall> _calls = [];

    /// <summary>The contacts, in the order of their first outcomes.</summary>
    public IReadOnlyCollection<ReportedContact> Contacts => _inOrder;

    /// <summary>All calls that were sent.</summary>
    public IReadOnlyList<ReportedCall> Calls => _calls;

    /// <summary>The number of outcomes added.</summary>
    public int Outcomes { get; private set; }

    /// <summary>Requests sent, retries included.</summary>
    public long Requests { get; private set; }

    /// <summary>Outcomes whose timestamp could not be parsed.</summary>
    public int InvalidTimes { get; private set; }

    /// <summary>The earliest time of all outcomes, UTC; null for none.</summary>
    public DateTime? First { get; private set; }

    /// <summary>The latest time of all outcomes, UTC; null for none.</summary>
    public DateTime? Last { get; private set; }

    /// <summary>Adds an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="source">Its journal or pipeline. Within one source, a later outcome replaces an earlier one whatever their times.</param>
    public void Add(RecordedOutcome outcome, int source)
    {
        Outcomes++;
        Requests += outcome.Attempts;
        InvalidTimes += outcome.HasInvalidTime ? 1 : 0;
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
