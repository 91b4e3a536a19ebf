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

    private static readonly Dictionary<string, Column> Table = new(StringComparer.Ordinal)
    {
        ["INSTANCEID"] = Column.InstanceId,
        ["INSTANCE"] = Column.InstanceId,
        ["INSTANCEARN"] = Column.InstanceId,
        ["CONTACTID"] = Column.ContactId,
        ["CONTACT"] = Column.ContactId,
        ["CONTACTARN"] = Column.ContactId,
        ["ID"] = Column.Id,
        ["REGION"] = Column.Region,
        ["CUSTOMERIDLE"] = Column.CustomerIdle,
        ["CUSTOMERDISCONNECT"] = Column.CustomerDisconnect,
        ["CUSTOMERDISCONNECTNONCUSTOMER"] = Column.CustomerDisconnect,
        ["AGENTIDLE"] = Column.AgentIdle,
        ["AGENTDISCONNECT"] = Column.AgentDisconnect,
        ["AGENTDISCONNECTNONCUSTOMER"] = Column.AgentDisconnect,
        ["UNSETTIMERS"] = Column.UnsetTimers,
        ["PARTICIPANTROLE"] = Column.Role,
        ["ROLE"] = Column.Role,
        ["TIMERTYPE"] = Column.Type,
        ["PARTICIPANTTIMERTYPE"] = Column.Type,
        ["TYPE"] = Column.Type,
        ["PARTICIPANTTIMERDURATIONINMINUTES"] = Column.Minutes,
        ["DURATIONINMINUTES"] = Column.Minutes,
        ["MINUTES"] = Column.Minutes,
        ["TIMERVALUE"] = Column.Minutes,
        ["PARTICIPANTTIMERACTION"] = Column.Unset,
        ["ACTION"] = Column.Unset,
        ["UNSET"] = Column.Unset,
    };

    /// <summary>The meaning of a header; null for a column without one.</summary>
    public static Column? Find(string header) => ColumnHeader.Of(header).Column;

    /// <summary>Removes what does not matter in a name: case, and everything but letters and digits.</summary>
    public static string Fold(string? name) => FoldedName.Of(name);

    /// <summary>The folded names of the columns.</summary>
    internal static IEnumerable<KeyValuePair<string, Column>> Names => Table;

    /// <summary>The meaning of a folded name; null when it has none.</summary>
    internal static Column? Lookup(string folded) =>
        Table.TryGetValue(folded, out var column) || (Table.TryGetValue(WithoutUnit(folded), out column) && Timer(column) is not null) ? column : null;

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
