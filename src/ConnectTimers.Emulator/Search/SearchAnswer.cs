using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectTimers.Emulator;

/// <summary>The body that SearchContacts answers with; members are spelt as in the API model, and absent where there is nothing to say.</summary>
/// <param name="Contacts">One page of those found.</param>
/// <param name="NextToken">Asks for the page after this one.</param>
/// <param name="TotalCount">How many were found when the search began; that later pages say the same is the reading taken here.</param>
internal sealed record SearchAnswer(IEnumerable<ContactSearchSummary> Contacts, string? NextToken, int TotalCount)
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Write(IEnumerable<ContactFacts> page, string? nextToken, int totalCount, string region) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new SearchAnswer(page.Select(contact => ContactSearchSummary.Of(contact, region)), nextToken, totalCount), Options);
}

/// <summary>A contact in that answer, times in seconds since 1970.</summary>
internal sealed record ContactSearchSummary(
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
    /// <summary>The only account there is: no id of twelve zeros is anybody's.</summary>
    private const string Account = "000000000000";

    public static ContactSearchSummary Of(ContactFacts contact, string region) => new(
        $"arn:aws:connect:{region}:{Account}:instance/{contact.InstanceId}/contact/{contact.ContactId}",
        contact.ContactId,
        contact.InitiationMethod,
        contact.Channel,
        contact.QueueId is null ? null : new QueueInfo(contact.QueueId, WireTime.Seconds(contact.EnqueueTimestamp)),
        contact.AgentId is null ? null : new AgentInfo(contact.AgentId, WireTime.Seconds(contact.ConnectedToAgentTimestamp)),
        WireTime.Seconds(contact.InitiationTimestamp),
        WireTime.Seconds(contact.DisconnectTimestamp),
        contact.Name);
}

/// <summary>The queue of a contact in that answer.</summary>
internal sealed record QueueInfo(string Id, decimal? EnqueueTimestamp);

/// <summary>The agent of a contact in that answer.</summary>
internal sealed record AgentInfo(string Id, decimal? ConnectedToAgentTimestamp);
