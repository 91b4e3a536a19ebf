using System.Globalization;

namespace ConnectTimers;

/// <summary>
/// An event of a contact: what EventBridge sends, or what a flow sends to a Lambda function. Flat, and named like a row's columns, so that it can be
/// piped into Set-ParticipantRoleConfig, exported and read back. Times are UTC.
/// </summary>
/// <remarks>Source: administrator guide, "Amazon Connect contact events" and "Invoke AWS Lambda functions".</remarks>
public sealed class ContactEvent
{
    // Those of the guide. AWS adds types and asks consumers to ignore the ones that they do not know.
    private static readonly HashSet<string> KnownTypes = new(StringComparer.Ordinal)
    {
        Initiated, "CONNECTED_TO_SYSTEM", "CONTACT_DATA_UPDATED", Queued, ConnectedToAgent, Disconnected, "PAUSED", "RESUMED", Completed, "AMD_DISABLED", "WEBRTC_API", Flow,
    };

    /// <summary>The type of the event of a contact that begins.</summary>
    public const string Initiated = "INITIATED";

    /// <summary>The type of the event of a contact that enters a queue.</summary>
    public const string Queued = "QUEUED";

    /// <summary>The type of the event of a contact whose agent joins.</summary>
    public const string ConnectedToAgent = "CONNECTED_TO_AGENT";

    /// <summary>The type of the event of a contact that ends.</summary>
    public const string Disconnected = "DISCONNECTED";

    /// <summary>The type of the event of a contact that has ended and whose agent has finished too.</summary>
    public const string Completed = "COMPLETED";

    /// <summary>The type of what a flow sends to a Lambda function, which has none of its own.</summary>
    public const string Flow = "FLOW";

    private readonly ChatContact _contact;

    /// <summary>Creates an event.</summary>
    /// <param name="contact">The contact's ids, Region and account.</param>
    public ContactEvent(ChatContact contact) => _contact = contact;

    /// <summary>The type in capitals, such as <c>QUEUED</c>.</summary>
    public string EventType { get; init; } = Flow;

    /// <summary>When it happened; null when the event does not say.</summary>
    public DateTime? EventTime { get; init; }

    /// <summary>The channel in capitals, such as <c>CHAT</c>; null when the event does not say.</summary>
    public string? Channel { get; init; }

    /// <summary>The instance's id.</summary>
    public string InstanceId => _contact.InstanceId;

    /// <summary>The contact's id.</summary>
    public string ContactId => _contact.ContactId;

    /// <summary>The Region's code; null when the event does not say.</summary>
    public string? Region => _contact.Region;

    /// <summary>The account of the instance, 12 digits; null when the event does not say.</summary>
    public string? Account => _contact.Account;

    /// <summary>When the contact began.</summary>
    public DateTime? InitiationTimestamp { get; init; }

    /// <summary>How the contact began, in the API's spelling: <c>API</c>, <c>TRANSFER</c>.</summary>
    public string? InitiationMethod { get; init; }

    /// <summary>The queue it is or was in.</summary>
    public string? QueueId { get; init; }

    /// <summary>When it entered the queue.</summary>
    public DateTime? EnqueueTimestamp { get; init; }

    /// <summary>The agent who accepted it.</summary>
    public string? AgentId { get; init; }

    /// <summary>When the agent joined. Timers that are set later take effect only if another agent joins.</summary>
    public DateTime? ConnectedToAgentTimestamp { get; init; }

    /// <summary>When the contact ended; null when it has not.</summary>
    public DateTime? DisconnectTimestamp { get; init; }

    /// <summary>The first contact of the conversation; null when the event does not say.</summary>
    public string? InitialContactId { get; init; }

    /// <summary>The contact before a transfer; null without one.</summary>
    public string? PreviousContactId { get; init; }

    /// <summary>Minutes or Unset, of the flow's Lambda block or of Import-ParticipantRoleConfig, not checked yet; null for neither.</summary>
    public string? CustomerIdle { get; init; }

    /// <summary>Minutes or Unset, of the flow's Lambda block or of Import-ParticipantRoleConfig, not checked yet; null for neither.</summary>
    public string? CustomerDisconnect { get; init; }

    /// <summary>Minutes or Unset, of the flow's Lambda block or of Import-ParticipantRoleConfig, not checked yet; null for neither.</summary>
    public string? AgentIdle { get; init; }

    /// <summary>Minutes or Unset, of the flow's Lambda block or of Import-ParticipantRoleConfig, not checked yet; null for neither.</summary>
    public string? AgentDisconnect { get; init; }

    /// <summary>Whether it is a chat. An event without a channel counts as one, as the service rejects timers of other contacts.</summary>
    public bool IsChat() => Channel is null or "CHAT";

    /// <summary>Whether the contact has ended.</summary>
    public bool HasEnded() => DisconnectTimestamp is not null || EventType is Disconnected or Completed;

    /// <summary>Whether an agent had joined. After a later move to a queue the contact waits for another one, who gets the timers that are set now.</summary>
    public bool HasAgent() => EventType == ConnectedToAgent
        || (ConnectedToAgentTimestamp is { } joined && !(EventType == Queued && EnqueueTimestamp > joined));

    /// <summary>What the event says about the agent; a flow's says nothing.</summary>
    internal AgentPresence? Agent => HasAgent() ? AgentPresence.Since(ConnectedToAgentTimestamp) : EventType == Flow ? null : AgentPresence.None;

    /// <summary>Whether the type is one that this version knows.</summary>
    public bool IsKnownType() => KnownTypes.Contains(EventType);

    /// <summary>Returns why no timers are set for this contact; null when they are.</summary>
    /// <param name="includeConnected">Whether they are set although an agent has joined.</param>
    public Problem? FindReasonToSkip(bool includeConnected) =>
        !IsChat() ? ChatStateProblems.NotAChat(Channel!)
        : HasEnded() ? ChatStateProblems.Ended(DisconnectTimestamp)
        : !IsKnownType() ? ChatStateProblems.UnknownEventType(EventType)
        : HasAgent() && !includeConnected ? ChatStateProblems.AgentJoined(ConnectedToAgentTimestamp)
        : null;

    /// <summary>The contact's ids, Region and account. A method, because PowerShell exports properties and this one is not flat.</summary>
    public ChatContact GetContact() => _contact;

    /// <summary>The contact as a search would return it.</summary>
    /// <param name="receipt">What is settled with the chat's outcome; null for none.</param>
    public FoundChat ToChat(Abstractions.ChatReceipt? receipt = null) => new(_contact, receipt)
    {
        InitiationTimestamp = InitiationTimestamp,
        InitiationMethod = InitiationMethod,
        QueueId = QueueId,
        EnqueueTimestamp = EnqueueTimestamp,
        AgentId = AgentId,
        ConnectedToAgentTimestamp = ConnectedToAgentTimestamp,
        InitialContactId = InitialContactId,
        PreviousContactId = PreviousContactId,
    };

    /// <summary>Returns the same event with the timers of a config.</summary>
    public ContactEvent WithTimers(ParticipantRoleConfig config) => new(_contact)
    {
        EventType = EventType,
        EventTime = EventTime,
        Channel = Channel,
        InitiationTimestamp = InitiationTimestamp,
        InitiationMethod = InitiationMethod,
        QueueId = QueueId,
        EnqueueTimestamp = EnqueueTimestamp,
        AgentId = AgentId,
        ConnectedToAgentTimestamp = ConnectedToAgentTimestamp,
        DisconnectTimestamp = DisconnectTimestamp,
        InitialContactId = InitialContactId,
        PreviousContactId = PreviousContactId,
        CustomerIdle = Text(config.GetTimer(TimerKind.CustomerIdle)?.Cell),
        CustomerDisconnect = Text(config.GetTimer(TimerKind.CustomerDisconnect)?.Cell),
        AgentIdle = Text(config.GetTimer(TimerKind.AgentIdle)?.Cell),
        AgentDisconnect = Text(config.GetTimer(TimerKind.AgentDisconnect)?.Cell),
    };

    /// <summary><c>QUEUED: contact 'c' of instance 'i'</c>.</summary>
    public override string ToString() => $"{EventType}: {_contact}";

    private static string? Text(object? cell) => Convert.ToString(cell, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}
