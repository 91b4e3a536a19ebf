using ConnectTimers.Abstractions;

namespace ConnectTimers;

/// <summary>
/// An open chat from SearchContacts. Its ids have the names of a row's columns, so that it can be piped into Set-ParticipantRoleConfig, and
/// its properties are flat, so that it can be exported. Times are UTC.
/// </summary>
public sealed class FoundChat
{
    private readonly ChatContact _contact;
    private readonly ChatReceipt? _receipt;

    /// <summary>Creates a found chat.</summary>
    /// <param name="contact">Its ids and Region.</param>
    /// <param name="receipt">What is settled with the chat's outcome; null for none.</param>
    public FoundChat(ChatContact contact, ChatReceipt? receipt = null)
    {
        _contact = contact;
        _receipt = receipt;
    }

    /// <summary>The instance's id.</summary>
    public string InstanceId => _contact.InstanceId;

    /// <summary>The contact's id.</summary>
    public string ContactId => _contact.ContactId;

    /// <summary>The Region searched.</summary>
    public string? Region => _contact.Region;

    /// <summary>The account of the instance, if an ARN named it; null otherwise.</summary>
    public string? Account => _contact.Account;

    /// <summary>When the chat began.</summary>
    public DateTime? InitiationTimestamp { get; internal set; }

    /// <summary>How the chat began, in the API's spelling: <c>API</c>, <c>TRANSFER</c>.</summary>
    public string? InitiationMethod { get; internal set; }

    /// <summary>The queue it is or was in.</summary>
    public string? QueueId { get; internal set; }

    /// <summary>When it entered the queue.</summary>
    public DateTime? EnqueueTimestamp { get; internal set; }

    /// <summary>The agent who accepted it.</summary>
    public string? AgentId { get; internal set; }

    /// <summary>When the agent joined. Timers that are set later take effect only if another agent joins.</summary>
    public DateTime? ConnectedToAgentTimestamp { get; internal set; }

    /// <summary>The first contact of the conversation; null when this is the first.</summary>
    public string? InitialContactId { get; internal set; }

    /// <summary>The contact before a transfer; null without one.</summary>
    public string? PreviousContactId { get; internal set; }

    /// <summary>What is settled with the chat's outcome; null for none. A method, because PowerShell exports properties.</summary>
    public ChatReceipt? GetReceipt() => _receipt;

    /// <summary>The chat. A method, because PowerShell exports properties and this one is not flat.</summary>
    public ChatContact GetContact() => _contact;

    /// <summary><c>contact 'c' of instance 'i'</c>.</summary>
    public override string ToString() => _contact.ToString();
}
