using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Import;

/// <summary>The column names of a CSV file and their meaning.</summary>
internal sealed class CsvHeader
{
    private readonly Column?[] _columns;
    private readonly ColumnHeader[] _headers;

    public CsvHeader(string[] names, Func<string, ColumnHeader> find)
    {
        Names = names;
        _headers = Array.ConvertAll(names, n => find(n));
        _columns = Array.ConvertAll(_headers, h => h.Column);
    }

    /// <summary>The names in the file, without blank ones at the end.</summary>
    public string[] Names { get; }

    /// <summary>Whether any column is known.</summary>
    public bool HasKnown => Array.Exists(_columns, c => c is not null);

    /// <summary>Whether a column is known.</summary>
    public bool IsKnown(int index) => _columns[index] is not null;

    /// <summary>Returns why the file cannot be read; null if it can. Two names for one known column are checked row by row, because their cells may agree.</summary>
    public Problem? Check(string path)
    {
        if (FindLookalikes() is { Count: > 0 } lookalikes)
        {
            return ImportProblems.UnrecognizedColumn(path, lookalikes);
        }

        if (!HasKnown)
        {
            return ImportProblems.NoKnownColumn(path, Names.Length == 0 ? [""] : Names);
        }

        var (role, type) = (NameOf(c => c == Column.Role), NameOf(c => c == Column.Type));
        return role is not null && type is not null && NameOf(c => Columns.Timer(c) is not null) is { } wide
            ? ImportProblems.MixedLayouts(path, wide, role, type)
            : FindDuplicate(path);
    }

    private List<(ColumnHeader Header, int? Position)> FindLookalikes()
    {
        var found = new List<(ColumnHeader, int?)>();
        for (var i = 0; i < Names.Length; i++)
        {
            if (_headers[i].Lookalike?.Matters(c => Array.IndexOf(_columns, c) >= 0) == true)
            {
                found.Add((_headers[i], i + 1));
            }
        }

        return found;
    }

    private string? NameOf(Func<Column, bool> predicate)
    {
        var index = Array.FindIndex(_columns, c => c is { } column && predicate(column));
        return index < 0 ? null : Names[index];
    }

    private Problem? FindDuplicate(string path)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Names.Length; i++)
        {
            var name = Names[i].Trim();
            if (name.Length > 0 && !seen.TryAdd(name, i + 1))
            {
                return ImportProblems.DuplicateHeader(path, name, seen[name], i + 1);
            }
        }

        return null;
    }
}
