namespace ConnectTimers.Engine.Journal;

/// <summary>What is known of each contact after all lines so far. It grows with contacts, not with lines.</summary>
internal sealed class JournalState
{
    private readonly Dictionary<JournalKey, ContactState> _contacts = [];

    /// <summary>The contacts for which at least one request was sent, in the order of their first lines.</summary>
    public IReadOnlyDictionary<JournalKey, ContactState> Contacts => _contacts;

    /// <summary>
    /// Whether the last request that was sent for a contact was a call with exactly these timers and was accepted. AWS does not document whether
    /// timers that a call does not name stay as they are or are removed; only then is the contact as wanted under both readings.
    /// </summary>
    public bool Holds(JournalKey contact, TimerSet timers) => _contacts.TryGetValue(contact, out var state) && state.LastAccepted == timers;

    /// <summary>Records a line. A line about something that was not sent changes nothing.</summary>
    public void Record(JournalLine line)
    {
        if (line.Call == CallState.NotSent)
        {
            return;
        }

        if (!_contacts.TryGetValue(line.Contact, out var state))
        {
            _contacts.Add(line.Contact, state = new ContactState());
        }

        state.Record(line.Timers, line.Call == CallState.Accepted, line.RunId);
    }
}

/// <summary>What a journal knows of the timers of one contact.</summary>
internal sealed class ContactState
{
    private readonly TimerState[] _timers = new TimerState[TimerKinds.All.Count];

    /// <summary>The timers of the last call if it was accepted; null if it is unknown whether it was carried out.</summary>
    public TimerSet? LastAccepted { get; private set; }

    /// <summary>What is known of one timer.</summary>
    public TimerState this[TimerKind kind] => _timers[(int)kind];

    /// <summary>Records a call that was sent.</summary>
    /// <param name="timers">Its timers.</param>
    /// <param name="isAccepted">Whether it was accepted; otherwise it may have been carried out all the same.</param>
    /// <param name="runId">Its run; null in version 1.</param>
    public void Record(TimerSet timers, bool isAccepted, string? runId)
    {
        LastAccepted = isAccepted ? timers : null;
        foreach (var kind in TimerKinds.All)
        {
            if (timers[kind] is { } value)
            {
                _timers[(int)kind] = isAccepted ? new TimerState(value, runId, null, null) : _timers[(int)kind].With(value, runId);
            }
        }
    }
}

/// <summary>The last thing that happened to a timer, by whatever run.</summary>
/// <param name="Accepted">The last accepted value; null for none.</param>
/// <param name="AcceptedBy">The run that set it.</param>
/// <param name="Unknown">A value of a later call that may have been carried out; null for none. Minutes are kept rather than Unset.</param>
/// <param name="UnknownBy">The run of that call.</param>
internal readonly record struct TimerState(TimerValue? Accepted, string? AcceptedBy, TimerValue? Unknown, string? UnknownBy)
{
    /// <summary>Adds a call that may have been carried out.</summary>
    public TimerState With(TimerValue unknown, string? runId) =>
        Unknown is { IsUnset: false } && unknown.IsUnset ? this : this with { Unknown = unknown, UnknownBy = runId };
}
