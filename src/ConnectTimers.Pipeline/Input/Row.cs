using System.Collections;
using System.Data;
using System.Globalization;
using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>The cells of a row, an object or a hashtable, by the meaning of their names.</summary>
internal sealed class Row
{
    private readonly List<(Column Column, ColumnHeader Header, object? Value)> _cells;
    private List<ColumnHeader>? _lookalikes;
    private List<(string Name, object? Value)>? _others; // columns without a meaning, which tell outcomes and invalid timers apart

    private Row(int capacity = 0) => _cells = new(capacity);

    /// <summary>A row without cells.</summary>
    public static Row Empty { get; } = new();

    /// <summary>The cells whose names have a meaning, in their order.</summary>
    public IReadOnlyList<(Column Column, ColumnHeader Header, object? Value)> Cells => _cells;

    /// <summary>The columns without a meaning that resemble one, and must not be ignored; empty for most rows.</summary>
    public IReadOnlyList<ColumnHeader> Lookalikes => _lookalikes is null ? [] : _lookalikes.FindAll(h => h.Lookalike!.Matters(c => c == Column.ContactId ? HasContactColumn : Has(c)));

    /// <summary>The name of the only column, if it is a whole header: the row was read with another delimiter than it has. Otherwise null.</summary>
    public string? HeaderInOneColumn => _cells.Count == 0 && _others is { Count: 1 } && FileLine.FindDelimiter(_others[0].Name) is not null ? _others[0].Name : null;

    /// <summary>Whether a name of it has a meaning, or resembles one that has.</summary>
    public bool HasMeaning => _cells.Count > 0 || MayHaveSharedProblem;

    /// <summary>Whether there may be <see cref="Lookalikes"/> or a <see cref="HeaderInOneColumn"/>.</summary>
    public bool MayHaveSharedProblem => _lookalikes is not null || HeaderInOneColumn is not null;

    /// <summary>Whether every cell is blank, including those whose names have no meaning.</summary>
    public bool IsBlank { get; private set; } = true;

    /// <summary>Whether this is an outcome, live or read back from a file, with the status Accepted.</summary>
    public bool IsAcceptedOutcome => HasOther(nameof(ParticipantRoleOutcome.Attempts)) && IsStatus(OutcomeStatus.Accepted);

    /// <summary>The reason of an <see cref="InvalidTimer"/> that was read back from a file; null for every other row.</summary>
    public string? InvalidTimerReason => HasOther(nameof(InvalidTimer.Place)) && HasOther(nameof(InvalidTimer.RecommendedAction))
        ? Other(nameof(InvalidTimer.Reason)) as string
        : null;

    /// <summary>Whether the object may be an event of a contact, or a batch of them.</summary>
    public bool MayBeEvent { get; private set; }

    /// <summary>Whether a column holds a secret.</summary>
    public bool HasSecret { get; private set; }

    /// <summary>What the row says about the chat's agent; null for nothing.</summary>
    public AgentPresence? Agent { get; private set; }

    /// <summary>The reason of an <see cref="InvalidRow"/> that was read back from a file, or of an invalid outcome; null for every other row.</summary>
    public string? InvalidReason =>
        HasOther(nameof(InvalidRow.Problems)) && HasOther(nameof(InvalidRow.RecommendedAction)) && HasOther(nameof(InvalidRow.InputPosition))
        && (!HasOther(nameof(ParticipantRoleOutcome.Attempts)) || IsStatus(OutcomeStatus.Invalid))
            ? Text(Other(nameof(InvalidRow.Problems)))
            : null;

    /// <summary>The first cell of that meaning that is not blank; null when there is none.</summary>
    public object? this[Column column]
    {
        get
        {
            foreach (var cell in _cells)
            {
                if (cell.Column == column && !ConfigBuilder.IsBlank(cell.Value))
                {
                    return cell.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Whether there is a cell of that meaning, blank or not.</summary>
    public bool Has(Column column)
    {
        foreach (var cell in _cells)
        {
            if (cell.Column == column)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether there is a column of the contact besides Id; the ARN of a search result does not count, because it comes with an Id.</summary>
    public bool HasContactColumn => _cells.Exists(c => c.Column == Column.ContactId && !IsArn(c.Header.Name));

    /// <summary>Creates a row of parameter values.</summary>
    /// <param name="cells">The meaning, the parameter's name with its hyphen, and the value of each.</param>
    public static Row OfParameters(params (Column Column, string Name, object? Value)[] cells)
    {
        var row = new Row();
        row._cells.AddRange(cells.Where(c => c.Value is not null).Select(c => (c.Column, ColumnHeader.Of(c.Name), c.Value)));
        return row;
    }

    /// <summary>Appends the cells of another row.</summary>
    public void AddAll(Row? other)
    {
        if (other is not null)
        {
            _cells.AddRange(other._cells);
        }
    }

    /// <summary>Adds the ids, the Region and the wide timers to a builder; <see cref="TimerParser"/> reads the columns of a row with one timer.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="useRegion">Whether a column Region is used.</param>
    /// <param name="except">Columns that script blocks replace.</param>
    /// <param name="isIdContact">Whether Id is the contact where no other column is. It is not if an earlier row had such a column: then it numbers the rows.</param>
    public void PutInto(ConfigBuilder builder, bool useRegion = false, IReadOnlyList<ColumnValue>? except = null, bool isIdContact = true)
    {
        // Id comes last: it is the contact only where no other column is, blank or not.
        Put(isId: false);
        if (isIdContact && !HasContactColumn)
        {
            Put(isId: true);
        }

        void Put(bool isId)
        {
            foreach (var (column, header, cell) in _cells)
            {
                if ((column == Column.Id) != isId)
                {
                    continue;
                }

                if (cell is ScriptBlock)
                {
                    builder.AddProblem(InputProblems.ScriptBlockAsValue(header.Name));
                }
                else if ((useRegion || column != Column.Region) && (except is not { Count: > 0 } || !Has(except, isId ? Column.ContactId : column)))
                {
                    builder.Put(column, cell, header.Source);
                }
            }
        }
    }

    private static bool Has(IReadOnlyList<ColumnValue> values, Column column) => values.Any(v => v.Column == column);

    /// <summary>Whether this is a line of a journal that is about a run and not about a chat.</summary>
    public static bool IsJournalEvent(FileRow? row, PSObject? input) => row is not null
        ? row.Cells.Count > 1 && row.Cells[0].Key == "Time" && row.Cells[1].Key == "Event"
        : input?.BaseObject is PSCustomObject && input.Properties["Event"] is not null && input.Properties["RunId"] is not null && input.Properties["Status"] is null;

    /// <summary>Reads an object's properties or a hashtable's entries.</summary>
    /// <param name="input">The object.</param>
    /// <param name="columns">The meanings of its names; null for those of the table of names.</param>
    /// <returns>Null when no name has a meaning or resembles one that has, and it cannot be an event.</returns>
    public static Row? Of(PSObject input, ColumnMap? columns = null) => Read(input, columns ?? ColumnMap.None).OrNull();

    /// <summary>Reads the cells of a row of a file.</summary>
    /// <param name="input">The row.</param>
    /// <param name="columns">The meanings of its columns.</param>
    /// <returns>Null when no name has a meaning or resembles one that has.</returns>
    public static Row? Of(FileRow input, ColumnMap columns)
    {
        var row = new Row(input.Cells.Count);
        for (var i = 0; i < input.Cells.Count; i++)
        {
            if (input.Cells[i] is { Key.Length: > 0 } cell)
            {
                row.Add(columns.Find(cell.Key), cell.Value);
            }
        }

        return row.OrNull();
    }

    /// <summary>The names and values of an object's properties, a hashtable's entries, or a DataRow's columns.</summary>
    public static IEnumerable<(string Name, object? Value)> CellsOf(PSObject input)
    {
        switch (input.BaseObject)
        {
            case IDictionary entries:
                foreach (DictionaryEntry entry in entries)
                {
                    yield return (entry.Key.ToString(), entry.Value);
                }

                break;
            case DataRow row: // its columns only: properties such as RowState are never blank
                foreach (DataColumn column in row.Table.Columns)
                {
                    yield return (column.ColumnName, row[column]);
                }

                break;
            default:
                foreach (var property in input.Properties)
                {
                    yield return (property.Name, ValueOf(property));
                }

                break;
        }
    }

    /// <summary>A property's value; null when its getter throws. If it was one of ours, the missing value is reported.</summary>
    public static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    /// <summary>The object inside a PSObject; a custom object has none and is returned as it is.</summary>
    public static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    /// <summary>The contact of one of this module's own objects; null for every other object, and for an outcome without ids.</summary>
    public static ChatContact? ContactOf(object value) => value switch
    {
        ChatContact contact => contact,
        ParticipantRoleConfig config => config.GetContact(),
        ParticipantRoleOutcome outcome => outcome.GetContact(),
        FoundChat chat => chat.GetContact(),
        DescribedChat chat => chat.GetContact(),
        ContactEvent contactEvent => contactEvent.GetContact(),
        JournalContact contact => contact.GetContact(),
        JournalEntry entry => entry.GetContact(),
        _ => null,
    };

    private static Row Read(PSObject input, ColumnMap columns)
    {
        var row = new Row();
        foreach (var (name, value) in CellsOf(input))
        {
            row.Add(columns.Find(name), value);
        }

        return row;
    }

    private Row? OrNull() => HasMeaning || MayBeEvent ? this : null;

    private void Add(ColumnHeader header, object? value)
    {
        var name = header.Name;
        MayBeEvent |= header.IsEventMarker;
        HasSecret |= header.IsSecret;
        Agent = header.IsAgent ? AgentColumn.Read(value) : Agent;
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (bare is not (null or string) && name.Equals("TimerValue", StringComparison.OrdinalIgnoreCase))
        {
            AddTimerValue(PSObject.AsPSObject(value));
        }
        else if (bare is not PSCustomObject)
        {
            IsBlank &= ConfigBuilder.IsBlank(bare) || bare is ICollection { Count: 0 } or IReadOnlyCollection<string> { Count: 0 };

            // Arn is a name of many things; a contact's ARN has its instance and Region in it.
            if (bare is string arn && IsArn(name) && ConnectArn.Parse(arn)?.ResourceId is not null)
            {
                _cells.Add((Column.ContactId, header, bare));
            }

            // Processes and jobs have an Id too; a contact's is text.
            else if (header.Column is { } column && (column != Column.Id || bare is string or null))
            {
                _cells.Add((column, header, column == Column.UnsetTimers ? Text(bare) : bare));
            }
            else
            {
                (_others ??= []).Add((name, bare));
                if (header.Lookalike is not null)
                {
                    (_lookalikes ??= []).Add(header);
                }
            }
        }
    }

    // Export-Csv and CLIXML keep the name of the status, ConvertTo-Json its number.
    private bool IsStatus(OutcomeStatus status) =>
        Convert.ToString(Other(nameof(ParticipantRoleOutcome.Status)), CultureInfo.InvariantCulture) is { } text
        && (text == status.ToString() || text == status.ToString("D"));

    // A list from CLIXML or JSON, or the text of one from CSV.
    private static string Text(object? messages) => messages is IEnumerable list and not string
        ? string.Join(" ", list.Cast<object?>())
        : Convert.ToString(messages, CultureInfo.InvariantCulture) ?? "";

    private static bool IsArn(string name) => name.Equals("Arn", StringComparison.OrdinalIgnoreCase);

    private object? Other(string name) => IndexOfOther(name) is var index and >= 0 ? _others![index].Value : null;

    private bool HasOther(string name) => IndexOfOther(name) >= 0;

    // Loops, here and above: they run for each row of a file.
    private int IndexOfOther(string name)
    {
        for (var i = 0; i < (_others?.Count ?? 0); i++)
        {
            if (_others![i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    // The API's union of a duration or an action, as the SDK's ParticipantTimerConfiguration and the AWS CLI's JSON have it.
    private void AddTimerValue(PSObject union)
    {
        var inner = Read(union, ColumnMap.None);

        // In version 3 of the SDK a duration that is not set is 0.
        var hasAction = !ConfigBuilder.IsBlank(inner[Column.Unset]);
        _cells.AddRange(inner._cells.Where(c => !(hasAction && c.Column == Column.Minutes && c.Value is 0)));
        IsBlank &= inner.IsBlank;
    }
}
