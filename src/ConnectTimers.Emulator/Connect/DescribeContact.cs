using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectTimers.Emulator;

/// <summary>Describes a contact; one that has ended is described too.</summary>
internal sealed class DescribeContact(ContactStore contacts, InstanceDirectory instances) : IOperation
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Name => nameof(DescribeContact);

    public bool IsFor(ServiceRequest request) => FindIds(request) is not null;

    public ValueTask<byte[]> CarryOutAsync(ServiceRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var (instanceId, contactId) = FindIds(request)!.Value;
        ApiModel.CheckLength("InstanceId", instanceId, ApiModel.InstanceIdLength);
        ApiModel.CheckLength("ContactId", contactId, ApiModel.ContactIdLength);
        instances.Check(instanceId, caller);
        var facts = contacts.Find(instanceId, contactId) ?? throw ServiceException.ContactNotFound();
        return new(JsonSerializer.SerializeToUtf8Bytes(new DescribeContactResponse(ContactDescription.Of(facts, caller)), Options));
    }

    private static (string InstanceId, string ContactId)? FindIds(ServiceRequest request) =>
        request.Method == "GET" && request.Path.Split('/') is ["", "contacts", { Length: > 0 } instance, { Length: > 0 } contact]
            ? (Uri.UnescapeDataString(instance), Uri.UnescapeDataString(contact))
            : null;
}

/// <summary>The body of DescribeContact's answer; a member without a value is absent.</summary>
internal sealed record DescribeContactResponse(ContactDescription Contact);

/// <summary>A contact in that answer; times are in seconds since 1970.</summary>
internal sealed record ContactDescription(
    string Arn,
    string Id,
    string InitialContactId,
    string InitiationMethod,
    string Channel,
    QueueInfo? QueueInfo,
    AgentInfo? AgentInfo,
    decimal? InitiationTimestamp,
    decimal? DisconnectTimestamp,
    decimal? LastUpdateTimestamp,
    string? Name)
{
    public static ContactDescription Of(ContactFacts contact, Caller caller) => new(
        contact.Arn(caller.Region, caller.Account),
        contact.ContactId,
        contact.ContactId,
        contact.InitiationMethod,
        contact.Channel,
        QueueInfo.Of(contact),
        AgentInfo.Of(contact),
        ApiModel.ToSeconds(contact.InitiationTimestamp),
        ApiModel.ToSeconds(contact.DisconnectTimestamp),
        ApiModel.ToSeconds(contact.DisconnectTimestamp ?? contact.ConnectedToAgentTimestamp ?? contact.EnqueueTimestamp ?? contact.InitiationTimestamp),
        contact.Name);
}

/// <summary>The queue of a contact in an answer.</summary>
internal sealed record QueueInfo(string Id, decimal? EnqueueTimestamp)
{
    /// <summary>Returns null without a queue.</summary>
    public static QueueInfo? Of(ContactFacts contact) =>
        contact.QueueId is null ? null : new QueueInfo(contact.QueueId, ApiModel.ToSeconds(contact.EnqueueTimestamp));
}

/// <summary>The agent of a contact in an answer.</summary>
internal sealed record AgentInfo(string Id, decimal? ConnectedToAgentTimestamp)
{
    /// <summary>Returns null until an agent has joined.</summary>
    public static AgentInfo? Of(ContactFacts contact) =>
        contact.AgentId is null ? null : new AgentInfo(contact.AgentId, ApiModel.ToSeconds(contact.ConnectedToAgentTimestamp));
}
