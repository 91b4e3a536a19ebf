using System.Collections;
using System.Data;
using System.Management.Automation;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Input;

/// <summary>The cells of a row, an object or a hashtable, by what their names mean.</summary>
internal sealed class Row
{
    private readonly List<(Column Column, ColumnHeader Header, object? Value)> _cells = [];
    private List<(string Name, object? Value)>? _others; // what means nothing to a timer but tells our own objects apart

    /// <summary>A row without cells.</summary>
    public static Row Empty { get; } = new();

    /// <summary>The cells that mean something, in their order.</summary>
    public IReadOnlyList<(Column Column, ColumnHeader Header, object? Value)> Cells => _cells;

    /// <summary>Whether every cell is blank, also those that mean nothing here.</summary>
    public bool IsBlank { get; private set; } = true;

    /// <summary>Whether this is an outcome of ours, live or read back from a file, that the service had accepted.</summary>
    public bool IsAcceptedOutcome =>
        Other(nameof(ParticipantRoleOutcome.Status)) is nameof(OutcomeStatus.Accepted) && HasOther(nameof(ParticipantRoleOutcome.Attempts));

    /// <summary>The reason of a refused timer of ours that was read back from a file; null for every other row.</summary>
    public string? RefusalReason => HasOther(nameof(InvalidTimer.Place)) && HasOther(nameof(InvalidTimer.RecommendedAction))
        ? Other(nameof(InvalidTimer.Reason)) as string
        : null;

    /// <summary>The first cell of that meaning that is not blank; null when there is none.</summary>
    public object? this[Column column] => _cells.Find(c => c.Column == column && !ConfigBuilder.IsBlank(c.Value)).Value;

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

    /// <summary>The cells of what was typed; a name is a parameter's, with its hyphen.</summary>
    public static Row Typed(params (Column Column, string Name, object? Value)[] cells)
    {
        var row = new Row();
        row._cells.AddRange(cells.Select(c => (c.Column, ColumnHeader.Of(c.Name), c.Value)));
        return row;
    }

    /// <summary>Adds the cells of another row behind these.</summary>
    public void AddAll(Row? other)
    {
        if (other is not null)
        {
            _cells.AddRange(other._cells);
        }
    }

    /// <summary>Puts the ids, the Region and the wide timers into a builder; the columns of a row of one timer are <see cref="TimerShape"/>'s.</summary>
    /// <param name="builder">Where they go.</param>
    /// <param name="regionCounts">Whether a column Region may say where the call goes.</param>
    /// <param name="except">Columns that something else has spoken for.</param>
    public void PutInto(ConfigBuilder builder, bool regionCounts = false, IReadOnlyDictionary<Column, object?>? except = null)
    {
        // Id last: it counts only where no other column names the contact.
        Put(isId: false);
        Put(isId: true);

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
                    builder.Refuse(InputProblems.ScriptBlockAsValue(header.Name));
                }
                else if ((regionCounts || column != Column.Region) && except?.ContainsKey(isId ? Column.ContactId : column) != true)
                {
                    builder.Put(column, cell, header.Source);
                }
            }
        }
    }

    /// <summary>Reads an object's properties or a hashtable's entries.</summary>
    /// <returns>Null when none of their names means anything.</returns>
    public static Row? Of(PSObject input)
    {
        var row = new Row();
        row.AddAll(input);
        return row._cells.Count == 0 ? null : row;
    }

    /// <summary>Reads the cells of a row of a file.</summary>
    /// <returns>Null when none of their names means anything.</returns>
    public static Row? Of(FileRow input)
    {
        var row = new Row();
        foreach (var cell in input.Cells)
        {
            if (cell.Key.Length > 0)
            {
                row.Add(cell.Key, cell.Value);
            }
        }

        return row._cells.Count == 0 ? null : row;
    }

    private void AddAll(PSObject input)
    {
        switch (input.BaseObject)
        {
            case IDictionary entries:
                foreach (DictionaryEntry entry in entries)
                {
                    Add(entry.Key.ToString(), entry.Value);
                }

                break;
            case DataRow row: // its columns only: RowState and the like are never blank
                foreach (DataColumn column in row.Table.Columns)
                {
                    Add(column.ColumnName, row[column]);
                }

                break;
            default:
                foreach (var property in input.Properties)
                {
                    Add(property.Name, ValueOf(property));
                }

                break;
        }
    }

    /// <summary>
    /// A property's value. One that cannot be read says nothing; when it was one of ours, its absence is what gets reported.
    /// </summary>
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

    private void Add(string name, object? value)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (bare is not (null or string) && name.Equals("TimerValue", StringComparison.OrdinalIgnoreCase))
        {
            AddTimerValue(PSObject.AsPSObject(value));
        }
        else if (bare is not PSCustomObject)
        {
            IsBlank &= ConfigBuilder.IsBlank(bare);

            // Arn is one as well, and anybody's; that of a contact has its instance and its Region.
            if (name.Equals("Arn", StringComparison.OrdinalIgnoreCase) && bare is string arn && ConnectArn.Parse(arn)?.ResourceId is not null)
            {
                _cells.Add((Column.ContactId, ColumnHeader.Of(name), bare));
            }

            // Id is a common name: of a process, of a job. A contact's is text.
            else if (ColumnHeader.Of(name) is { Column: { } column } header && (column != Column.Id || bare is string or null))
            {
                _cells.Add((column, header, bare));
            }
            else
            {
                (_others ??= []).Add((name, bare));
            }
        }
    }

    private object? Other(string name) => _others?.Find(o => o.Name == name).Value;

    private bool HasOther(string name) => _others?.Exists(o => o.Name == name) == true;

    // The API's union, as the SDK's ParticipantTimerConfiguration and the CLI's JSON have it: a duration or an action inside.
    private void AddTimerValue(PSObject union)
    {
        var inner = new Row();
        inner.AddAll(union);

        // In the SDK's version 3 a duration that nobody set is 0.
        var hasAction = !ConfigBuilder.IsBlank(inner[Column.Unset]);
        _cells.AddRange(inner._cells.Where(c => !(hasAction && c.Column == Column.Minutes && c.Value is 0)));
        IsBlank &= inner.IsBlank;
    }
}
