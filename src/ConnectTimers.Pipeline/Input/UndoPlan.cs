namespace ConnectTimers.Pipeline.Input;

/// <summary>A call that removes timers, and the address to which it goes.</summary>
internal sealed record Undone(ParticipantRoleConfig Config, string Endpoint);

/// <summary>Which timers to remove from which chats, so that what was set by a run, or by all runs of a journal, is undone.</summary>
internal sealed class UndoPlan
{
    private readonly List<Undone> _undone = [];
    private readonly string? _runId;
    private readonly bool _includeUnknown;
    private int _changedLater;
    private int _unknown;

    /// <summary>Makes a plan.</summary>
    /// <param name="contacts">What the journal knows.</param>
    /// <param name="runId">The run to undo; null for all.</param>
    /// <param name="includeUnknown">Whether timers of calls are removed of which it is unknown whether they were carried out.</param>
    public UndoPlan(IEnumerable<JournalContact> contacts, string? runId, bool includeUnknown)
    {
        (_runId, _includeUnknown) = (runId, includeUnknown);
        foreach (var contact in contacts)
        {
            var kinds = TimerKinds.All.Where(k => IsUndone(contact.GetTimer(k))).ToList();
            if (kinds.Count > 0)
            {
                _undone.Add(new Undone(
                    new ParticipantRoleConfig(contact.GetContact(), kinds.Select(k => new TimerSetting(k, TimerValue.Unset))), contact.Endpoint ?? ""));
            }
        }
    }

    /// <summary>The calls, in the order of the journal.</summary>
    public IReadOnlyList<Undone> Undone => _undone;

    /// <summary>What stays as it is, and why.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (_changedLater > 0)
            {
                yield return $"{DisplayText.Count(_changedLater, "timer of this run may have been changed later and stays as it is.", "timers of this run may have been changed later and stay as they are.")}";
            }

            if (_unknown > 0)
            {
                yield return $"{DisplayText.Count(_unknown, "timer", "timers")} of calls that may not have been carried out {(_unknown == 1 ? "stays as it is" : "stay as they are")}; use -IncludeUnknown to remove {(_unknown == 1 ? "it" : "them")} as well.";
            }
        }
    }

    private bool IsUndone(JournalTimer timer)
    {
        var isSet = timer.Accepted is { IsUnset: false } && IsOf(timer.AcceptedBy);
        var isUnknown = timer.Unknown is { IsUnset: false };
        if (isUnknown && !IsOf(timer.UnknownBy))
        {
            _changedLater += isSet ? 1 : 0; // by a call of another run, if it was carried out
            return false;
        }

        if (isSet || (isUnknown && _includeUnknown))
        {
            return true;
        }

        _unknown += isUnknown ? 1 : 0;
        return false;
    }

    private bool IsOf(string? run) => _runId is null || run == _runId;
}
