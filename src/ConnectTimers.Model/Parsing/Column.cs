namespace ConnectTimers.Parsing;

/// <summary>What a cell of a row, a property of an object or a parameter can mean.</summary>
public enum Column
{
    /// <summary>The instance: an id or an ARN.</summary>
    InstanceId,

    /// <summary>The contact: an id or an ARN.</summary>
    ContactId,

    /// <summary>The contact, where no column says so better: search results call it Id, and so do other tables their row number.</summary>
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

    /// <summary>A row a timer: whose silence.</summary>
    Role,

    /// <summary>A row a timer: idle or disconnect.</summary>
    Type,

    /// <summary>A row a timer: the duration.</summary>
    Minutes,

    /// <summary>A row a timer: whether it is taken away.</summary>
    Unset,
}

/// <summary>The one table of names, as people have them; case, blanks, <c>_</c> and <c>-</c> are ignored.</summary>
public static class Columns
{
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
        ["CUSTOMERIDLEMINUTES"] = Column.CustomerIdle,
        ["CUSTOMERDISCONNECT"] = Column.CustomerDisconnect,
        ["CUSTOMERDISCONNECTMINUTES"] = Column.CustomerDisconnect,
        ["CUSTOMERDISCONNECTNONCUSTOMER"] = Column.CustomerDisconnect,
        ["AGENTIDLE"] = Column.AgentIdle,
        ["AGENTIDLEMINUTES"] = Column.AgentIdle,
        ["AGENTDISCONNECT"] = Column.AgentDisconnect,
        ["AGENTDISCONNECTMINUTES"] = Column.AgentDisconnect,
        ["AGENTDISCONNECTNONCUSTOMER"] = Column.AgentDisconnect,
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

    /// <summary>What a header means; null for a column that is none of ours.</summary>
    public static Column? Find(string header) => ColumnHeader.Of(header).Column;

    internal static Column? Lookup(string header) => Table.TryGetValue(TimerNames.Fold(header), out var column) ? column : null;

    /// <summary>The wide column of a timer.</summary>
    public static Column Of(TimerKind kind) => kind switch
    {
        TimerKind.CustomerIdle => Column.CustomerIdle,
        TimerKind.CustomerDisconnect => Column.CustomerDisconnect,
        TimerKind.AgentIdle => Column.AgentIdle,
        _ => Column.AgentDisconnect,
    };

    /// <summary>The timer of a wide column; null for the other columns.</summary>
    public static TimerKind? Timer(Column column) => column switch
    {
        Column.CustomerIdle => TimerKind.CustomerIdle,
        Column.CustomerDisconnect => TimerKind.CustomerDisconnect,
        Column.AgentIdle => TimerKind.AgentIdle,
        Column.AgentDisconnect => TimerKind.AgentDisconnect,
        _ => null,
    };
}
