namespace ConnectTimers.Abstractions;

/// <summary>Which open chats are looked for.</summary>
public sealed class ChatQuery
{
    /// <summary>Those of one instance.</summary>
    /// <param name="instanceId">The instance's id.</param>
    public ChatQuery(string instanceId) => InstanceId = instanceId;

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; }

    /// <summary>The Region's code; null when it is left to the profile or the environment.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// The longest that a chat lives: 7 days (API reference, StartChatContact: ChatDurationInMinutes is at most 10,080).
    /// </summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(7);

    /// <summary>Only chats that began then or later, UTC; null to go by <see cref="Last"/>.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Only chats that began within so much time until now. By default the longest that a chat lives.</summary>
    public TimeSpan Last { get; init; } = Longest;

    /// <summary>Only chats that no agent has been connected to.</summary>
    public bool AwaitingAgent { get; init; }

    /// <summary>Only chats of these queues; all when empty.</summary>
    public IReadOnlyList<string> QueueIds { get; init; } = [];

    /// <summary>Only chats of these agents; all when empty.</summary>
    public IReadOnlyList<string> AgentIds { get; init; } = [];
}
