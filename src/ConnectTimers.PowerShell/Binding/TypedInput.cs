using System.Collections;
using System.Management.Automation;
using ConnectTimers.Recognition;

namespace ConnectTimers.PowerShell.Binding;

/// <summary>
/// What stands on the command line and so holds for every input: ids, Region, timers. One draft for each contact that was typed, or
/// one without a contact.
/// </summary>
internal sealed class TypedInput
{
    private readonly List<Action<ConfigDraft>> _common = [];
    private readonly List<object?> _contacts = [];

    /// <summary>Takes a typed value in. Blanks were typed as blanks and say nothing.</summary>
    public void Add(Column column, object? value)
    {
        if (column == Column.ContactId && value is IEnumerable ids and not string)
        {
            _contacts.AddRange(ids.Cast<object?>().Where(id => !ConfigDraft.IsBlank(id)));
        }
        else if (column == Column.ContactId)
        {
            _contacts.Add(value);
        }
        else
        {
            _common.Add(draft => draft.Put(column, value, "-" + column));
        }
    }

    /// <summary>Takes -Timer in.</summary>
    public void AddTimers(IReadOnlyCollection<PSObject?> timers)
    {
        if (timers.Count == 0)
        {
            _common.Add(draft => draft.Refuse(InputProblems.EmptyTimerList()));
        }

        var number = 0;
        foreach (var timer in timers)
        {
            number++;
            var source = $"timer {number} of -Timer";
            _common.Add(draft => TimerShape.Read(timer, source, draft));
        }
    }

    /// <summary>Fresh drafts, one for each typed contact, with everything typed in them.</summary>
    public IReadOnlyList<ConfigDraft> Drafts(string place) =>
        _contacts.Count == 0 ? [Draft(place, null)] : _contacts.ConvertAll(contact => Draft(place, contact));

    private ConfigDraft Draft(string place, object? contact)
    {
        var draft = new ConfigDraft(place);
        draft.Put(Column.ContactId, contact, "-ContactId");
        foreach (var put in _common)
        {
            put(draft);
        }

        return draft;
    }

    /// <summary>What is wrong with what was typed, before any input is read: it would be wrong for all of it.</summary>
    public IReadOnlyList<Problem> Problems() => [.. Drafts("").SelectMany(d => d.Problems)];
}
