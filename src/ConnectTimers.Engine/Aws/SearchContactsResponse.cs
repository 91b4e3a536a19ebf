using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace ConnectTimers.Engine.Aws;

/// <summary>A page of contacts, named as in the API model (botocore, 2017-08-08); only what is used.</summary>
internal sealed class SearchContactsResponse : AmazonWebServiceResponse
{
    [JsonRequired]
    public IReadOnlyList<ContactSearchSummary?> Contacts { get; init => field = value ?? throw new JsonException("Contacts is null."); } = [];

    /// <summary>The way to the next page; null on the last.</summary>
    public string? NextToken { get; init; }

    public long? TotalCount { get; init; }
}

/// <summary>A contact as the search gives it; everything in it is optional.</summary>
internal sealed record ContactSearchSummary
{
    public string? Id { get; init; }

    public string? Channel { get; init; }

    public string? InitiationMethod { get; init; }

    public string? InitialContactId { get; init; }

    public string? PreviousContactId { get; init; }

    public DateTime? InitiationTimestamp { get; init; }

    public DateTime? DisconnectTimestamp { get; init; }

    public ContactSearchSummaryQueueInfo? QueueInfo { get; init; }

    public ContactSearchSummaryAgentInfo? AgentInfo { get; init; }
}

/// <summary>The queue of a contact.</summary>
internal sealed record ContactSearchSummaryQueueInfo
{
    public string? Id { get; init; }

    public DateTime? EnqueueTimestamp { get; init; }
}

/// <summary>The agent of a contact.</summary>
internal sealed record ContactSearchSummaryAgentInfo
{
    public string? Id { get; init; }

    public DateTime? ConnectedToAgentTimestamp { get; init; }
}
