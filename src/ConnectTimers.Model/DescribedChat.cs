namespace ConnectTimers;

/// <summary>The state of a contact.</summary>
public enum ChatState
{
    /// <summary>No agent is connected.</summary>
    Waiting,

    /// <summary>An agent is connected.</summary>
    Connected,

    /// <summary>The contact has ended.</summary>
    Ended,
}

/// <summary>
/// A contact from DescribeContact. Its ids have the names of a row's columns, so that it can be piped into Set-ParticipantRoleConfig, and its properties
/// are flat, so that it can be exported. Times are UTC.
/// </summary>
public sealed class DescribedChat
{
    private readonly ChatContact _contact;

    /// <summary>Creates a described contact.</summary>
    /// <param name="contact">Its ids, Region and account.</param>
    internal DescribedChat(ChatContact contact) => _contact = contact;

    /// <summary>Waiting, Connected or Ended.</summary>
    public ChatState State => DisconnectTimestamp is not null ? ChatState.Ended
        : ConnectedToAgentTimestamp is { } joined && !(EnqueueTimestamp > joined) ? ChatState.Connected
        : ChatState.Waiting;

    /// <summary>Since when it has been in this state; null when it is not known.</summary>
    public DateTime? Since => State switch
    {
        ChatState.Ended => DisconnectTimestamp,
        ChatState.Connected => ConnectedToAgentTimestamp,
        _ => EnqueueTimestamp ?? InitiationTimestamp,
    };

    /// <summary>The instance's id.</summary>
    public string InstanceId => _contact.InstanceId;

    /// <summary>The contact's id.</summary>
    public string ContactId => _contact.ContactId;

    /// <summary>The Region that was asked.</summary>
    public string? Region => _contact.Region;

    /// <summary>The account of the instance, if an ARN named it; null otherwise.</summary>
    public string? Account => _contact.Account;

    /// <summary>The channel, in the API's spelling: <c>CHAT</c>.</summary>
    public string? Channel { get; internal set; }

    /// <summary>When the contact began.</summary>
    public DateTime? InitiationTimestamp { get; internal set; }

    /// <summary>How the contact began, in the API's spelling: <c>API</c>, <c>TRANSFER</c>.</summary>
    public string? InitiationMethod { get; internal set; }

    /// <summary>The queue it is or was in.</summary>
    public string? QueueId { get; internal set; }

    /// <summary>When it entered the queue.</summary>
    public DateTime? EnqueueTimestamp { get; internal set; }

    /// <summary>The agent who accepted it.</summary>
    public string? AgentId { get; internal set; }

    /// <summary>When the agent joined. Timers that are set later take effect only if another agent joins.</summary>
    public DateTime? ConnectedToAgentTimestamp { get; internal set; }

    /// <summary>When the contact ended; null when it has not.</summary>
    public DateTime? DisconnectTimestamp { get; internal set; }

    /// <summary>The first contact of the conversation; null when this is the first.</summary>
    public string? InitialContactId { get; internal set; }

    /// <summary>The contact before a transfer; null without one.</summary>
    public string? PreviousContactId { get; internal set; }

    /// <summary>Of an accepted outcome: whether its timers are in force; null for other inputs.</summary>
    public InForceStatus? InForce { get; internal set; }

    /// <summary>Of an accepted outcome: seconds from the acceptance of the timers until the agent joined, negative when the agent joined first; null when it is not known.</summary>
    public int? LeadSeconds { get; internal set; }

    /// <summary>What it says about the agent: null for a contact that ended without one, as its timers were neither in force nor late.</summary>
    internal AgentPresence? Agent => ConnectedToAgentTimestamp is { } joined ? AgentPresence.Since(joined) : DisconnectTimestamp is null ? AgentPresence.None : null;

    /// <summary>The contact's ids, Region and account. A method, because PowerShell exports properties and this one is not flat.</summary>
    public ChatContact GetContact() => _contact;

    /// <summary><c>Waiting: contact 'c' of instance 'i'</c>.</summary>
    public override string ToString() => $"{State}: {_contact}";
}
