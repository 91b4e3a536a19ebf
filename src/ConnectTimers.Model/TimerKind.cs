namespace ConnectTimers;

/// <summary>The four timers that a chat has: a participant role and a timer type (AWS: <c>ParticipantTimerConfiguration</c>).</summary>
public enum TimerKind
{
    /// <summary>Role CUSTOMER, type IDLE.</summary>
    CustomerIdle,

    /// <summary>Role CUSTOMER, type DISCONNECT_NONCUSTOMER: a silent customer has everyone but the customer disconnected.</summary>
    CustomerDisconnect,

    /// <summary>Role AGENT, type IDLE.</summary>
    AgentIdle,

    /// <summary>Role AGENT, type DISCONNECT_NONCUSTOMER: a silent agent is disconnected.</summary>
    AgentDisconnect,
}

/// <summary>The API's names for the parts of a <see cref="TimerKind"/>.</summary>
public static class TimerKinds
{
    /// <summary>All four, in the order in which they are shown and sent.</summary>
    public static IReadOnlyList<TimerKind> All { get; } =
        [TimerKind.CustomerIdle, TimerKind.CustomerDisconnect, TimerKind.AgentIdle, TimerKind.AgentDisconnect];

    /// <summary>The kind of a role and a type.</summary>
    public static TimerKind Of(ParticipantRole role, TimerType type) => (role, type) switch
    {
        (ParticipantRole.CUSTOMER, TimerType.IDLE) => TimerKind.CustomerIdle,
        (ParticipantRole.CUSTOMER, TimerType.DISCONNECT_NONCUSTOMER) => TimerKind.CustomerDisconnect,
        (ParticipantRole.AGENT, TimerType.IDLE) => TimerKind.AgentIdle,
        (ParticipantRole.AGENT, TimerType.DISCONNECT_NONCUSTOMER) => TimerKind.AgentDisconnect,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Whose silence the timer measures.</summary>
    public static ParticipantRole Role(this TimerKind kind) =>
        kind is TimerKind.CustomerIdle or TimerKind.CustomerDisconnect ? ParticipantRole.CUSTOMER : ParticipantRole.AGENT;

    /// <summary>What happens when it runs out.</summary>
    public static TimerType Type(this TimerKind kind) =>
        kind is TimerKind.CustomerIdle or TimerKind.AgentIdle ? TimerType.IDLE : TimerType.DISCONNECT_NONCUSTOMER;
}

/// <summary>Whose silence a timer measures, in the API's spelling (<c>TimerEligibleParticipantRoles</c>).</summary>
public enum ParticipantRole
{
    /// <summary>The customer.</summary>
    CUSTOMER,

    /// <summary>The agent (or custom participant).</summary>
    AGENT,
}

/// <summary>What happens when a timer runs out, in the API's spelling (<c>ParticipantTimerType</c>).</summary>
public enum TimerType
{
    /// <summary>The participant counts as idle.</summary>
    IDLE,

    /// <summary>Everyone but the customer is disconnected.</summary>
#pragma warning disable CA1707 // The API's spelling: it is what the wire carries and what people see.
    DISCONNECT_NONCUSTOMER,
#pragma warning restore CA1707
}
