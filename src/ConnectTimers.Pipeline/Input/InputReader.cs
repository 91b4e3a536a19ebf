using System.Collections;
using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>
/// Reads all input: ids, timers, configs, outcomes and rows become configs or problems. Timers, and rows with one timer each, are grouped
/// with their neighbours of the same contact; everything else is one config.
/// </summary>
internal sealed partial class InputReader
{
    private readonly CommandLineInput _commandLine;
    private readonly bool _regionFromInput;
    private readonly bool _includeConnected;
    private readonly ColumnMap _columns;
    private readonly SharedProblems _sharedProblems = new();
    private readonly HashSet<(string?, string?)> _invalidContacts = []; // contacts with an invalid timer
    private readonly List<object> _groupInputs = [];
    private ConfigBuilder[]? _group;
    private ParticipantRoleConfig? _previous;
    private string? _linesOf; // the format of the file whose lines are piped in as texts
    private bool _hasContactColumn; // in an earlier row
    private int _number;

    /// <summary>Creates a reader.</summary>
    /// <param name="commandLine">The values of the command line, which hold for every row.</param>
    /// <param name="regionFromInput">Whether a column Region is used.</param>
    /// <param name="includeConnected">Whether the events of chats that have an agent are used.</param>
    /// <param name="columns">The meanings of the input's columns; null for those of their names.</param>
    public InputReader(CommandLineInput commandLine, bool regionFromInput, bool includeConnected, ColumnMap? columns = null)
    {
        _includeConnected = includeConnected;
        _columns = columns ?? ColumnMap.None;
        _commandLine = commandLine;
        _regionFromInput = regionFromInput;
    }

    /// <summary>Reads the command line when nothing is piped in.</summary>
    public IEnumerable<InputResult> ReadCommandLine() => [Close(_commandLine.Builders(""), 1, null)];

    /// <summary>Reads one object of the pipeline; an array is read element by element.</summary>
    /// <param name="input">The object.</param>
    /// <param name="scriptBlockValues">Values that script blocks of the command line returned for it; they replace the object's own.</param>
    public IEnumerable<InputResult> Read(object? input, IReadOnlyList<ColumnValue> scriptBlockValues) => Read(input, new InputContext(scriptBlockValues));

    /// <summary>Reads a row of a file. A row with a problem makes its contact invalid. The row is the target of its errors.</summary>
    /// <param name="row">The row.</param>
    /// <param name="place">Where it is, <c>chats.csv line 7</c>.</param>
    public IEnumerable<InputResult> ReadRow(FileRow row, string place)
    {
        var context = row.Problem is { } problem ? new InputContext([], problem) : InputContext.None;
        var cells = Row.Of(row, _columns);
        return row.Problem is not null && cells is { MayBeEvent: true } ? ReadUnreadableEvent(row, place)
            : EventsOf(row, cells) is { } events ? ReadEvents(events, row, place, context)
            : ReadShape(row, row, WithMeaning(cells), PlaceOf(place, row.MessageId), context);
    }

    // The id of an event is not the id of a contact.
    private InputResult[] ReadUnreadableEvent(FileRow row, string place) => Alone(() => Invalid([row.Problem!.At(place)], 1, row, place));

    /// <summary>Ends reading: the group that is still open, and the problems that several rows have in common.</summary>
    public IEnumerable<InputResult> Finish() => Flush().Concat(_sharedProblems.Flush());

    /// <summary>Ends the group that is still open.</summary>
    public IEnumerable<InputResult> Flush()
    {
        if (_group is { } builders)
        {
            _group = null;
            foreach (var builder in builders.Where(b => !b.IsInvalid && _invalidContacts.Contains(Contact(b))))
            {
                builder.AddProblem(InputProblems.OtherTimerInvalid());
            }

            _invalidContacts.UnionWith(builders.Where(b => b.IsInvalid && b.Text(Column.ContactId) is not null).Select(Contact));
            yield return Close(builders, _groupInputs.Count, _groupInputs.Count == 1 ? _groupInputs[0] : _groupInputs.ToArray());
            _groupInputs.Clear();
        }
    }

    private IEnumerable<InputResult> Read(object? input, InputContext context)
    {
        var unwrapped = input is PSObject wrapped ? wrapped.BaseObject : input;
        return unwrapped switch
        {
            IEnumerable list and not (string or IDictionary) => list.Cast<object?>().SelectMany(element => Read(element, context)),
            ErrorRecord { TargetObject: { } target } => Read(target, context), // what failed, to be tried again
            not null when RowsIn(input!) is { } rows => Read(rows, context),
            null or PSCustomObject => ReadOne(input, input as PSObject, context),
            _ => ReadOne(unwrapped, PSObject.AsPSObject(input), context),
        };
    }

    // The rows in an object that is not a row itself: the output of SearchContacts, or an array that Windows PowerShell converted to JSON. Null for
    // every other object.
    private static IEnumerable? RowsIn(object input)
    {
        var output = PSObject.AsPSObject(input);
        var list = output.BaseObject switch
        {
            string => null,
            IDictionary or PSCustomObject => Row.CellsOf(output).Where(c => RowList.IsName(c.Name)).Select(c => Row.Unwrap(c.Value)).FirstOrDefault(v => v is IEnumerable and not (string or IDictionary)),
            _ => output.Properties["Contacts"] is { } contacts ? Row.Unwrap(Row.ValueOf(contacts)) : null,
        };
        return list is IEnumerable rows and not (string or IDictionary) && !Row.CellsOf(output).Any(c => Columns.Find(c.Name) is not null) ? rows : null;
    }

    private IEnumerable<InputResult> ReadOne(object? value, PSObject? input, InputContext context)
    {
        _number++;
        if (ConfigBuilder.IsBlank(value))
        {
            return [new BlankInput()];
        }

        if (value is string text && _linesOf is null && JsonInput.IsMeant(text))
        {
            return ReadJson(text, context);
        }

        if (value is InvalidRow invalid)
        {
            return Alone(() => ReadInvalid(invalid));
        }

        if (ConfigOf(value!, input!) is { } config)
        {
            return value is ParticipantRoleOutcome { Status: OutcomeStatus.Accepted }
                ? [AlreadyAccepted(config.InstanceId, config.ContactId, config.Region, $"row {_number}", value)]
                : Alone(() => ReadConfig(config, value!, context));
        }

        var isTimer = value is ParticipantTimer or InvalidTimer;
        var row = isTimer || value is string or Guid ? null : Row.Of(input!, _columns);
        if (EventsOf(value!, input!, row) is { } events)
        {
            return ReadEvents(events, value!, $"row {_number}", context);
        }

        if (row is { HasSecret: true })
        {
            value = input = WithoutSecrets(input!);
        }

        row = WithMeaning(row) ?? (context.ScriptBlockValues.Count > 0 && !isTimer && value is not (string or Guid) ? Row.Empty : null);
        var place = value is ChatContact ? input!.Properties[nameof(ParticipantRoleConfig.InputPosition)]?.Value as string : null;
        return ReadShape(value!, input!, row, place ?? $"{(isTimer ? "timer" : row is null ? "input" : "row")} {_number}", context);
    }

    // The config of a config or an outcome: it is valid and is not parsed again. Null for everything else, and for an object to which
    // a known column was added.
    private static ParticipantRoleConfig? ConfigOf(object value, PSObject input) =>
        (value as ParticipantRoleConfig ?? (value as ParticipantRoleOutcome)?.GetConfig()) is { } config
        && !input.Properties.Match("*", PSMemberTypes.NoteProperty).Any(p => Columns.Find(p.Name) is not null)
            ? config
            : null;

    private InputResult ReadConfig(ParticipantRoleConfig config, object value, InputContext context)
    {
        var place = (value as ParticipantRoleConfig)?.InputPosition ?? $"row {_number}";
        return _commandLine.IsEmpty && context.ScriptBlockValues.Count == 0
            ? Valid([config], [], 1, value, place)
            : Close(Builders(place, context, builder => builder.Put(config)), 1, value);
    }

    // The contact's other timers alone could end a live chat early.
    private InvalidInput ReadInvalid(InvalidRow row)
    {
        if (row.ContactId is not null)
        {
            _invalidContacts.Add((row.InstanceId, row.ContactId));
        }

        var contact = new ParticipantRoleConfigTest(row.InstanceId, row.ContactId, row.Region, row.GetProblems());
        return Invalid(row.GetProblems(), 1, row, row.InputPosition, [contact]) with { IsReported = true };
    }

    private static AlreadyAcceptedInput AlreadyAccepted(string? instanceId, string? contactId, string? region, string place, object value) =>
        new(new ParticipantRoleOutcome(OutcomeStatus.Skipped, instanceId, contactId, region, [InputProblems.AlreadyAccepted()]), place, value);

    /// <param name="value">What came in, unwrapped.</param>
    /// <param name="input">The same as it came: the target of a group's errors.</param>
    /// <param name="row">Its cells; null when no column of it is known.</param>
    /// <param name="place">The place of the input, for messages.</param>
    /// <param name="context">What belongs to it.</param>
    private IEnumerable<InputResult> ReadShape(object value, object input, Row? row, string place, InputContext context)
    {
        if (Row.IsJournalEvent(value as FileRow, input as PSObject))
        {
            return [new BlankInput()];
        }

        if (FindSharedProblem(value, row, place, context) is { } invalid)
        {
            return _group is null ? [invalid] : [.. Flush(), invalid];
        }

        if (value is ParticipantTimer or InvalidTimer || (row is not null && TimerParser.IsTimer(row) && !row.IsBlank))
        {
            return Group(value, input, row, place, context);
        }

        return row is null ? ReadWithoutColumns(value, place, context)
            : row.IsAcceptedOutcome ? [AlreadyAccepted(row[Column.InstanceId]?.ToString(), row[Column.ContactId]?.ToString(), row[Column.Region]?.ToString(), place, value)]
            : row.IsBlank && context.ScriptBlockValues.Count == 0 && context.Problem is null && row.InvalidReason is null ? [new BlankInput()]
            : _group is null ? [ReadWideRow(value, row, place, context)]
            : [.. Flush(), ReadWideRow(value, row, place, context)];
    }

    private InputResult[] ReadWithoutColumns(object value, string place, InputContext context) => value is string or Guid
        ? Alone(() => Close(Builders(place, context, b => b.Put(Column.ContactId, value, "the pipeline")), 1, value))
        : Alone(() => Invalid([(context.Problem ?? InputProblems.UnrecognizedInput(value is FileRow ? "The row" : $"{DisplayText.Value(value)} ({value.GetType().Name})")).At(place)], 1, value, place));

    private InputResult ReadWideRow(object value, Row row, string place, InputContext context)
    {
        var builders = Builders(place, context);
        foreach (var builder in builders)
        {
            if (row.InvalidReason is { } reason)
            {
                PutCells(builder, row, value, context);
                builder.AddProblem(InputProblems.WasInvalid(reason));
            }
            else
            {
                PutWideRow(builder, row, value, context);
            }

            PutProblem(builder, context);
        }

        return Close(builders, 1, value);
    }

    // The problem of a text or row that others have too; null if it has none. The quick check comes first: it is done for each row of a file. Other
    // columns of this module's own objects were judged when they were read.
    private InvalidInput? FindSharedProblem(object value, Row? row, string place, InputContext context) =>
        value is string || (row is { MayHaveSharedProblem: true, IsBlank: false } && (value is FileRow || value.GetType().Assembly != typeof(Column).Assembly))
            ? ReadSharedProblem(value, row, place, context)
            : null;

    private InvalidInput? ReadSharedProblem(object value, Row? row, string place, InputContext context)
    {
        if (value is string text && (_linesOf ?? FileLine.FormatOf(text)) is { } format)
        {
            _linesOf ??= FileLine.IsFollowed(text) ? format : null;
            return Invalid(format, (count, first) => InputProblems.FileAsLines(format, count, first));
        }

        if (row is null)
        {
            return null;
        }

        if (row.HeaderInOneColumn is { } header)
        {
            return Invalid(header, (count, first) => InputProblems.HeaderInOneColumn(header, count, first));
        }

        // A script block for a column says what it is, whatever the columns are called.
        var lookalikes = row.Lookalikes.Where(h => !context.ScriptBlockValues.Any(v => h.Lookalike!.Meanings.Contains(v.Column))).ToList();
        return lookalikes.Count == 0 ? null : Invalid(string.Join("\n", lookalikes.Select(h => h.Name)), (count, first) => InputProblems.UnrecognizedColumn(lookalikes, count, first));

        InvalidInput Invalid(string key, Func<int, string, Problem> problem)
        {
            var isCounted = _sharedProblems.Count(key, place, value, problem);
            var builder = new ConfigBuilder(place);
            row?.PutInto(builder);
            var own = problem(1, place).At(builder.Label);
            return this.Invalid([own], 1, value, place, [new ParticipantRoleConfigTest(builder.Text(Column.InstanceId), builder.Text(Column.ContactId), builder.Text(Column.Region), [own])])
                with { IsReportedTogether = isCounted };
        }
    }

    // An open group ends before what does not belong to it. A blank row ends no group.
    private InputResult[] Alone(Func<InputResult> result) => _group is null ? [result()] : [.. Flush(), result()];

    private IEnumerable<InputResult> Group(object value, object input, Row? row, string place, InputContext context)
    {
        var builders = Builders(place, context, builder =>
        {
            if (row is null)
            {
                TimerParser.Put(PSObject.AsPSObject(input), place, builder);
            }
            else
            {
                PutCells(builder, row, value, context);
                TimerParser.Put(row, place, builder);
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

    private ConfigBuilder[] Builders(string place, InputContext context, Action<ConfigBuilder> put)
    {
        var builders = Builders(place, context);
        foreach (var builder in builders)
        {
            put(builder);
            PutProblem(builder, context);
        }

        return builders;
    }

    private ConfigBuilder[] Builders(string place, InputContext context)
    {
        var builders = _commandLine.Builders(place);
        if (context.ScriptBlockValues.Count > 0)
        {
            foreach (var builder in builders)
            {
                foreach (var (column, value) in context.ScriptBlockValues)
                {
                    builder.Put(column, value, $"-{column}");
                }
            }
        }

        return builders;
    }

    private static void PutProblem(ConfigBuilder builder, InputContext context)
    {
        if (context.Problem is { } problem)
        {
            builder.AddProblemOfRow(problem);
        }
    }

    // The account of this module's own objects came from an ARN.
    private void PutCells(ConfigBuilder builder, Row row, object value, InputContext context)
    {
        _hasContactColumn |= row.HasContactColumn;
        var known = Row.ContactOf(value);
        row.PutInto(builder, _regionFromInput || known is not null, context.ScriptBlockValues, isIdContact: !_hasContactColumn);
        builder.PutAccount(known?.Account, "the ARN before");
        builder.Agent ??= value is ContactEvent read ? read.Agent : row.Agent;
    }

    private void PutWideRow(ConfigBuilder builder, Row row, object value, InputContext context)
    {
        PutCells(builder, row, value, context);
        if (value is PSObject { BaseObject: PSCustomObject } selected && selected.TypeNames[0].StartsWith("Selected.ConnectTimers.", StringComparison.Ordinal)
            && builder.HasTimers && !row.Has(Column.UnsetTimers))
        {
            builder.AddProblem(InputProblems.UnsetTimersMissing());
        }

        if (!builder.HasTimers && row[Column.Minutes] is { } minutes)
        {
            // More likely a timer without its role and type than a contact with nothing to set.
            builder.AddProblem(InputProblems.IncompleteTimer($"There are minutes ({DisplayText.Value(minutes)}), but no columns for role and type."));
        }
    }

    // Loops where a query would be shorter: this runs for each row of a file.
    private InputResult Close(ConfigBuilder[] builders, int rows, object? target)
    {
        var configs = new List<ParticipantRoleConfig>(builders.Length);
        var isInvalid = false;
        foreach (var builder in builders)
        {
            if (builder.Build() is { } config) // adds problems for what is missing
            {
                configs.Add(config);
            }

            isInvalid |= builder.IsInvalid;
        }

        if (isInvalid)
        {
            var problems = builders.SelectMany(b => b.Problems).ToList();
            return Invalid(problems, rows, target, builders[0].Place, [.. builders.Select(b => new ParticipantRoleConfigTest(
                b.Text(Column.InstanceId), b.Text(Column.ContactId), b.Text(Column.Region), b.IsInvalid ? [.. b.Problems] : problems))]);
        }

        return Valid(configs, configs.Count == builders.Length ? [] : [.. builders.Where(b => !b.HasTimers).Select(b => b.BuildContact()!)],
            rows, target, builders[0].Place);
    }

    // A config that equals the one before it is sent once.
    private ValidInput Valid(
        List<ParticipantRoleConfig> configs, IReadOnlyList<ChatContact> nothingToSet, int rows, object? target, string place)
    {
        if (configs.Count == 0)
        {
            _previous = null;
        }

        List<ParticipantRoleConfig>? repeated = null;
        for (var i = 0; i < configs.Count;)
        {
            if (configs[i].Equals(_previous))
            {
                (repeated ??= []).Add(configs[i]);
                configs.RemoveAt(i);
            }
            else
            {
                _previous = configs[i++];
            }
        }

        return new ValidInput(rows, place, configs, nothingToSet, repeated ?? (IReadOnlyList<ParticipantRoleConfig>)[],
            configs.Count == 0 && repeated is not null ? $"{ConfigBuilder.LabelOf(repeated[0].ContactId, place)} repeats the row before it and is sent once." : null, target);
    }

    private InvalidInput Invalid(
        IReadOnlyList<Problem> problems, int rows, object? target, string place, IReadOnlyList<ParticipantRoleConfigTest>? contacts = null)
    {
        _previous = null;
        return new InvalidInput(rows, place, problems, contacts ?? [new ParticipantRoleConfigTest(null, null, null, problems)], target);
    }

    // What belongs to one input besides its cells: values from script blocks, and a problem that was found before.
    private sealed class InputContext(IReadOnlyList<ColumnValue> scriptBlockValues, Problem? problem = null)
    {
        public static InputContext None { get; } = new([]);

        public IReadOnlyList<ColumnValue> ScriptBlockValues => scriptBlockValues;

        public Problem? Problem => problem;
    }
}
