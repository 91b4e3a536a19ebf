namespace ConnectTimers;

/// <summary>
/// An outcome of a journal, with who did it and when. Its properties have the names of an outcome's, so that what failed can be piped into
/// Set-ParticipantRoleConfig again.
/// </summary>
public sealed class JournalEntry
{
    /// <summary>When the line was written, UTC; null if it cannot be read.</summary>
    public DateTime? Time { get; internal set; }

    /// <summary>The status of the outcome.</summary>
    public OutcomeStatus Status { get; internal set; }

    /// <summary>The instance's id; null only for an invalid row without one.</summary>
    public string? InstanceId { get; internal set; }

    /// <summary>The contact's id; null only for an invalid row without one.</summary>
    public string? ContactId { get; internal set; }

    /// <summary>The Region of the call; null when none was known.</summary>
    public string? Region { get; internal set; }

    /// <summary>The AWS account of the instance; null when it is not known.</summary>
    public string? Account { get; internal set; }

    /// <summary>Minutes, Unset, or null.</summary>
    public object? CustomerIdle { get; internal set; }

    /// <summary>Minutes, Unset, or null.</summary>
    public object? CustomerDisconnect { get; internal set; }

    /// <summary>Minutes, Unset, or null.</summary>
    public object? AgentIdle { get; internal set; }

    /// <summary>Minutes, Unset, or null.</summary>
    public object? AgentDisconnect { get; internal set; }

    /// <summary>The error id of the reason; null when it was accepted.</summary>
    public string? ErrorId { get; internal set; }

    /// <summary>The reason; null when it was accepted.</summary>
    public string? Reason { get; internal set; }

    /// <summary>What to do next; null when it was accepted.</summary>
    public string? RecommendedAction { get; internal set; }

    /// <summary>The number of requests sent.</summary>
    public int Attempts { get; internal set; }

    /// <summary>When the last request was sent, UTC; null when none was.</summary>
    public DateTime? SentAt { get; internal set; }

    /// <summary>The response time of the last request in milliseconds; null without a response.</summary>
    public int? LatencyMs { get; internal set; }

    /// <summary>The service's id of the last request; null without a response.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Whether the timers were set before the chat's agent joined; null when nothing was accepted.</summary>
    public InForceStatus? InForce { get; internal set; }

    /// <summary>Seconds from the acceptance of the timers until the agent joined; null when either is not known.</summary>
    public int? LeadSeconds { get; internal set; }

    /// <summary>Where the input had it; null if unknown.</summary>
    public string? InputPosition { get; internal set; }

    /// <summary>The address that was called; null if none was.</summary>
    public string? Endpoint { get; internal set; }

    /// <summary>The run; null in version 1 of the journal, as everything that follows.</summary>
    public string? RunId { get; internal set; }

    /// <summary>The cmdlet.</summary>
    public string? Command { get; internal set; }

    /// <summary>The user of the operating system.</summary>
    public string? User { get; internal set; }

    /// <summary>The computer.</summary>
    public string? ComputerName { get; internal set; }

    /// <summary>The credentials and what named them.</summary>
    public string? Credentials { get; internal set; }

    /// <summary>The ARN of the AWS user or role; null if unknown.</summary>
    public string? Principal { get; internal set; }

    /// <summary>The id of the access key.</summary>
    public string? AccessKeyId { get; internal set; }

    /// <summary>The file that was imported; null for none.</summary>
    public string? Source { get; internal set; }

    /// <summary>The chat; null if the line has no ids, or none that can be a chat's.</summary>
    public ChatContact? GetContact() => InstanceId is { } instance && ContactId is { } contact
        && ChatContact.IsId(instance, ChatContact.MaxInstanceIdLength) && ChatContact.IsId(contact, ChatContact.MaxContactIdLength)
        && (Region is null || ChatContact.IsRegion(Region)) && (Account is null || ChatContact.IsAccount(Account))
            ? new ChatContact(instance, contact, Region, Account) : null;

    private IReadOnlyList<KeyValuePair<string, string>> Notes { get; set; } = [];

    /// <summary>The columns of -JournalProperty. A method, because they become properties of the object.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> GetNotes() => Notes;

    /// <summary>Sets the columns of -JournalProperty.</summary>
    internal void SetNotes(IReadOnlyList<KeyValuePair<string, string>> notes) => Notes = notes;

    /// <summary><c>Accepted: contact 'c' of instance 'i'</c>.</summary>
    public override string ToString() => $"{Status}: contact {DisplayText.Value(ContactId)} of instance {DisplayText.Value(InstanceId)}";
}
