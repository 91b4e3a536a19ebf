namespace ConnectTimers.Emulator;

/// <summary>A contact in an answer, with the members that SearchContacts and DescribeContact share; times are in seconds since 1970.</summary>
internal record ContactSummary(
    string Arn,
    string Id,
    string InitiationMethod,
    string Channel,
    QueueInfo? QueueInfo,
    AgentInfo? AgentInfo,
    decimal? InitiationTimestamp,
    decimal? DisconnectTimestamp,
    string? Name)
{
    public static ContactSummary Of(ContactFacts contact, Caller caller) => new(
        Arns.Contact(caller.Region, caller.Account, contact.InstanceId, contact.ContactId),
        contact.ContactId,
        contact.InitiationMethod,
        contact.Channel,
        contact.QueueId is null ? null : new QueueInfo(contact.QueueId, ApiModel.ToSeconds(contact.EnqueueTimestamp)),
        contact.AgentId is null ? null : new AgentInfo(contact.AgentId, ApiModel.ToSeconds(contact.ConnectedToAgentTimestamp)),
        ApiModel.ToSeconds(contact.InitiationTimestamp),
        ApiModel.ToSeconds(contact.DisconnectTimestamp),
        contact.Name);
}

/// <summary>The queue of a contact in an answer.</summary>
internal sealed record QueueInfo(string Id, decimal? EnqueueTimestamp);

/// <summary>The agent of a contact in an answer.</summary>
internal sealed record AgentInfo(string Id, decimal? ConnectedToAgentTimestamp);
