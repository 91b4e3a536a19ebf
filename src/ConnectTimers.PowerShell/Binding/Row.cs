using System.Collections;
using System.Management.Automation;
using ConnectTimers.Recognition;

namespace ConnectTimers.PowerShell.Binding;

/// <summary>The cells of a row, an object or a hashtable, by what their names mean.</summary>
internal sealed class Row
{
    private readonly List<(Column Column, string Name, object? Value)> _cells = [];

    /// <summary>A row without cells.</summary>
    public static Row Empty { get; } = new();

    /// <summary>The cells that mean something, in their order.</summary>
    public IEnumerable<(Column Column, string Name, object? Value)> Cells => _cells;

    /// <summary>Whether every cell is blank, also those that mean nothing here.</summary>
    public bool IsBlank { get; private set; } = true;

    /// <summary>The first cell of that meaning that is not blank; null when there is none.</summary>
    public object? this[Column column] => _cells.Find(c => c.Column == column && !ConfigDraft.IsBlank(c.Value)).Value;

    /// <summary>Whether there is a cell of that meaning, blank or not.</summary>
    public bool Has(Column column) => _cells.Exists(c => c.Column == column);

    /// <summary>Reads an object's properties or a hashtable's entries.</summary>
    /// <returns>Null when none of their names means anything.</returns>
    public static Row? Of(PSObject input)
    {
        var row = new Row();
        if (input.BaseObject is IDictionary entries)
        {
            foreach (DictionaryEntry entry in entries)
            {
                row.Add(entry.Key.ToString(), entry.Value);
            }
        }
        else
        {
            foreach (var property in input.Properties)
            {
                row.Add(property);
            }
        }

        return row._cells.Count == 0 ? null : row;
    }

    private void Add(PSPropertyInfo property)
    {
        try
        {
            Add(property.Name, property.Value);
        }
        catch (GetValueException)
        {
            // A property that cannot be read says nothing; when it was one of ours, its absence is what gets reported.
        }
    }

    private void Add(string name, object? value)
    {
        value = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (value is PSCustomObject)
        {
            return;
        }

        IsBlank &= ConfigDraft.IsBlank(value);

        // Id is a common name: of a process, of a job. A contact's is text.
        if (Columns.Recognise(name) is { } column && (column != Column.Id || value is string or null))
        {
            _cells.Add((column, name, value));
        }
    }
}
