using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>
/// Builds a config from values of the command line and of rows, in any order, each with its source. Collects every problem, not only the
/// first, and builds nothing while there is one.
/// </summary>
internal sealed class ConfigBuilder
{
    private readonly TimerCell?[] _timers = new TimerCell?[TimerKinds.All.Count];
    private readonly string _place;
    private TextCell? _instance;
    private TextCell? _contact;
    private TextCell? _region;
    private TextCell? _account;
    private bool _isInstanceInvalid;
    private bool _isContactInvalid;
    private List<Problem>? _problems;
    private List<Problem>? _mergedProblems; // of merged builders: these name their place already

    /// <summary>Creates an empty builder.</summary>
    /// <param name="place">Where the values come from, <c>row 7</c>; empty for the command line.</param>
    public ConfigBuilder(string place = "") => _place = place;

    /// <summary>Where the values come from, <c>row 7</c>; empty for the command line.</summary>
    public string Place => _place;

    /// <summary>Whether there is a problem.</summary>
    public bool IsInvalid => ProblemCount > 0;

    /// <summary>The number of problems so far.</summary>
    public int ProblemCount => (_problems?.Count ?? 0) + (_mergedProblems?.Count ?? 0);

    /// <summary>Whether there is a timer.</summary>
    public bool HasTimers => Array.Exists(_timers, t => t is not null);

    /// <summary>The problems, each starting with the contact and the place.</summary>
    public IEnumerable<Problem> Problems => (_problems ?? []).Select(p => p.At(Label)).Concat(_mergedProblems ?? []);

    /// <summary><c>contact 'c-1' (row 7)</c>, as far as it is known.</summary>
    public string Label => LabelOf(_contact?.Text, _place);

    /// <summary>The id or Region that the builder has; null when it has none.</summary>
    /// <param name="column">InstanceId, ContactId or Region.</param>
    public string? Text(Column column) => Slot(column)?.Text;

    /// <summary>The account of the instance, 12 digits; null when no ARN names it.</summary>
    public string? Account => _account?.Text;

    /// <summary>What the input says about the chat's agent; null for nothing.</summary>
    public AgentPresence? Agent { get; set; }

    /// <summary>Whether a value is null, DBNull or blank text.</summary>
    public static bool IsBlank(object? cell) => cell is null or DBNull || string.IsNullOrWhiteSpace(cell as string ?? "x");

    /// <summary><c>contact 'c-1' (row 7)</c>.</summary>
    /// <param name="contactId">Null when it is not known.</param>
    /// <param name="place">Empty for the command line.</param>
    public static string LabelOf(string? contactId, string place) => (contactId, place) switch
    {
        (null, _) => place,
        (_, "") => "contact " + DisplayText.Value(contactId),
        _ => $"contact {DisplayText.Value(contactId)} ({place})",
    };

    /// <summary>Adds a problem.</summary>
    public void AddProblem(Problem problem) => (_problems ??= []).Add(problem);

    /// <summary>Adds a problem of the row as a whole. An id that it does not have is no problem of its own then.</summary>
    public void AddProblemOfRow(Problem problem)
    {
        _isInstanceInvalid = _isContactInvalid = true;
        AddProblem(problem);
    }

    /// <summary>Adds one cell. A blank adds nothing; a second value for the same column must equal the first.</summary>
    /// <param name="column">An id, the Region, or one of the four timers; <see cref="TimerParser"/> reads the columns of a row with one timer.</param>
    /// <param name="cell">The value.</param>
    /// <param name="source">Where it comes from, for a message: <c>-ContactId</c>, <c>column 'Contact ID'</c>.</param>
    public void Put(Column column, object? cell, string source)
    {
        if (IsBlank(cell))
        {
            return;
        }

        if (Columns.Timer(column) is { } kind)
        {
            if (TimerValue.Read(cell!) is { } value)
            {
                PutTimerCell(column, kind, value, source);
            }
            else
            {
                AddProblem(InputProblems.InvalidTimerValue(column.ToString(), cell!));
            }

            return;
        }

        var text = cell!.ToString().Trim();
        switch (column)
        {
            case Column.InstanceId or Column.ContactId:
                PutId(column, text, source);
                break;
            case Column.Id when _contact is null && text.All(char.IsDigit):
                _isContactInvalid = true;
                AddProblem(InputProblems.RowNumber(text));
                break;
            case Column.Id when _contact is null:
                PutId(Column.ContactId, text, source);
                break;
            case Column.UnsetTimers:
                PutUnset(text, source);
                break;
            case Column.Region when ChatContact.IsRegion(text):
                PutText(column, text, source);
                break;
            case Column.Region:
                AddProblem(InputProblems.InvalidRegion(text));
                break;
        }
    }

    /// <summary>Adds one timer; a second of the same kind must have the same value.</summary>
    public void PutTimer(TimerKind kind, TimerValue value, string source)
    {
        if (AddOrFindOther(kind, value, source) is { } first)
        {
            AddProblem(InputProblems.DuplicateTimer(kind, first.Value, first.Source, value, source));
        }
    }

    /// <summary>Adds the account of the instance; a second one must equal the first.</summary>
    /// <param name="account">12 digits; null adds nothing.</param>
    /// <param name="source">Where it comes from, for a message.</param>
    public void PutAccount(string? account, string source)
    {
        if (account is null)
        {
            return;
        }

        if (_account is not { } first)
        {
            _account = new TextCell(account, source);
        }
        else if (first.Text != account)
        {
            AddProblem(InputProblems.ConflictingAccounts(first.Text, first.Source, account, source));
        }
    }

    /// <summary>Adds the ids, Region and account of a contact, which are valid and are not parsed again.</summary>
    public void Put(ChatContact contact)
    {
        PutText(Column.InstanceId, contact.InstanceId, Source(Column.InstanceId));
        PutText(Column.ContactId, contact.ContactId, Source(Column.ContactId));
        if (contact.Region is { } region)
        {
            PutText(Column.Region, region, Source(Column.Region));
        }

        PutAccount(contact.Account, "the ARN before");
    }

    /// <summary>Adds the values of a config, which are valid and are not parsed again.</summary>
    public void Put(ParticipantRoleConfig config)
    {
        Put(config.GetContact());
        Agent ??= config.Agent;
        foreach (var timer in config.GetTimers())
        {
            var column = Columns.Of(timer.Kind);
            PutTimerCell(column, timer.Kind, timer.Value, Source(column));
        }
    }

    /// <summary>Merges another builder of the same contact; values that both have must be equal.</summary>
    public void Put(ConfigBuilder other)
    {
        foreach (var column in (Column[])[Column.InstanceId, Column.ContactId, Column.Region])
        {
            if (other.Slot(column) is { } text)
            {
                PutText(column, text.Text, text.Source);
            }
        }

        PutAccount(other._account?.Text, other._account?.Source ?? "");
        Agent ??= other.Agent;
        foreach (var kind in TimerKinds.All)
        {
            if (other._timers[(int)kind] is { } timer)
            {
                PutTimer(kind, timer.Value, timer.Source);
            }
        }

        if (other.IsInvalid)
        {
            (_mergedProblems ??= []).AddRange(other.Problems);
        }
    }

    /// <summary>Builds the contact; adds a problem for each missing id.</summary>
    /// <returns>Null when there is a problem.</returns>
    public ChatContact? BuildContact()
    {
        // An id that is there but invalid has its own problem.
        if (_instance is null && !_isInstanceInvalid)
        {
            AddProblem(InputProblems.MissingId(Column.InstanceId));
        }

        if (_contact is null && !_isContactInvalid)
        {
            AddProblem(InputProblems.MissingId(Column.ContactId));
        }

        return IsInvalid ? null : new ChatContact(_instance!.Text, _contact!.Text, _region?.Text, Account);
    }

    /// <summary>Builds the config.</summary>
    /// <returns>Null when there is a problem, or no timer.</returns>
    public ParticipantRoleConfig? Build() => BuildContact() is { } contact && HasTimers
        ? ParticipantRoleConfig.Of(contact, Array.ConvertAll(_timers, t => t?.Value), _place.Length == 0 ? null : _place, Agent)
        : null;

    /// <summary>Builds the one timer of a builder that has one timer and no problem.</summary>
    public ParticipantTimer BuildTimer()
    {
        var kind = (TimerKind)Array.FindIndex(_timers, t => t is not null);
        return new ParticipantTimer(kind, _timers[(int)kind]!.Value, _instance?.Text, _contact?.Text, _region?.Text, Account);
    }

    private static string Source(Column column) => ColumnHeader.Of(column.ToString()).Source;

    private ref TextCell? Slot(Column column)
    {
        switch (column)
        {
            case Column.InstanceId:
                return ref _instance;
            case Column.ContactId:
                return ref _contact;
            case Column.Region:
                return ref _region;
            default:
                throw new ArgumentOutOfRangeException(nameof(column));
        }
    }

    private void PutId(Column column, string text, string source)
    {
        var id = IdText.Normalize(text, isContact: column == Column.ContactId);
        if (id.Length == 0)
        {
            return; // nothing but quotes or invisible characters
        }

        if (ConnectArn.LooksLikeOne(id))
        {
            PutArn(column, id, source);
        }
        else if (IdText.FaultOf(id, MaxLength(column)) is { } fault)
        {
            _isInstanceInvalid |= column == Column.InstanceId;
            _isContactInvalid |= column == Column.ContactId;
            AddProblem(InputProblems.InvalidId(column.ToString(), text, fault.Reason, fault.Action));
        }
        else
        {
            PutText(column, id, source);
        }
    }

    private void PutArn(Column column, string text, string source)
    {
        var arn = ConnectArn.Parse(text);
        if (arn is null || IdText.FaultOf(arn.InstanceId, ChatContact.MaxInstanceIdLength) is not null
            || (column == Column.ContactId && arn.ResourceId is null)
            || (arn.ResourceId is { } contact && IdText.FaultOf(contact, ChatContact.MaxContactIdLength) is not null))
        {
            // The ARN may have been meant for both ids.
            _isInstanceInvalid = _isContactInvalid = true;
            AddProblem(InputProblems.InvalidArn(column.ToString(), text));
            return;
        }

        source = $"the ARN in {source}";
        PutText(Column.InstanceId, IdText.Normalize(arn.InstanceId), source);
        PutText(Column.Region, arn.Region, source);
        PutAccount(arn.Account, source);
        if (arn.ResourceId is { } contactId)
        {
            PutText(Column.ContactId, IdText.Normalize(contactId), source);
        }
    }

    private static int MaxLength(Column column) => column == Column.InstanceId ? ChatContact.MaxInstanceIdLength : ChatContact.MaxContactIdLength;

    private void PutText(Column column, string text, string source)
    {
        ref var slot = ref Slot(column);
        if (slot is not { } first)
        {
            slot = new TextCell(text, source);
        }
        else if (first.Text != text)
        {
            AddProblem(InputProblems.Conflicting(column, first.Text, first.Source, text, source));
        }
    }

    private void PutTimerCell(Column column, TimerKind kind, TimerValue value, string source)
    {
        if (AddOrFindOther(kind, value, source) is { } first)
        {
            AddProblem(InputProblems.Conflicting(column, first.Value.Cell, first.Source, value.Cell, source));
        }
    }

    private void PutUnset(string names, string source)
    {
        foreach (var name in names.Split([',', ';', ' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Columns.Find(name) is { } column && Columns.Timer(column) is { } kind)
            {
                PutTimerCell(column, kind, TimerValue.Unset, source);
            }
            else
            {
                AddProblem(InputProblems.UnknownTimer(name));
            }
        }
    }

    // Returns the earlier value when it is a different one.
    private TimerCell? AddOrFindOther(TimerKind kind, TimerValue value, string source)
    {
        if (_timers[(int)kind] is { } first)
        {
            return first.Value == value ? null : first;
        }

        _timers[(int)kind] = new TimerCell(value, source);
        return null;
    }

    private sealed record TextCell(string Text, string Source);

    private sealed record TimerCell(TimerValue Value, string Source);
}
