using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>A contact with its last outcome, and its timers by all of them.</summary>
internal sealed class ReportedContact
{
    private readonly ReportedTimer[] _timers = new ReportedTimer[TimerKinds.All.Count];
    private bool _isAccepted;

    public required RecordedOutcome Last { get; set; }

    /// <summary>The journal or pipeline of the last outcome.</summary>
    public required int Source { get; set; }

    /// <summary>The number of outcomes of the contact.</summary>
    public int Outcomes { get; set; }

    /// <summary>Whether an outcome is not older than another, as far as is known: within one source, the later one counts whatever their times.</summary>
    public static bool IsLater(RecordedOutcome outcome, int source, DateTime? than, int thanSource) => source == thanSource || !(outcome.EndedAt < than);

    /// <summary>
    /// The last accepted value of a timer, and what a later call may have made of it: <c>5 or 10?</c>. If no timer of the contact was ever accepted, the
    /// value that was to be set. Null for none.
    /// </summary>
    public string? Timer(TimerKind kind)
    {
        if (!_isAccepted)
        {
            return Last.Timers[(int)kind];
        }

        var (accepted, unknown) = (_timers[(int)kind].Accepted, _timers[(int)kind].Unknown);
        return unknown is null || unknown == accepted ? accepted : accepted is null ? unknown + "?" : $"{accepted} or {unknown}?";
    }

    /// <summary>Merges the timers of an outcome.</summary>
    public void Merge(RecordedOutcome outcome, int source)
    {
        var isAccepted = outcome.Status == OutcomeStatus.Accepted;
        if (!isAccepted && outcome.Attempts == 0)
        {
            return;
        }

        _isAccepted |= isAccepted;
        foreach (var kind in TimerKinds.All)
        {
            ref var timer = ref _timers[(int)kind];
            if (outcome.Timers[(int)kind] is { } value && (timer.At is null || IsLater(outcome, source, timer.At, timer.Source)))
            {
                timer = isAccepted ? new ReportedTimer(value, null, outcome.EndedAt, source) : timer with { Unknown = value, At = outcome.EndedAt, Source = source };
            }
        }
    }

    private readonly record struct ReportedTimer(string? Accepted, string? Unknown, DateTime? At, int Source);
}

/// <summary>A call that was sent, whether or not a later one replaced its outcome.</summary>
/// <param name="Status">Its status.</param>
/// <param name="At">When its last request was sent, or else when its line was written, UTC; null if neither is known.</param>
/// <param name="LatencyMs">Milliseconds until its response; null if unknown.</param>
internal readonly record struct ReportedCall(OutcomeStatus Status, DateTime? At, int? LatencyMs);

/// <summary>A run with the number of its outcomes by their status.</summary>
internal sealed class ReportedRun(JournalRun run)
{
    private readonly int[] _outcomes = new int[Enum.GetValues<OutcomeStatus>().Length];

    /// <summary>Who ran what; only the id if outcomes were piped in.</summary>
    public JournalRun Run { get; set; } = run;

    /// <summary>The number of outcomes with a status.</summary>
    public int this[OutcomeStatus status] => _outcomes[(int)status];

    public void Count(OutcomeStatus status) => _outcomes[(int)status]++;
}

/// <summary>
/// The data of a report: the last outcome of each contact and its timers, the times of each call, the runs, and the invalid rows. It grows with contacts,
/// and by a few bytes per call.
/// </summary>
internal sealed class ReportData
{
    /// <summary>More invalid rows are only counted.</summary>
    public const int MostInvalidRows = 1000;

    private readonly Dictionary<JournalKey, ReportedContact> _contacts = [];
    private readonly List<ReportedContact> _inOrder = [];
    private readonly List<ReportedCall> _calls = [];
    private readonly List<RecordedOutcome> _invalidRows = [];
    private readonly Dictionary<string, ReportedRun> _runs = new(StringComparer.Ordinal);

    /// <summary>The contacts, in the order of their first outcomes.</summary>
    public IReadOnlyCollection<ReportedContact> Contacts => _inOrder;

    /// <summary>All calls that were sent.</summary>
    public IReadOnlyList<ReportedCall> Calls => _calls;

    /// <summary>The first invalid rows.</summary>
    public IReadOnlyList<RecordedOutcome> InvalidRows => _invalidRows;

    /// <summary>The runs, in the order of their first outcomes.</summary>
    public IReadOnlyCollection<ReportedRun> Runs => _runs.Values;

    /// <summary>The number of invalid rows.</summary>
    public int Invalid { get; private set; }

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
    /// <param name="run">Its run, as its journal describes it; null if unknown.</param>
    /// <param name="source">Its journal or pipeline. Within one source, a later outcome replaces an earlier one whatever their times.</param>
    public void Add(RecordedOutcome outcome, JournalRun? run, int source)
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
        CountInRun(outcome, run);
        if (outcome.Status == OutcomeStatus.Invalid)
        {
            AddInvalid(outcome);
        }
        else
        {
            AddToContact(outcome, source);
        }
    }

    private void CountInRun(RecordedOutcome outcome, JournalRun? run)
    {
        if (outcome.RunId is not { } id)
        {
            return;
        }

        if (!_runs.TryGetValue(id, out var reported))
        {
            _runs.Add(id, reported = new ReportedRun(new JournalRun(id) { Host = null, User = null }));
        }

        reported.Run = run ?? reported.Run;
        reported.Count(outcome.Status);
    }

    // A row that names no contact, or not one that can be sent: it is not a contact's outcome.
    private void AddInvalid(RecordedOutcome outcome)
    {
        Invalid++;
        if (_invalidRows.Count < MostInvalidRows)
        {
            _invalidRows.Add(outcome);
        }
    }

    private void AddToContact(RecordedOutcome outcome, int source)
    {
        if (!_contacts.TryGetValue(outcome.Contact, out var contact))
        {
            contact = new ReportedContact { Last = outcome, Source = source };
            _contacts.Add(outcome.Contact, contact);
            _inOrder.Add(contact);
        }
        else if (ReportedContact.IsLater(outcome, source, contact.Last.EndedAt, contact.Source))
        {
            (contact.Last, contact.Source) = (outcome, source);
        }

        contact.Outcomes++;
        contact.Merge(outcome, source);
    }

    private void Extend(DateTime? time)
    {
        First = time is { } && !(time >= First) ? time : First;
        Last = time is { } && !(time <= Last) ? time : Last;
    }
}
