using System.Collections;
using System.Collections.Concurrent;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>
/// The meanings of columns: those of <c>-Column @{ ContactId = 'Chat' }</c>, and of the table of names for the rest. A column with the name of a
/// meaning that the map gives to another column has none, nor has one of -IgnoreColumn, whatever it resembles.
/// </summary>
internal sealed class ColumnMap
{
    private const int MaxCached = 1000; // more columns than any table has

    private readonly Dictionary<string, Column> _meanings = new(StringComparer.Ordinal); // by the folded name of the column
    private readonly ConcurrentDictionary<string, ColumnHeader> _headers = new(StringComparer.Ordinal); // a file is read on a thread of its own
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>A map that leaves every column its own meaning.</summary>
    public static ColumnMap None { get; } = new();

    /// <summary>The columns that the map names, as they were typed.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Creates a map of columns that have no meaning.</summary>
    /// <param name="ignored">Their names; null for none.</param>
    public static ColumnMap WithIgnored(IEnumerable<string?>? ignored)
    {
        var map = new ColumnMap();
        map._ignored.UnionWith((ignored ?? []).Where(name => !string.IsNullOrWhiteSpace(name)).Select(name => Key(name!)));
        return map._ignored.Count == 0 ? None : map;
    }

    /// <summary>Reads the parameters.</summary>
    /// <param name="columns">Meaning and column; null for none.</param>
    /// <param name="ignored">The names of columns that have no meaning; null for none.</param>
    /// <param name="map">The map.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static Problem? TryRead(IDictionary? columns, IEnumerable<string?>? ignored, out ColumnMap map)
    {
        map = WithIgnored(ignored);
        map = columns is not null && map == None ? new ColumnMap() : map;
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

            if (map._meanings.TryGetValue(Key(name!), out var other))
            {
                return InputProblems.ColumnMappedTwice(name!, other, meaning);
            }

            if (map._meanings.ContainsValue(meaning))
            {
                return InputProblems.MeaningMappedTwice(meaning);
            }

            map._meanings.Add(Key(name!), meaning);
            map._names.Add(name!);
        }

        return null;
    }

    /// <summary>Returns the header of a column's name.</summary>
    public ColumnHeader Find(string name)
    {
        if (_meanings.Count == 0 && _ignored.Count == 0)
        {
            return ColumnHeader.Of(name);
        }

        if (!_headers.TryGetValue(name, out var header))
        {
            var own = ColumnHeader.Of(name);
            header = _meanings.TryGetValue(Key(name), out var mapped) ? own.As(mapped)
                : _ignored.Contains(Key(name)) ? own.As(null)
                : own.Column is { } column && _meanings.ContainsValue(column == Column.Id ? Column.ContactId : column) ? own.As(null)
                : own;
            if (_headers.Count < MaxCached)
            {
                _headers.TryAdd(name, header);
            }
        }

        return header;
    }

    /// <summary>The first column of the map that a row does not have; null when it has all.</summary>
    /// <param name="names">The names of the row's columns.</param>
    public string? FindMissing(IEnumerable<string> names)
    {
        var folded = new HashSet<string>(names.Select(Key), StringComparer.Ordinal);
        return _names.Find(name => !folded.Contains(Key(name)));
    }

    // Names without letters and digits, such as #, are compared as they are.
    private static string Key(string name) => Columns.Fold(name) is { Length: > 0 } folded ? folded : name.Trim();
}
