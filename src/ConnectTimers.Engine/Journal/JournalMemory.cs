namespace ConnectTimers.Engine.Journal;

/// <summary>
/// Which timers stand as accepted for which contact, after all lines so far. It grows with contacts, not with lines: the sets of a
/// contact never contradict each other, so there are few, and nearly always one.
/// </summary>
/// <remarks>
/// A set is remembered as it was sent and not put together from others: AWS does not document whether timers that a call does not
/// name stay as they are.
/// </remarks>
internal sealed class JournalMemory
{
    private readonly Dictionary<JournalKey, TimerSet[]> _accepted = [];

    /// <summary>How many contacts have timers that stand as accepted.</summary>
    public int Count => _accepted.Count;

    /// <summary>Whether exactly these timers stand as accepted.</summary>
    public bool Holds(JournalKey contact, TimerSet timers) =>
        _accepted.TryGetValue(contact, out var sets) && sets.Contains(timers);

    /// <summary>
    /// Takes in what became of one config. Whatever was accepted before and says otherwise no longer stands: the last word counts.
    /// So it is with a call that left and was not accepted, because the service may have carried it out all the same; its own timers
    /// no longer stand either. In doubt they are sent again: setting the same timers twice does no harm. What never left changes nothing.
    /// </summary>
    public void Record(JournalLine line)
    {
        if (!line.IsAccepted && !line.HasLeft)
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
