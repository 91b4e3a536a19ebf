namespace ConnectTimers.Abstractions;

/// <summary>A query for open chats.</summary>
public sealed class ChatQuery
{
    /// <summary>Creates a query for one instance.</summary>
    /// <param name="instanceId">The instance's id.</param>
    public ChatQuery(string instanceId) => InstanceId = instanceId;

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; }

    /// <summary>The Region's code; null for the profile's or environment's.</summary>
    public string? Region { get; init; }

    /// <summary>The account of the instance, 12 digits, as an ARN names it; null when none did.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// The longest that a chat can last: 7 days (API reference, StartChatContact: ChatDurationInMinutes is at most 10,080).
    /// </summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(7);

    /// <summary>Only chats that began at this time or later, UTC; null to use <see cref="Last"/>.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Only chats that began within this time until now. Default: <see cref="Longest"/>.</summary>
    public TimeSpan Last { get; init; } = Longest;

    /// <summary>Only chats without an agent.</summary>
    public bool AwaitingAgent { get; init; }

    /// <summary>Only chats of these queues; all when empty.</summary>
    public IReadOnlyList<string> QueueIds { get; init; } = [];

    /// <summary>Only chats of these agents; all when empty.</summary>
    public IReadOnlyList<string> AgentIds { get; init; } = [];

    /// <summary>Returns the same query for the instance with this id.</summary>
    internal ChatQuery OfInstance(string instanceId) => new(instanceId)
    {
        Region = Region,
        Account = Account,
        Since = Since,
        Last = Last,
        AwaitingAgent = AwaitingAgent,
        QueueIds = QueueIds,
        AgentIds = AgentIds,
    };
}
