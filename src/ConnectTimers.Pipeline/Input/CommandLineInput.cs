using System.Collections;
using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>The ids, Region and timers of the command line, which hold for every row: one builder for each contact, or one without a contact.</summary>
internal sealed class CommandLineInput
{
    private readonly List<Action<ConfigBuilder>> _common = [];
    private readonly List<object?> _contacts = [];

    /// <summary>Whether the command line has none of them.</summary>
    public bool IsEmpty => _common.Count == 0 && _contacts.Count == 0;

    /// <summary>Adds a parameter's value. Blanks add nothing.</summary>
    public void Add(Column column, object? value)
    {
        if (ConfigBuilder.IsBlank(value))
        {
            return;
        }

        if (column == Column.ContactId && value is IEnumerable ids and not string)
        {
            AddContacts([.. ids.Cast<object?>().Where(id => !ConfigBuilder.IsBlank(id))]);
        }
        else if (column == Column.ContactId)
        {
            _contacts.Add(value);
        }
        else
        {
            var source = "-" + column;
            _common.Add(builder => builder.Put(column, value, source));
        }
    }

    // A list of ids that is a file read by Get-Content is one problem, not one for each line.
    private void AddContacts(List<object?> ids)
    {
        if (ids.OfType<string>().FirstOrDefault(id => FileLine.FormatOf(id) is not null) is { } line)
        {
            _common.Add(builder => builder.AddProblem(InputProblems.FileAsLines(FileLine.FormatOf(line)!, ids.Count, "-ContactId")));
        }
        else
        {
            _contacts.AddRange(ids);
        }
    }

    /// <summary>Adds the timers of -Timer.</summary>
    public void AddTimers(IReadOnlyCollection<PSObject?> timers)
    {
        if (timers.Count == 0)
        {
            _common.Add(builder => builder.AddProblem(InputProblems.EmptyTimerList()));
        }

        var number = 0;
        foreach (var timer in timers)
        {
            number++;
            var source = $"timer {number} of -Timer";
            _common.Add(builder => TimerParser.Put(timer, source, builder));
        }
    }

    /// <summary>Adds the removal of all four timers. A value of a timer that comes from elsewhere conflicts with it.</summary>
    public void AddUnsetAll() => _common.Add(builder =>
    {
        foreach (var kind in TimerKinds.All)
        {
            builder.PutTimer(kind, TimerValue.Unset, "-UnsetAll");
        }
    });

    /// <summary>Creates builders, one for each contact of the command line, that hold its values.</summary>
    public ConfigBuilder[] Builders(string place) =>
        _contacts.Count == 0 ? [Builder(place, null)] : [.. _contacts.Select(contact => Builder(place, contact))];

    /// <summary>The problems of the command line alone; every row would have them.</summary>
    public IReadOnlyList<Problem> Problems() => [.. Builders("").SelectMany(b => b.Problems)];

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
}
