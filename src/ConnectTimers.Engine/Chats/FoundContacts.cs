using ConnectTimers.Engine.Aws;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Chats;

/// <summary>Makes open chats of what the service found.</summary>
/// <param name="query">What was looked for.</param>
/// <param name="region">Where.</param>
internal sealed class FoundContacts(ChatQuery query, string region)
{
    private readonly HashSet<string> _found = [];

    /// <summary>
    /// The open chats of a page. What the criteria mean is inferred, so what they should have kept out is looked for here once more; and
    /// whether pages overlap is documented nowhere, so no contact comes twice.
    /// </summary>
    public FoundPage Read(SearchContactsResponse page)
    {
        var meant = page.Contacts.OfType<ContactSearchSummary>().Where(IsMeant).ToList();
        return new FoundPage
        {
            Chats = [.. meant.Where(c => _found.Add(c.Id!)).Select(Chat)],
            TotalCount = page.TotalCount,
            LeftOut = page.Contacts.Count - meant.Count,
        };
    }

    private bool IsMeant(ContactSearchSummary contact) =>
        contact is { Id: { } id, Channel: null or "CHAT", DisconnectTimestamp: null } && ChatContact.IsId(id, ChatContact.MaxContactIdLength)
        && !(query.AwaitingAgent && contact.AgentInfo?.ConnectedToAgentTimestamp is not null);

    private FoundChat Chat(ContactSearchSummary contact) => new(new ChatContact(query.InstanceId, contact.Id!, region))
    {
        InitiationTimestamp = contact.InitiationTimestamp,
        InitiationMethod = contact.InitiationMethod,
        QueueId = contact.QueueInfo?.Id,
        EnqueueTimestamp = contact.QueueInfo?.EnqueueTimestamp,
        AgentId = contact.AgentInfo?.Id,
        ConnectedToAgentTimestamp = contact.AgentInfo?.ConnectedToAgentTimestamp,
        InitialContactId = contact.InitialContactId,
        PreviousContactId = contact.PreviousContactId,
    };
}
