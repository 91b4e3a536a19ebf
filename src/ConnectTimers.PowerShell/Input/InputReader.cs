using System.Collections;
using System.Management.Automation;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Input;

/// <summary>
/// The one door for input: ids, timers, configs, outcomes and rows come in as they are and go out as configs or refusals. Timers
/// and rows of one timer are grouped with their neighbours of the same contact; everything else is one config by itself.
/// </summary>
internal sealed class InputReader
{
    private static readonly Dictionary<Column, object?> NothingAsked = [];

    private readonly CommandLineInput _typed;
    private readonly bool _regionFromInput;
    private readonly HashSet<(string?, string?)> _refused = []; // contacts of which a timer was refused
    private readonly List<object> _groupInputs = [];
    private IReadOnlyList<ConfigBuilder>? _group;
    private ParticipantRoleConfig? _previous;
    private int _number;

    public InputReader(CommandLineInput typed, bool regionFromInput)
    {
        _typed = typed;
        _regionFromInput = regionFromInput;
    }

    /// <summary>Reads what stands on the command line alone, without any piped input.</summary>
    public IEnumerable<InputResult> ReadTypedAlone() => [Close(_typed.Builders(""), 1, null)];

    /// <summary>Reads one input; an array is read element by element.</summary>
    /// <param name="input">What came down the pipeline.</param>
    /// <param name="asked">Columns whose values came from a script block asked about this input; they take the row's place.</param>
    public IEnumerable<InputResult> Read(object? input, IReadOnlyDictionary<Column, object?> asked) => Read(input, new InputContext(asked));

    /// <summary>Reads a row of a file; what is wrong with it already refuses its contact. The row itself is the target of what comes of it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="place">Where it stands, <c>chats.csv line 7</c>.</param>
    public IEnumerable<InputResult> ReadRow(FileRow row, string place) => ReadShape(row, row, Row.Of(row), place, new InputContext(NothingAsked, row.Problem));

    private IEnumerable<InputResult> Read(object? input, InputContext context)
    {
        var unwrapped = input is PSObject wrapped ? wrapped.BaseObject : input;
        return unwrapped switch
        {
            IEnumerable list and not (string or IDictionary) => list.Cast<object?>().SelectMany(element => Read(element, context)),
            ErrorRecord { TargetObject: { } target } => Read(target, context), // what failed, to be tried again
            not null when SearchContactsOutput.ContactsOf(input!) is { } contacts => Read(contacts, context),
            null or PSCustomObject => ReadOne(input, input as PSObject, context),
            _ => ReadOne(unwrapped, PSObject.AsPSObject(input), context),
        };
    }

    /// <summary>Closes the group that is still open; called once at the end.</summary>
    public IEnumerable<InputResult> Flush()
    {
        if (_group is { } builders)
        {
            _group = null;
            foreach (var builder in builders.Where(d => !d.IsRefused && _refused.Contains(Contact(d))))
            {
                builder.Refuse(InputProblems.OtherTimerInvalid());
            }

            _refused.UnionWith(builders.Where(d => d.IsRefused && d.Text(Column.ContactId) is not null).Select(Contact));
            yield return Close(builders, _groupInputs.Count, _groupInputs.Count == 1 ? _groupInputs[0] : _groupInputs.ToArray());
            _groupInputs.Clear();
        }
    }

    private IEnumerable<InputResult> ReadOne(object? value, PSObject? input, InputContext context)
    {
        _number++;
        if (ConfigBuilder.IsBlank(value))
        {
            return [Blank()];
        }

        var isOurTimer = value is ParticipantTimer or InvalidTimer;
        var row = isOurTimer || value is string or Guid ? null : Row.Of(input!) ?? (context.Asked.Count > 0 ? Row.Empty : null);
        return ReadShape(value!, input!, row, $"{(isOurTimer ? "timer" : row is null ? "input" : "row")} {_number}", context);
    }

    /// <param name="value">What came in, unwrapped.</param>
    /// <param name="input">The same as it came: what a group's error is about.</param>
    /// <param name="row">Its cells; null when it has none that mean anything.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="context">What goes with it.</param>
    private IEnumerable<InputResult> ReadShape(object value, object input, Row? row, string place, InputContext context)
    {
        if (value is ParticipantTimer or InvalidTimer || (row is not null && TimerShape.Is(row) && !row.IsBlank))
        {
            return Group(value, input, row, place, context);
        }

        return value switch
        {
            string or Guid => Alone(() => Close(Builders(place, context, d => d.Put(Column.ContactId, value, "the pipeline")), 1, value)),
            _ when row is { IsAcceptedOutcome: true } =>
                [new InputResult { Inputs = 1, IsAlreadyAccepted = true }],
            _ when row is { IsBlank: true } && context.Asked.Count == 0 && context.Problem is null => [Blank()],
            _ when row is not null => Alone(() => Close(Builders(place, context, d => PutWideRow(d, row, value, context.Asked)), 1, value)),
            _ => Alone(() => Refused([(context.Problem ?? InputProblems.UnrecognizedInput(value is FileRow ? "The row" : $"{DisplayText.Value(value)} ({value.GetType().Name})")).At(place)], 1, value)),
        };
    }

    // Not one of a group, so an open group ends before it is made.
    private InputResult[] Alone(Func<InputResult> result) => _group is null ? [result()] : [.. Flush(), result()];

    // It asks for nothing, so it does not part its neighbours either.
    private static InputResult Blank() => new() { Inputs = 1, IsBlank = true };

    private IEnumerable<InputResult> Group(object value, object input, Row? row, string place, InputContext context)
    {
        var builders = Builders(place, context, d =>
        {
            if (row is null)
            {
                TimerShape.Read(PSObject.AsPSObject(input), place, d);
            }
            else
            {
                PutCells(d, row, value, context.Asked);
                TimerShape.Read(row, place, d);
            }
        });
        InputResult[] closed = _group is { } open && open.Zip(builders, SameContact).All(same => same) ? [] : [.. Flush()];
        if (_group is null)
        {
            _group = builders;
        }
        else
        {
            foreach (var (into, from) in _group.Zip(builders, (a, b) => (a, b)))
            {
                into.Put(from);
            }
        }

        _groupInputs.Add(input);
        return closed;
    }

    private static bool SameContact(ConfigBuilder a, ConfigBuilder b) => Contact(a) == Contact(b);

    private static (string? Instance, string? Contact) Contact(ConfigBuilder builder) => (builder.Text(Column.InstanceId), builder.Text(Column.ContactId));

    private IReadOnlyList<ConfigBuilder> Builders(string place, InputContext context, Action<ConfigBuilder> put)
    {
        var builders = _typed.Builders(place);
        foreach (var builder in builders)
        {
            if (context.Asked.Count > 0)
            {
                foreach (var value in context.Asked)
                {
                    builder.Put(value.Key, value.Value, $"-{value.Key}");
                }
            }

            put(builder);
            if (context.Problem is { } problem)
            {
                builder.Refuse(problem);
            }
        }

        return builders;
    }

    private void PutCells(ConfigBuilder builder, Row row, object value, IReadOnlyDictionary<Column, object?> asked) =>
        row.PutInto(builder, _regionFromInput || value is ParticipantRoleConfig or ParticipantRoleOutcome or FoundChat, asked);

    private void PutWideRow(ConfigBuilder builder, Row row, object value, IReadOnlyDictionary<Column, object?> asked)
    {
        PutCells(builder, row, value, asked);
        if (!builder.HasTimers && row[Column.Minutes] is { } minutes)
        {
            // Not a contact with nothing to set, but a timer that has lost its role or its type.
            builder.Refuse(InputProblems.IncompleteTimer($"There are minutes ({DisplayText.Value(minutes)}), but no columns for role and type."));
        }
    }

    // Loops where a query would say it shorter: this is on the way of each row of a file.
    private InputResult Close(IReadOnlyList<ConfigBuilder> builders, int inputs, object? target)
    {
        var configs = new List<ParticipantRoleConfig>(builders.Count);
        var isRefused = false;
        foreach (var builder in builders)
        {
            if (builder.Build() is { } config) // building notes what is missing
            {
                configs.Add(config);
            }

            isRefused |= builder.IsRefused;
        }

        if (isRefused)
        {
            var problems = builders.SelectMany(d => d.Problems).ToList();
            return Refused(problems, inputs, target, [.. builders.Select(d => new ParticipantRoleConfigTest(
                d.Text(Column.InstanceId), d.Text(Column.ContactId), d.Text(Column.Region), d.IsRefused ? [.. d.Problems] : problems))]);
        }

        if (configs.Count == 0)
        {
            _previous = null; // another contact stood between
        }

        var repeated = configs.RemoveAll(c => !IsNew(c));
        return new InputResult
        {
            Inputs = inputs,
            Configs = configs,
            NothingToSet = configs.Count + repeated == builders.Count ? [] : [.. builders.Where(d => !d.HasTimers).Select(d => d.BuildContact()!)],
            Warning = configs.Count == 0 && repeated > 0 ? $"{builders[0].Label} repeats what came just before and is sent once." : null,
            Target = target,
        };
    }

    private bool IsNew(ParticipantRoleConfig config)
    {
        var isNew = !config.Equals(_previous);
        _previous = config;
        return isNew;
    }

    private InputResult Refused(IReadOnlyList<Problem> problems, int inputs, object? target, IReadOnlyList<ParticipantRoleConfigTest>? refusals = null)
    {
        _previous = null; // what follows a refusal repeats nothing
        return new InputResult { Inputs = inputs, Problems = problems, Target = target, Refusals = refusals ?? [new ParticipantRoleConfigTest(null, null, null, problems)] };
    }

    // What goes with an input: what a script block said of it, and what is wrong with it already.
    private sealed class InputContext(IReadOnlyDictionary<Column, object?> asked, Problem? problem = null)
    {
        public IReadOnlyDictionary<Column, object?> Asked => asked;

        public Problem? Problem => problem;
    }
}
