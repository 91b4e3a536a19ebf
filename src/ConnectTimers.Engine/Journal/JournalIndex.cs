namespace ConnectTimers.Engine.Journal;

/// <summary>
/// The accepted timers of each contact, after all lines so far. It grows with contacts, not with lines: the sets of a contact never contradict each other,
/// so there are few, and nearly always one.
/// </summary>
/// <remarks>
/// A set is kept as it was sent and not merged with others: AWS does not document whether timers that a call does not name stay as they are.
/// </remarks>
internal sealed class JournalIndex
{
    private readonly Dictionary<JournalKey, TimerSet[]> _accepted = [];

    /// <summary>The number of contacts with accepted timers.</summary>
    public int Count => _accepted.Count;

    /// <summary>Whether exactly these timers are accepted for a contact.</summary>
    public bool Holds(JournalKey contact, TimerSet timers) =>
        _accepted.TryGetValue(contact, out var sets) && sets.Contains(timers);

    /// <summary>
    /// Records a line. The last call counts: it replaces earlier sets that contradict it. A call that was sent but not accepted may have been carried out
    /// all the same, so its own timers no longer count as accepted either: in doubt they are sent again, because setting the same timers twice does no
    /// harm. A config that was never sent changes nothing.
    /// </summary>
    public void Record(JournalLine line)
    {
        if (!line.IsAccepted && !line.WasSent)
        {
            return;
        }

        var before = _accepted.GetValueOrDefault(line.Contact, []);
        var kept = Array.FindAll(before, s => s != line.Timers && !s.Contradicts(line.Timers));
        if (line.IsAccepted)
        {
            _accepted[line.Contact] = [.. kept, line.Timers];
        }
        else if (kept.Length > 0)
        {
            _accepted[line.Contact] = kept;
        }
        else
        {
            _accepted.Remove(line.Contact);
        }
    }
}
