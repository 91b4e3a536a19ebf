using System.Buffers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Aws;

/// <summary>What is asked for, the same for each page.</summary>
/// <param name="Query">Which chats.</param>
/// <param name="Start">They began then or later, UTC.</param>
/// <param name="End">They began then or before, UTC.</param>
internal sealed record ContactSearch(ChatQuery Query, DateTime Start, DateTime End)
{
    /// <summary>Whether the newest come first; otherwise the oldest do.</summary>
    public bool IsNewestFirst { get; init; }
}

/// <summary>A search and how far it has come, as the SDK's pipeline carries them.</summary>
internal sealed class SearchContactsRequest(ContactSearch search, string? nextToken, ImmutableCredentials credentials) : ConnectRequest(credentials)
{
    public ContactSearch Search => search;

    public string? NextToken => nextToken;
}

/// <summary>Writes the request of <c>POST /search-contacts</c> (botocore model 2017-08-08).</summary>
internal sealed class SearchContactsMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly SearchContactsMarshaller Instance = new();

    // The most that the model allows: the quota counts calls, not contacts.
    private const int MaxResults = 100;

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = (SearchContactsRequest)input;
        return request.OnTheWire("POST", "/search-contacts", Body(request.Search, request.NextToken));
    }

    private static byte[] Body(ContactSearch search, string? nextToken)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("InstanceId", search.Query.InstanceId);
        json.WriteStartObject("TimeRange");
        json.WriteString("Type", "INITIATION_TIMESTAMP");
        json.WriteNumber("StartTime", Seconds(search.Start));
        json.WriteNumber("EndTime", Seconds(search.End));
        json.WriteEndObject();
        WriteCriteria(json, search.Query);
        json.WriteNumber("MaxResults", MaxResults);
        if (nextToken is not null)
        {
            json.WriteString("NextToken", nextToken);
        }

        // In which order pages come without it is not documented. With the oldest first, new chats do not push the others about.
        json.WriteStartObject("Sort");
        json.WriteString("FieldName", "INITIATION_TIMESTAMP");
        json.WriteString("Order", search.IsNewestFirst ? "DESCENDING" : "ASCENDING");
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    // That a chat without the time of its end is open, and one without that of an agent still waits for one, is inferred from what the
    // criteria are called; AWS does not say it.
    private static void WriteCriteria(Utf8JsonWriter json, ChatQuery query)
    {
        json.WriteStartObject("SearchCriteria");
        WriteList(json, "Channels", ["CHAT"]);
        WriteList(json, "QueueIds", query.QueueIds);
        WriteList(json, "AgentIds", query.AgentIds);
        json.WriteStartObject("AdditionalTimeRange");
        json.WriteStartArray("Criteria");
        WriteNotExists(json, "DISCONNECT_TIMESTAMP");
        if (query.AwaitingAgent)
        {
            WriteNotExists(json, "CONNECTED_TO_AGENT_TIMESTAMP");
        }

        json.WriteEndArray();
        json.WriteString("MatchType", "MATCH_ALL");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNotExists(Utf8JsonWriter json, string type)
    {
        json.WriteStartObject();
        json.WriteStartObject("TimestampCondition");
        json.WriteString("Type", type);
        json.WriteString("ConditionType", "NOT_EXISTS");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    }

    // To the millisecond, as the JavaScript SDK sends them: of a chat that has just begun, whole seconds would cut off the beginning.
    private static decimal Seconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond / 1000m;
}
