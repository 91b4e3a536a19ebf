namespace ConnectTimers;

/// <summary>Decides whether accepted timers are in force: a chat uses those that were set when its agent joined.</summary>
internal static class InForceVerdict
{
    /// <summary>Returns the verdict and the seconds from the acceptance of the timers until the agent joined.</summary>
    /// <param name="acceptedAt">When the timers were accepted, UTC; null when it is not known.</param>
    /// <param name="agent">What is known about the chat's agent; null for nothing.</param>
    /// <returns>The seconds are negative when the agent joined first, and null when either time is not known.</returns>
    public static (InForceStatus Status, int? LeadSeconds) Of(DateTime? acceptedAt, AgentPresence? agent) => (agent, acceptedAt) switch
    {
        (null, _) => (InForceStatus.Unknown, null),
        ({ HasJoined: false }, _) => (InForceStatus.Pending, null),
        ({ JoinedAt: { } joined }, { } accepted) => (accepted < joined ? InForceStatus.Yes : InForceStatus.No, (int)Math.Floor((joined - accepted).TotalSeconds)),
        ({ JoinedAt: null }, _) => (InForceStatus.No, null), // it was known to be there when the timers were sent
        _ => (InForceStatus.Unknown, null),
    };
}
