using System.Collections;
using System.Management.Automation;
using ConnectTimers.Recognition;

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

    /// <summary>Reads a row of a file.</summary>
    /// <param name="row">The row as an object.</param>
    /// <param name="place">Where it stands, <c>chats.csv line 7</c>.</param>
    /// <param name="problem">What is wrong with it already, so that its contact is refused; null when nothing is.</param>
    public IEnumerable<Reading> ReadRow(PSObject row, string place, Problem? problem) => Read(row, new Given(NothingAsked, place, problem));

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

        var asked = given.Asked;
        var isOurTimer = value is ParticipantTimer or RefusedTimer;
        var row = isOurTimer || value is string or Guid ? null : Row.Of(input!) ?? (asked.Count > 0 ? Row.Empty : null);
        var place = given.Place ?? $"{(isOurTimer ? "timer" : row is null ? "input" : "row")} {_number}";
        if (isOurTimer || (row is not null && TimerShape.Is(row) && !row.IsBlank))
        {
            return Group(input!, row, place, given);
        }

        return value switch
        {
            string or Guid => [.. Flush(), Close(Drafts(place, given, d => d.Put(Column.ContactId, value, "the pipeline")), 1, value)],
            _ when row is { IsAcceptedOutcome: true } =>
                [PassedOver($"contact {Shown.Value(row[Column.ContactId])} ({place}) was accepted before and is passed over.")],
            _ when row is { IsBlank: true } && asked.Count == 0 && given.Problem is null => [PassedOver()],
            _ when row is not null => [.. Flush(), Close(Drafts(place, given, d => PutWideRow(d, row, value!, asked)), 1, value)],
            _ => [.. Flush(), Refused([(given.Problem ?? InputProblems.UnrecognizedInput($"{Shown.Value(value)} ({value!.GetType().Name})")).At(place)], 1, value)],
        };
    }

    // It asks for nothing, so it does not part its neighbours either.
    private static Reading PassedOver(string? warning = null) => new() { Inputs = 1, IsPassedOver = true, Warning = warning };

    private IEnumerable<Reading> Group(PSObject input, Row? row, string place, Given given)
    {
        var drafts = Drafts(place, given, d =>
        {
            if (row is null)
            {
                TimerShape.Read(input, place, d);
            }
            else
            {
                PutCells(d, row, input.BaseObject, given.Asked);
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
            foreach (var value in given.Asked)
            {
                draft.Put(value.Key, value.Value, $"-{value.Key}");
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
        row.PutInto(draft, _regionFromInput || value is ParticipantRoleConfig or ParticipantRoleOutcome or FoundChat, [.. asked.Keys]);

    private void PutWideRow(ConfigDraft draft, Row row, object value, IReadOnlyDictionary<Column, object?> asked)
    {
        PutCells(draft, row, value, asked);
        if (!draft.HasTimers && row[Column.Minutes] is { } minutes)
        {
            // Not a contact with nothing to set, but a timer that has lost its role or its type.
            draft.Refuse(InputProblems.IncompleteTimer($"There are minutes ({Shown.Value(minutes)}), but no columns for role and type."));
        }
    }

    private Reading Close(IReadOnlyList<ConfigDraft> drafts, int inputs, object? target)
    {
        var configs = drafts.Select(d => d.Build()).OfType<ParticipantRoleConfig>().ToList(); // building notes what is missing
        if (drafts.Any(d => d.IsRefused))
        {
            var problems = drafts.SelectMany(d => d.Problems).ToList();
            return Refused(problems, inputs, target, [.. drafts.Select(d => new ParticipantRoleConfigTest(
                d.Text(Column.InstanceId), d.Text(Column.ContactId), d.Text(Column.Region), d.IsRefused ? [.. d.Problems] : problems))]);
        }

        if (configs.Count == 0)
        {
            _previous = null; // another contact stood between
        }

        var news = configs.Where(IsNew).ToList();
        return new Reading
        {
            Inputs = inputs,
            Configs = news,
            NothingToSet = [.. drafts.Where(d => !d.HasTimers).Select(d => d.BuildContact()).OfType<ChatContact>()],
            Warning = configs.Count > 0 && news.Count == 0 ? $"{drafts[0].Label} repeats what came just before and is sent once." : null,
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

    // What goes with an input: what a script block said of it, where it stands when that is not its number, what is wrong with it already.
    private sealed class Given(IReadOnlyDictionary<Column, object?> asked, string? place = null, Problem? problem = null)
    {
        public IReadOnlyDictionary<Column, object?> Asked => asked;

        public string? Place => place;

        public Problem? Problem => problem;
    }
}
