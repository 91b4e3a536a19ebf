using System.Collections;
using System.Management.Automation;
using ConnectTimers.Recognition;
using ConnectTimers.Seam;

namespace ConnectTimers.PowerShell.Binding;

/// <summary>
/// The one door for input: ids, timers, configs, outcomes and rows come in as they are and go out as configs or refusals. Timers
/// and rows of one timer are grouped with their neighbours of the same contact; everything else is one config by itself.
/// </summary>
internal sealed class InputReader
{
    private static readonly Dictionary<Column, object?> NothingAsked = [];

    private readonly TypedInput _typed;
    private readonly bool _regionFromInput;
    private readonly HashSet<(string?, string?)> _refused = []; // contacts of which a timer was refused
    private readonly List<object> _groupInputs = [];
    private IReadOnlyList<ConfigDraft>? _group;
    private ParticipantRoleConfig? _previous;
    private int _number;

    public InputReader(TypedInput typed, bool regionFromInput)
    {
        _typed = typed;
        _regionFromInput = regionFromInput;
    }

    /// <summary>Reads what stands on the command line alone, without any piped input.</summary>
    public IEnumerable<Reading> ReadTypedAlone() => [Close(_typed.Drafts(""), 1, null)];

    /// <summary>Reads one input; an array is read element by element.</summary>
    /// <param name="input">What came down the pipeline.</param>
    /// <param name="asked">Columns whose values came from a script block asked about this input; they take the row's place.</param>
    public IEnumerable<Reading> Read(object? input, IReadOnlyDictionary<Column, object?> asked) => Read(input, new Given(asked));

    /// <summary>Reads a row of a file; what is wrong with it already refuses its contact. The row itself is the target of what comes of it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="place">Where it stands, <c>chats.csv line 7</c>.</param>
    public IEnumerable<Reading> ReadRow(FileRow row, string place) => ReadShape(row, row, Row.Of(row), place, new Given(NothingAsked, row.Problem));

    private IEnumerable<Reading> Read(object? input, Given given)
    {
        var unwrapped = input is PSObject wrapped ? wrapped.BaseObject : input;
        return unwrapped switch
        {
            IEnumerable list and not (string or IDictionary) => list.Cast<object?>().SelectMany(element => Read(element, given)),
            ErrorRecord { TargetObject: { } target } => Read(target, given), // what failed, to be tried again
            not null when SearchAnswer.ContactsOf(input!) is { } contacts => Read(contacts, given),
            null or PSCustomObject => ReadOne(input, input as PSObject, given),
            _ => ReadOne(unwrapped, PSObject.AsPSObject(input), given),
        };
    }

    /// <summary>Closes the group that is still open; called once at the end.</summary>
    public IEnumerable<Reading> Flush()
    {
        if (_group is { } drafts)
        {
            _group = null;
            foreach (var draft in drafts.Where(d => !d.IsRefused && _refused.Contains(Contact(d))))
            {
                draft.Refuse(InputProblems.RefusedBefore());
            }

            _refused.UnionWith(drafts.Where(d => d.IsRefused && d.Text(Column.ContactId) is not null).Select(Contact));
            yield return Close(drafts, _groupInputs.Count, _groupInputs.Count == 1 ? _groupInputs[0] : _groupInputs.ToArray());
            _groupInputs.Clear();
        }
    }

    private IEnumerable<Reading> ReadOne(object? value, PSObject? input, Given given)
    {
        _number++;
        if (ConfigDraft.IsBlank(value))
        {
            return [PassedOver()];
        }

        var isOurTimer = value is ParticipantTimer or RefusedTimer;
        var row = isOurTimer || value is string or Guid ? null : Row.Of(input!) ?? (given.Asked.Count > 0 ? Row.Empty : null);
        return ReadShape(value!, input!, row, $"{(isOurTimer ? "timer" : row is null ? "input" : "row")} {_number}", given);
    }

    /// <param name="value">What came in, unwrapped.</param>
    /// <param name="input">The same as it came: what a group's error is about.</param>
    /// <param name="row">Its cells; null when it has none that mean anything.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="given">What goes with it.</param>
    private IEnumerable<Reading> ReadShape(object value, object input, Row? row, string place, Given given)
    {
        if (value is ParticipantTimer or RefusedTimer || (row is not null && TimerShape.Is(row) && !row.IsBlank))
        {
            return Group(value, input, row, place, given);
        }

        return value switch
        {
            string or Guid => Alone(() => Close(Drafts(place, given, d => d.Put(Column.ContactId, value, "the pipeline")), 1, value)),
            _ when row is { IsAcceptedOutcome: true } =>
                [new Reading { Inputs = 1, IsPassedOver = true, IsAcceptedBefore = true }],
            _ when row is { IsBlank: true } && given.Asked.Count == 0 && given.Problem is null => [PassedOver()],
            _ when row is not null => Alone(() => Close(Drafts(place, given, d => PutWideRow(d, row, value, given.Asked)), 1, value)),
            _ => Alone(() => Refused([(given.Problem ?? InputProblems.UnrecognizedInput(value is FileRow ? "The row" : $"{Shown.Value(value)} ({value.GetType().Name})")).At(place)], 1, value)),
        };
    }

    // Not one of a group, so an open group ends before it is made.
    private Reading[] Alone(Func<Reading> reading) => _group is null ? [reading()] : [.. Flush(), reading()];

    // It asks for nothing, so it does not part its neighbours either.
    private static Reading PassedOver() => new() { Inputs = 1, IsPassedOver = true };

    private IEnumerable<Reading> Group(object value, object input, Row? row, string place, Given given)
    {
        var drafts = Drafts(place, given, d =>
        {
            if (row is null)
            {
                TimerShape.Read(PSObject.AsPSObject(input), place, d);
            }
            else
            {
                PutCells(d, row, value, given.Asked);
                TimerShape.Read(row, place, d);
            }
        });
        Reading[] closed = _group is { } open && open.Zip(drafts, SameContact).All(same => same) ? [] : [.. Flush()];
        if (_group is null)
        {
            _group = drafts;
        }
        else
        {
            foreach (var (into, from) in _group.Zip(drafts, (a, b) => (a, b)))
            {
                into.Put(from);
            }
        }

        _groupInputs.Add(input);
        return closed;
    }

    private static bool SameContact(ConfigDraft a, ConfigDraft b) => Contact(a) == Contact(b);

    private static (string? Instance, string? Contact) Contact(ConfigDraft draft) => (draft.Text(Column.InstanceId), draft.Text(Column.ContactId));

    private IReadOnlyList<ConfigDraft> Drafts(string place, Given given, Action<ConfigDraft> put)
    {
        var drafts = _typed.Drafts(place);
        foreach (var draft in drafts)
        {
            if (given.Asked.Count > 0)
            {
                foreach (var value in given.Asked)
                {
                    draft.Put(value.Key, value.Value, $"-{value.Key}");
                }
            }

            put(draft);
            if (given.Problem is { } problem)
            {
                draft.Refuse(problem);
            }
        }

        return drafts;
    }

    private void PutCells(ConfigDraft draft, Row row, object value, IReadOnlyDictionary<Column, object?> asked) =>
        row.PutInto(draft, _regionFromInput || value is ParticipantRoleConfig or ParticipantRoleOutcome or FoundChat, asked);

    private void PutWideRow(ConfigDraft draft, Row row, object value, IReadOnlyDictionary<Column, object?> asked)
    {
        PutCells(draft, row, value, asked);
        if (!draft.HasTimers && row[Column.Minutes] is { } minutes)
        {
            // Not a contact with nothing to set, but a timer that has lost its role or its type.
            draft.Refuse(InputProblems.IncompleteTimer($"There are minutes ({Shown.Value(minutes)}), but no columns for role and type."));
        }
    }

    // Loops where a query would say it shorter: this is on the way of each row of a file.
    private Reading Close(IReadOnlyList<ConfigDraft> drafts, int inputs, object? target)
    {
        var configs = new List<ParticipantRoleConfig>(drafts.Count);
        var isRefused = false;
        foreach (var draft in drafts)
        {
            if (draft.Build() is { } config) // building notes what is missing
            {
                configs.Add(config);
            }

            isRefused |= draft.IsRefused;
        }

        if (isRefused)
        {
            var problems = drafts.SelectMany(d => d.Problems).ToList();
            return Refused(problems, inputs, target, [.. drafts.Select(d => new ParticipantRoleConfigTest(
                d.Text(Column.InstanceId), d.Text(Column.ContactId), d.Text(Column.Region), d.IsRefused ? [.. d.Problems] : problems))]);
        }

        if (configs.Count == 0)
        {
            _previous = null; // another contact stood between
        }

        var repeated = configs.RemoveAll(c => !IsNew(c));
        return new Reading
        {
            Inputs = inputs,
            Configs = configs,
            NothingToSet = configs.Count + repeated == drafts.Count ? [] : [.. drafts.Where(d => !d.HasTimers).Select(d => d.BuildContact()!)],
            Warning = configs.Count == 0 && repeated > 0 ? $"{drafts[0].Label} repeats what came just before and is sent once." : null,
            Target = target,
        };
    }

    private bool IsNew(ParticipantRoleConfig config)
    {
        var isNew = !config.Equals(_previous);
        _previous = config;
        return isNew;
    }

    private Reading Refused(IReadOnlyList<Problem> problems, int inputs, object? target, IReadOnlyList<ParticipantRoleConfigTest>? refusals = null)
    {
        _previous = null; // what follows a refusal repeats nothing
        return new Reading { Inputs = inputs, Problems = problems, Target = target, Refusals = refusals ?? [new ParticipantRoleConfigTest(null, null, null, problems)] };
    }

    // What goes with an input: what a script block said of it, and what is wrong with it already.
    private sealed class Given(IReadOnlyDictionary<Column, object?> asked, Problem? problem = null)
    {
        public IReadOnlyDictionary<Column, object?> Asked => asked;

        public Problem? Problem => problem;
    }
}
