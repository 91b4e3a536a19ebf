namespace ConnectTimers;

/// <summary>The four timers of a chat: a participant role and a timer type (AWS: <c>ParticipantTimerConfiguration</c>).</summary>
public enum TimerKind
{
    /// <summary>Role CUSTOMER, type IDLE.</summary>
    CustomerIdle,

    /// <summary>Role CUSTOMER, type DISCONNECT_NONCUSTOMER: everyone but a silent customer is disconnected.</summary>
    CustomerDisconnect,

    /// <summary>Role AGENT, type IDLE.</summary>
    AgentIdle,

    /// <summary>Role AGENT, type DISCONNECT_NONCUSTOMER: a silent agent is disconnected.</summary>
    AgentDisconnect,
}

/// <summary>The role and type of a <see cref="TimerKind"/>.</summary>
public static class TimerKinds
{
    /// <summary>All four, in the order of messages and requests.</summary>
    public static IReadOnlyList<TimerKind> All { get; } =
        [TimerKind.CustomerIdle, TimerKind.CustomerDisconnect, TimerKind.AgentIdle, TimerKind.AgentDisconnect];

    /// <summary>The kind with this role and type.</summary>
    public static TimerKind Of(ParticipantRole role, TimerType type) => (role, type) switch
    {
        (ParticipantRole.CUSTOMER, TimerType.IDLE) => TimerKind.CustomerIdle,
        (ParticipantRole.CUSTOMER, TimerType.DISCONNECT_NONCUSTOMER) => TimerKind.CustomerDisconnect,
        (ParticipantRole.AGENT, TimerType.IDLE) => TimerKind.AgentIdle,
        (ParticipantRole.AGENT, TimerType.DISCONNECT_NONCUSTOMER) => TimerKind.AgentDisconnect,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The participant whose silence the timer measures.</summary>
    public static ParticipantRole Role(this TimerKind kind) =>
        kind is TimerKind.CustomerIdle or TimerKind.CustomerDisconnect ? ParticipantRole.CUSTOMER : ParticipantRole.AGENT;

    /// <summary>What happens when the timer ends.</summary>
    public static TimerType Type(this TimerKind kind) =>
        kind is TimerKind.CustomerIdle or TimerKind.AgentIdle ? TimerType.IDLE : TimerType.DISCONNECT_NONCUSTOMER;
}

/// <summary>The participant whose silence a timer measures, in the API's spelling (<c>TimerEligibleParticipantRoles</c>).</summary>
public enum ParticipantRole
{
    /// <summary>The customer.</summary>
    CUSTOMER,

    /// <summary>The agent (or custom participant).</summary>
    AGENT,
}

/// <summary>What happens when a timer ends, in the API's spelling (<c>ParticipantTimerType</c>).</summary>
public enum TimerType
{
    /// <summary>The participant becomes idle.</summary>
    IDLE,

    /// <summary>Everyone but the customer is disconnected.</summary>
#pragma warning disable CA1707 // The API's spelling: it is what the wire carries and what people see.
    DISCONNECT_NONCUSTOMER,
#pragma warning restore CA1707
}
