using System.Collections;
using ConnectTimers.Parsing;

namespace ConnectTimers.PowerShell.Input;

/// <summary>
/// The meanings of a file's columns: those of <c>-Column @{ ContactId = 'Chat' }</c>, and of the table of names for the rest. A column with the
/// name of a meaning that the map gives to another column has none.
/// </summary>
internal sealed class ColumnMap
{
    private readonly Dictionary<string, Column> _meanings = new(StringComparer.Ordinal); // by the folded name of the column
    private readonly Dictionary<string, ColumnHeader> _headers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>A map that leaves every column its own meaning.</summary>
    public static ColumnMap None { get; } = new();

    /// <summary>The columns that the map names, as they were typed.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Reads the parameter.</summary>
    /// <param name="columns">Meaning and column; null for none.</param>
    /// <param name="map">The map.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static Problem? TryRead(IDictionary? columns, out ColumnMap map)
    {
        map = columns is null ? None : new ColumnMap();
        foreach (DictionaryEntry entry in columns ?? new Hashtable())
        {
            var name = Row.Unwrap(entry.Value) as string;
            if (Columns.Find(entry.Key.ToString()) is not { } meaning)
            {
                return InputProblems.UnknownMeaning(entry.Key);
            }

            if (string.IsNullOrWhiteSpace(name))
            {
                return InputProblems.InvalidColumnName(entry.Key, entry.Value);
            }

            if (map._meanings.TryGetValue(Columns.Fold(name), out var other))
            {
                return InputProblems.ColumnMappedTwice(name!, other, meaning);
            }

            if (map._meanings.ContainsValue(meaning))
            {
                return InputProblems.MeaningMappedTwice(meaning);
            }

            map._meanings.Add(Columns.Fold(name), meaning);
            map._names.Add(name!);
        }

        return null;
    }

    /// <summary>Returns the header of a column's name.</summary>
    public ColumnHeader Find(string name)
    {
        if (_meanings.Count == 0)
        {
            return ColumnHeader.Of(name);
        }

        if (!_headers.TryGetValue(name, out var header))
        {
            var own = ColumnHeader.Of(name);
            header = _meanings.TryGetValue(Columns.Fold(name), out var mapped) ? own.As(mapped)
                : own.Column is { } column && _meanings.ContainsValue(column == Column.Id ? Column.ContactId : column) ? own.As(null)
                : own;
            _headers.Add(name, header);
        }

        return header;
    }

    /// <summary>The first column of the map that a row does not have; null when it has all.</summary>
    /// <param name="names">The names of the row's columns.</param>
    public string? FindMissing(IEnumerable<string> names)
    {
        var folded = new HashSet<string>(names.Select(Columns.Fold), StringComparer.Ordinal);
        return _names.Find(name => !folded.Contains(Columns.Fold(name)));
    }
}
