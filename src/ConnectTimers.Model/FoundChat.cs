namespace ConnectTimers;

/// <summary>
/// An open chat, as SearchContacts gave it. Its ids are named as a row's are, so that it can be piped into Set-ParticipantRoleConfig;
/// its properties are flat, so that it can be exported. Times are UTC.
/// </summary>
public sealed class FoundChat
{
    private readonly ChatContact _contact;

    /// <summary>A chat.</summary>
    /// <param name="contact">Which, with its Region.</param>
    public FoundChat(ChatContact contact) => _contact = contact;

    /// <summary>The instance's id.</summary>
    public string InstanceId => _contact.InstanceId;

    /// <summary>The contact's id.</summary>
    public string ContactId => _contact.ContactId;

    /// <summary>The Region it was found in.</summary>
    public string? Region => _contact.Region;

    /// <summary>When it began.</summary>
    public DateTime? InitiationTimestamp { get; init; }

    /// <summary>How it began, in the API's spelling: <c>API</c>, <c>TRANSFER</c>.</summary>
    public string? InitiationMethod { get; init; }

    /// <summary>The queue it is or was in.</summary>
    public string? QueueId { get; init; }

    /// <summary>When it was put there.</summary>
    public DateTime? EnqueueTimestamp { get; init; }

    /// <summary>The agent who accepted it.</summary>
    public string? AgentId { get; init; }

    /// <summary>When the agent was connected; from then on an update is stored, and not applied until and unless a new agent connects.</summary>
    public DateTime? ConnectedToAgentTimestamp { get; init; }

    /// <summary>The first contact of the conversation, where this is a later one.</summary>
    public string? InitialContactId { get; init; }

    /// <summary>The contact before this one, after a transfer.</summary>
    public string? PreviousContactId { get; init; }

    /// <summary><c>contact 'c' of instance 'i'</c>.</summary>
    public override string ToString() => _contact.ToString();
}
