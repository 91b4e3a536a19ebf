using System.Collections.Concurrent;

namespace ConnectTimers.Parsing;

/// <summary>
/// A name over a column, of a property or of a parameter (<c>-Role</c>), understood. Kept: a file of a million rows has the same few, and
/// asks for them with each.
/// </summary>
public sealed class ColumnHeader
{
    // More than any table has columns; whoever makes up new names without end does not fill the memory.
    private const int MostKept = 1000;

    private static readonly ConcurrentDictionary<string, ColumnHeader> Kept = new(StringComparer.Ordinal);
    private static int _kept;

    private string? _source;

    private ColumnHeader(string name) => (Name, Column) = (name, Columns.Lookup(name));

    /// <summary>As it was written.</summary>
    public string Name { get; }

    /// <summary>What it means; null when it is none of ours.</summary>
    public Column? Column { get; }

    /// <summary>How a message says it: <c>-Role</c>, <c>column 'Customer Idle'</c>.</summary>
    public string Source => _source ??= Name.StartsWith("-", StringComparison.Ordinal) ? Name : $"column {DisplayText.Value(Name)}";

    /// <summary>The header of a name.</summary>
    public static ColumnHeader Of(string name)
    {
        if (!Kept.TryGetValue(name, out var header))
        {
            header = new ColumnHeader(name);
            if (Interlocked.Increment(ref _kept) <= MostKept)
            {
                Kept.TryAdd(name, header);
            }
        }

        return header;
    }
}
