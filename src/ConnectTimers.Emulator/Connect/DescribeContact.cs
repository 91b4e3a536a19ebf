using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectTimers.Emulator;

/// <summary>Describes a contact; one that has ended is described too.</summary>
internal sealed class DescribeContact(ContactStore contacts, InstanceDirectory instances) : IOperation
{
    private const string Method = "GET";
    private const string Prefix = "/contacts/";

    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Name => nameof(DescribeContact);

    public bool IsFor(ServiceRequest request) => ApiModel.FindIds(request, Method, Prefix) is not null;

    public ValueTask<byte[]> CarryOutAsync(ServiceRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var (instanceId, contactId) = ApiModel.NeedIds(request, Method, Prefix);
        instances.Check(instanceId, caller);
        var facts = contacts.Find(instanceId, contactId) ?? throw ServiceException.ContactNotFound();
        return new(JsonSerializer.SerializeToUtf8Bytes(new DescribeContactResponse(new ContactDescription(facts, caller)), Options));
    }
}

/// <summary>The body of DescribeContact's answer; a member without a value is absent.</summary>
internal sealed record DescribeContactResponse(ContactDescription Contact);

/// <summary>A contact in that answer; times are in seconds since 1970.</summary>
internal sealed record ContactDescription : ContactSummary
{
    public ContactDescription(ContactFacts contact, Caller caller)
        : base(Of(contact, caller))
    {
        InitialContactId = contact.ContactId;
        LastUpdateTimestamp = ApiModel.ToSeconds(
            contact.DisconnectTimestamp ?? contact.ConnectedToAgentTimestamp ?? contact.EnqueueTimestamp ?? contact.InitiationTimestamp);
    }

    public string InitialContactId { get; }

    public decimal? LastUpdateTimestamp { get; }
}
