using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Import;

/// <summary>The column names of a CSV file and their meaning.</summary>
internal sealed class CsvHeader
{
    private readonly Column?[] _columns;

    public CsvHeader(string[] names)
    {
        Names = names;
        _columns = Array.ConvertAll(names, n => Columns.Find(n));
    }

    /// <summary>The names in the file, without blank ones at the end.</summary>
    public string[] Names { get; }

    /// <summary>Whether a column is known.</summary>
    public bool IsKnown(int index) => _columns[index] is not null;

    /// <summary>Returns why the file cannot be read; null if it can. Two names for one known column are checked row by row, because their cells may agree.</summary>
    public Problem? Check(string path)
    {
        if (Array.TrueForAll(_columns, c => c is null))
        {
            return ImportProblems.NoKnownColumn(path, Names.Length == 0 ? [""] : Names);
        }

        var (role, type) = (NameOf(c => c == Column.Role), NameOf(c => c == Column.Type));
        return role is not null && type is not null && NameOf(c => Columns.Timer(c) is not null) is { } wide
            ? ImportProblems.MixedLayouts(path, wide, role, type)
            : FindDuplicate(path);
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
