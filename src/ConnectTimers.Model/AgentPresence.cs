namespace ConnectTimers;

/// <summary>What an input says about the agent of a chat. An input that says nothing has none.</summary>
public sealed class AgentPresence
{
    private AgentPresence(bool hasJoined, DateTime? joinedAt)
    {
        HasJoined = hasJoined;
        JoinedAt = joinedAt;
    }

    /// <summary>The chat waits for its agent.</summary>
    public static AgentPresence None { get; } = new(false, null);

    /// <summary>Whether an agent has joined.</summary>
    public bool HasJoined { get; }

    /// <summary>When the agent joined, UTC; null when no agent has, or the time is not known.</summary>
    public DateTime? JoinedAt { get; }

    /// <summary>An agent has joined.</summary>
    /// <param name="joinedAt">When, UTC; null when it is not known.</param>
    public static AgentPresence Since(DateTime? joinedAt) => new(true, joinedAt);
}
