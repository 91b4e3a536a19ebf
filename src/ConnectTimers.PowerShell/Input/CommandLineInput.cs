using System.Collections;
using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.PowerShell.Input;

/// <summary>
/// What stands on the command line and so holds for every input: ids, Region, timers. One builder for each contact that was typed, or
/// one without a contact.
/// </summary>
internal sealed class CommandLineInput
{
    private readonly List<Action<ConfigBuilder>> _common = [];
    private readonly List<object?> _contacts = [];

    /// <summary>Takes a typed value in. Blanks were typed as blanks and say nothing.</summary>
    public void Add(Column column, object? value)
    {
        if (column == Column.ContactId && value is IEnumerable ids and not string)
        {
            _contacts.AddRange(ids.Cast<object?>().Where(id => !ConfigBuilder.IsBlank(id)));
        }
        else if (column == Column.ContactId)
        {
            _contacts.Add(value);
        }
        else
        {
            _common.Add(builder => builder.Put(column, value, "-" + column));
        }
    }

    /// <summary>Takes -Timer in.</summary>
    public void AddTimers(IReadOnlyCollection<PSObject?> timers)
    {
        if (timers.Count == 0)
        {
            _common.Add(builder => builder.Refuse(InputProblems.EmptyTimerList()));
        }

        var number = 0;
        foreach (var timer in timers)
        {
            number++;
            var source = $"timer {number} of -Timer";
            _common.Add(builder => TimerShape.Read(timer, source, builder));
        }
    }

    /// <summary>Fresh builders, one for each typed contact, with everything typed in them.</summary>
    public IReadOnlyList<ConfigBuilder> Builders(string place) =>
        _contacts.Count == 0 ? [Builder(place, null)] : _contacts.ConvertAll(contact => Builder(place, contact));

    private ConfigBuilder Builder(string place, object? contact)
    {
        var builder = new ConfigBuilder(place);
        builder.Put(Column.ContactId, contact, "-ContactId");
        foreach (var put in _common)
        {
            put(builder);
        }

        return builder;
    }

    /// <summary>What is wrong with what was typed, before any input is read: it would be wrong for all of it.</summary>
    public IReadOnlyList<Problem> Problems() => [.. Builders("").SelectMany(d => d.Problems)];
}
