namespace ConnectTimers.Parsing;

/// <summary>The meaning of a cell of a row, a property of an object, or a parameter.</summary>
public enum Column
{
    /// <summary>The instance: an id or an ARN.</summary>
    InstanceId,

    /// <summary>The contact: an id or an ARN.</summary>
    ContactId,

    /// <summary>The contact, where no other column is: search results call it Id, but other tables call their row number so.</summary>
    Id,

    /// <summary>The Region's code.</summary>
    Region,

    /// <summary>Minutes or Unset.</summary>
    CustomerIdle,

    /// <summary>Minutes or Unset.</summary>
    CustomerDisconnect,

    /// <summary>Minutes or Unset.</summary>
    AgentIdle,

    /// <summary>Minutes or Unset.</summary>
    AgentDisconnect,

    /// <summary>The names of timers that are removed.</summary>
    UnsetTimers,

    /// <summary>In a row with one timer: the participant role.</summary>
    Role,

    /// <summary>In a row with one timer: idle or disconnect.</summary>
    Type,

    /// <summary>In a row with one timer: the duration.</summary>
    Minutes,

    /// <summary>In a row with one timer: whether it is removed.</summary>
    Unset,
}

/// <summary>The names of columns in people's files. Only letters and digits count, in any case; the name of a timer may have its unit after it.</summary>
public static class Columns
{
    // Longest first.
    private static readonly string[] Units = ["INMINUTES", "INMINS", "INMIN", "MINUTES", "MINUTE", "MINS", "MIN"];

    private static readonly ColumnName[] All =
    [
        new("INSTANCEID", Column.InstanceId),
        new("INSTANCE", Column.InstanceId),
        new("INSTANCEARN", Column.InstanceId),
        new("CONTACTID", Column.ContactId),
        new("CONTACT", Column.ContactId),
        new("CONTACTARN", Column.ContactId),
        new("ID", Column.Id),
        new("REGION", Column.Region),
        new("CUSTOMERIDLE", Column.CustomerIdle),
        new("CUSTOMERDISCONNECT", Column.CustomerDisconnect),
        new("CUSTOMERDISCONNECTNONCUSTOMER", Column.CustomerDisconnect),
        new("AGENTIDLE", Column.AgentIdle),
        new("AGENTDISCONNECT", Column.AgentDisconnect),
        new("AGENTDISCONNECTNONCUSTOMER", Column.AgentDisconnect),
        new("UNSETTIMERS", Column.UnsetTimers),
        new("PARTICIPANTROLE", Column.Role),
        new("ROLE", Column.Role),
        new("TIMERTYPE", Column.Type),
        new("PARTICIPANTTIMERTYPE", Column.Type),
        new("TYPE", Column.Type),
        new("PARTICIPANTTIMERDURATIONINMINUTES", Column.Minutes),
        new("DURATIONINMINUTES", Column.Minutes),
        new("MINUTES", Column.Minutes),
        new("TIMERVALUE", Column.Minutes),
        new("PARTICIPANTTIMERACTION", Column.Unset),
        new("ACTION", Column.Unset),
        new("UNSET", Column.Unset),
    ];

    private static readonly Dictionary<string, ColumnName> Table = All.ToDictionary(n => n.Name, StringComparer.Ordinal);

    /// <summary>The meaning of a header; null for a column without one.</summary>
    public static Column? Find(string header) => ColumnHeader.Of(header).Column;

    /// <summary>Removes what does not matter in a name: case, and everything but letters and digits.</summary>
    public static string Fold(string? name) => FoldedName.Of(name);

    /// <summary>The folded names of the columns.</summary>
    internal static IReadOnlyList<ColumnName> Names => All;

    /// <summary>The meaning of a folded name; null when it has none.</summary>
    internal static Column? Lookup(string folded) =>
        Table.TryGetValue(folded, out var name) || (Table.TryGetValue(WithoutUnit(folded), out name) && Timer(name.Column) is not null) ? name.Column : null;

    /// <summary>Removes the unit at the end of a folded name, if it is minutes.</summary>
    internal static string WithoutUnit(string folded)
    {
        var unit = Array.Find(Units, u => folded.EndsWith(u, StringComparison.Ordinal));
        return unit is null ? folded : folded.Substring(0, folded.Length - unit.Length);
    }

    /// <summary>The column of a timer in a row with all timers.</summary>
    public static Column Of(TimerKind kind) => kind switch
    {
        TimerKind.CustomerIdle => Column.CustomerIdle,
        TimerKind.CustomerDisconnect => Column.CustomerDisconnect,
        TimerKind.AgentIdle => Column.AgentIdle,
        _ => Column.AgentDisconnect,
    };

    /// <summary>The timer of such a column; null for other columns.</summary>
    public static TimerKind? Timer(Column column) => column switch
    {
        Column.CustomerIdle => TimerKind.CustomerIdle,
        Column.CustomerDisconnect => TimerKind.CustomerDisconnect,
        Column.AgentIdle => TimerKind.AgentIdle,
        Column.AgentDisconnect => TimerKind.AgentDisconnect,
        _ => null,
    };
}

/// <summary>One of the names that a column can have in a file, folded, and the meaning of the column.</summary>
internal sealed record ColumnName(string Name, Column Column);
