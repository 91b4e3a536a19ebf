using System.Collections.Concurrent;

namespace ConnectTimers.Parsing;

/// <summary>
/// The name of a column, a property or a parameter (<c>-Role</c>) and its meaning. Cached: a file of a million rows looks up the same few names
/// with each row.
/// </summary>
public sealed class ColumnHeader
{
    // More than any table has columns; bounded, so that endless new names do not fill the memory.
    private const int MaxCached = 1000;

    private static readonly ConcurrentDictionary<string, ColumnHeader> Cache = new(StringComparer.Ordinal);
    private static int _cached;

    private string? _source;
    private bool? _isEventMarker;
    private bool? _isSecret;
    private bool? _isAgent;

    private ColumnHeader(string name, Column? column, ColumnLookalike? lookalike) => (Name, Column, Lookalike) = (name, column, lookalike);

    /// <summary>The name as written.</summary>
    public string Name { get; }

    /// <summary>The meaning; null for a name without one.</summary>
    public Column? Column { get; }

    /// <summary>What a name without a meaning resembles; null for nothing.</summary>
    public ColumnLookalike? Lookalike { get; }

    /// <summary>The name as a message shows it: <c>-Role</c>, <c>column 'Customer Idle'</c>.</summary>
    public string Source => _source ??= Name.StartsWith("-", StringComparison.Ordinal) ? Name : $"column {DisplayText.Value(Name)}";

    /// <summary>Returns a header of the same name with another meaning, or none.</summary>
    public ColumnHeader As(Column? column) => new(Name, column, null);

    /// <summary>Whether an object with this member may be an event of a contact.</summary>
    public bool IsEventMarker => _isEventMarker ??= EventReader.IsMarker(Name);

    /// <summary>Whether the column holds a secret.</summary>
    public bool IsSecret => _isSecret ??= SecretColumns.Contains(Name);

    /// <summary>Whether the column says when the chat's agent joined, on its own or, as the API has it, in AgentInfo.</summary>
    public bool IsAgent => _isAgent ??= Name.Equals("ConnectedToAgentTimestamp", StringComparison.OrdinalIgnoreCase) || Name.Equals("AgentInfo", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the header of a name.</summary>
    public static ColumnHeader Of(string name)
    {
        if (!Cache.TryGetValue(name, out var header))
        {
            var folded = FoldedName.Of(name);
            var column = Columns.Lookup(folded);
            header = new ColumnHeader(name, column, column is null ? ColumnLookalike.Of(name, folded) : null);
            if (Interlocked.Increment(ref _cached) <= MaxCached)
            {
                Cache.TryAdd(name, header);
            }
        }

        return header;
    }
}
