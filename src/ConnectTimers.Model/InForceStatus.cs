namespace ConnectTimers;

/// <summary>Whether accepted timers were set before the chat's agent joined, so that the chat uses them.</summary>
public enum InForceStatus
{
    /// <summary>No agent has joined yet.</summary>
    Pending,

    /// <summary>An agent joined after the timers were accepted.</summary>
    Yes,

    /// <summary>The agent joined first; the timers take effect only if another agent joins.</summary>
    No,

    /// <summary>It is not known when an agent joined.</summary>
    Unknown,
}
