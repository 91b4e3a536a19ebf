namespace ConnectTimers.Parsing;

/// <summary>
/// A config while it is being read: values come in from the command line and from rows, in any order, each with its source. It
/// notes everything that is wrong, not only the first thing, and builds a config only when nothing is.
/// </summary>
public sealed class ConfigBuilder
{
    // The columns of ids and of the Region come first.
    private readonly (string Text, string Source)?[] _texts = new (string, string)?[(int)Column.Region + 1];
    private readonly (TimerValue Value, string Source)?[] _timers = new (TimerValue, string)?[TimerKinds.All.Count];
    private List<Problem>? _problems;
    private List<Problem>? _others; // those of builders taken in: their places are in them already
    private readonly string _place;

    /// <summary>An empty builder.</summary>
    /// <param name="place">Where it is read from, <c>row 7</c>; blank for the command line alone.</param>
    public ConfigBuilder(string place = "") => _place = place;

    /// <summary>Whether anything is wrong.</summary>
    public bool IsRefused => ProblemCount > 0;

    /// <summary>How many things are wrong so far.</summary>
    public int ProblemCount => (_problems?.Count ?? 0) + (_others?.Count ?? 0);

    /// <summary>Whether there is a timer.</summary>
    public bool HasTimers => Array.Exists(_timers, t => t is not null);

    /// <summary>What is wrong, each with the contact and the place in front.</summary>
    public IEnumerable<Problem> Problems => (_problems ?? []).Select(p => p.At(Label)).Concat(_others ?? []);

    /// <summary><c>contact 'c-1' (row 7)</c>, as far as it is known.</summary>
    public string Label => (Text(Column.ContactId), _place) switch
    {
        (null, var place) => place,
        ({ } contact, "") => "contact " + DisplayText.Value(contact),
        ({ } contact, var place) => $"contact {DisplayText.Value(contact)} ({place})",
    };

    /// <summary>The text that a column has been given so far, or null.</summary>
    public string? Text(Column column) => _texts[(int)column]?.Text;

    /// <summary>Whether a value says nothing: null, DBNull, or blanks.</summary>
    public static bool IsBlank(object? cell) => cell is null or DBNull || string.IsNullOrWhiteSpace(cell as string ?? "x");

    /// <summary>Notes something wrong.</summary>
    public void Refuse(Problem problem) => (_problems ??= []).Add(problem);

    /// <summary>Takes one cell in. A blank says nothing; a second value for the same column must agree with the first.</summary>
    /// <param name="column">An id, the Region, or one of the four timers; the columns of a long row are read by the caller.</param>
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
            PutTimerCell(column, kind, cell!, source);
            return;
        }

        var text = cell!.ToString().Trim();
        switch (column)
        {
            case Column.InstanceId:
                PutId(column, text, ChatContact.MaxInstanceIdLength, source);
                break;
            case Column.ContactId:
                PutId(column, text, ChatContact.MaxContactIdLength, source);
                break;
            case Column.Id when Text(Column.ContactId) is null:
                PutId(Column.ContactId, text, ChatContact.MaxContactIdLength, source);
                break;
            case Column.Region when ChatContact.IsRegion(text):
                PutText(column, text, source);
                break;
            case Column.Region:
                Refuse(InputProblems.InvalidRegion(text));
                break;
        }
    }

    /// <summary>Takes one timer in; a second of the same kind must say the same.</summary>
    public void PutTimer(TimerKind kind, TimerValue value, string source)
    {
        if (AddOrFindOther(kind, value, source) is { } first)
        {
            Refuse(InputProblems.DuplicateTimer(kind, first.Value, first.Source, value, source));
        }
    }

    /// <summary>Takes in another builder of the same contact; what both have must agree.</summary>
    public void Put(ConfigBuilder other)
    {
        for (var i = 0; i < _texts.Length; i++)
        {
            if (other._texts[i] is { } text)
            {
                PutText((Column)i, text.Text, text.Source);
            }
        }

        foreach (var kind in TimerKinds.All)
        {
            if (other._timers[(int)kind] is { } timer)
            {
                PutTimer(kind, timer.Value, timer.Source);
            }
        }

        if (other.IsRefused)
        {
            (_others ??= []).AddRange(other.Problems);
        }
    }

    /// <summary>The chat, once both ids are there; notes the missing one.</summary>
    public ChatContact? BuildContact()
    {
        Need(Column.InstanceId);
        Need(Column.ContactId);
        return IsRefused ? null : new ChatContact(Text(Column.InstanceId)!, Text(Column.ContactId)!, Text(Column.Region));
    }

    /// <summary>The config, when nothing is wrong and there is a timer.</summary>
    public ParticipantRoleConfig? Build() => BuildContact() is { } contact && HasTimers
        ? new ParticipantRoleConfig(contact, Timers())
        : null;

    /// <summary>The one timer of a builder that has one and no problem.</summary>
    public ParticipantTimer BuildTimer()
    {
        var timer = Timers().Single();
        return new ParticipantTimer(timer.Key, timer.Value, Text(Column.InstanceId), Text(Column.ContactId), Text(Column.Region));
    }

    private IEnumerable<KeyValuePair<TimerKind, TimerValue>> Timers()
    {
        foreach (var kind in TimerKinds.All)
        {
            if (_timers[(int)kind] is { } timer)
            {
                yield return new KeyValuePair<TimerKind, TimerValue>(kind, timer.Value);
            }
        }
    }

    private void Need(Column column)
    {
        // A refused id has its own complaint already.
        if (Text(column) is null && _problems?.Exists(p => p.ErrorId == "Invalid" + column || p.ErrorId == nameof(InputProblems.InvalidArn)) != true)
        {
            Refuse(InputProblems.MissingId(column));
        }
    }

    private void PutId(Column column, string text, int maxLength, string source)
    {
        if (ConnectArn.LooksLikeOne(text))
        {
            PutArn(column, text, source);
        }
        else if (ChatContact.IsId(text, maxLength))
        {
            PutText(column, text, source);
        }
        else
        {
            Refuse(InputProblems.InvalidId(column.ToString(), text, maxLength));
        }
    }

    private void PutArn(Column column, string text, string source)
    {
        var arn = ConnectArn.Parse(text);
        if (arn is null || !ChatContact.IsId(arn.InstanceId, ChatContact.MaxInstanceIdLength)
            || (column == Column.ContactId && arn.ResourceId is null)
            || (arn.ResourceId is { } contact && !ChatContact.IsId(contact, ChatContact.MaxContactIdLength)))
        {
            Refuse(InputProblems.InvalidArn(column.ToString(), text));
            return;
        }

        source = $"the ARN in {source}";
        PutText(Column.InstanceId, arn.InstanceId, source);
        PutText(Column.Region, arn.Region, source);
        if (arn.ResourceId is { } contactId)
        {
            PutText(Column.ContactId, contactId, source);
        }
    }

    private void PutText(Column column, string text, string source)
    {
        if (_texts[(int)column] is not { } first)
        {
            _texts[(int)column] = (text, source);
        }
        else if (first.Text != text)
        {
            Refuse(InputProblems.Conflicting(column, first.Text, first.Source, text, source));
        }
    }

    private void PutTimerCell(Column column, TimerKind kind, object cell, string source)
    {
        if (!TimerValue.TryRead(cell, out var value))
        {
            Refuse(InputProblems.InvalidTimerValue(column.ToString(), cell));
        }
        else if (AddOrFindOther(kind, value, source) is { } first)
        {
            Refuse(InputProblems.Conflicting(column, first.Value.Cell, first.Source, value.Cell, source));
        }
    }

    // The value that is there already and says something else; null when there is none.
    private (TimerValue Value, string Source)? AddOrFindOther(TimerKind kind, TimerValue value, string source)
    {
        if (_timers[(int)kind] is { } first)
        {
            return first.Value == value ? null : first;
        }

        _timers[(int)kind] = (value, source);
        return null;
    }
}
