using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Chats;

/// <summary>Converts the contacts that the service found to open chats.</summary>
/// <param name="query">The query.</param>
/// <param name="region">The Region searched.</param>
internal sealed class FoundContacts(ChatQuery query, string region)
{
    private readonly HashSet<string> _returned = [];

    /// <summary>Returns the same for a query that names the instance by its id.</summary>
    public FoundContacts OfInstance(ChatQuery other) => new(other, region);

    /// <summary>
    /// Returns the open chats of a page. The meaning of the service's search criteria is inferred, so the result is checked here again; whether pages
    /// overlap is not documented, so a contact is returned only once.
    /// </summary>
    public ChatsFound Read(SearchContactsResponse page)
    {
        var matching = page.Contacts.OfType<ContactSearchSummary>().Where(IsMatch).ToList();
        return new ChatsFound([.. matching.Where(c => _returned.Add(c.Id!)).Select(ToChat)])
        {
            TotalCount = page.TotalCount,
            LeftOut = page.Contacts.Count - matching.Count,
        };
    }

    /// <summary>Returns a contact as the service described it.</summary>
    public static DescribedChat Describe(ChatContact contact, ContactSearchSummary found) => new(contact)
    {
        Channel = found.Channel,
        InitiationTimestamp = found.InitiationTimestamp,
        InitiationMethod = found.InitiationMethod,
        QueueId = found.QueueInfo?.Id,
        EnqueueTimestamp = found.QueueInfo?.EnqueueTimestamp,
        AgentId = found.AgentInfo?.Id,
        ConnectedToAgentTimestamp = found.AgentInfo?.ConnectedToAgentTimestamp,
        DisconnectTimestamp = found.DisconnectTimestamp,
        InitialContactId = found.InitialContactId == contact.ContactId ? null : found.InitialContactId,
        PreviousContactId = found.PreviousContactId,
    };

    private bool IsMatch(ContactSearchSummary contact) =>
        contact is { Id: { } id, Channel: null or "CHAT", DisconnectTimestamp: null } && ChatContact.IsId(id, ChatContact.MaxContactIdLength)
        && !(query.AwaitingAgent && contact.AgentInfo?.ConnectedToAgentTimestamp is not null);

    private FoundChat ToChat(ContactSearchSummary contact) => new(new ChatContact(query.InstanceId, contact.Id!, region, query.Account))
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
