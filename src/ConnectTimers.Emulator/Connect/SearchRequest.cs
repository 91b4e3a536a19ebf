using System.Text.Json;
using static ConnectTimers.Emulator.JsonShape;

namespace ConnectTimers.Emulator;

/// <summary>The body of SearchContacts: a query and a page.</summary>
internal sealed record SearchRequest(SearchQuery Query, int MaxResults, string? NextToken)
{
    // The limits are those of the API model, 2017-08-08. A page of 100 where the request does not say is the emulator's reading.
    private const int MostResults = 100;
    private const int MostIds = 100;

    private static readonly string[] SortableFields = [ApiModel.Initiation, ApiModel.Scheduled, ApiModel.ConnectedToAgent, ApiModel.Disconnect];
    private static readonly string[] OtherSortableFields = ["INITIATION_METHOD", "CHANNEL", "EXPIRY_TIMESTAMP"];
    private static readonly string[] Orders = ["ASCENDING", "DESCENDING"];
    private static readonly string[] Conditions = ["NOT_EXISTS"];

    /// <summary>Criteria of the model that are rejected: ignored, they would make a search find what it should not.</summary>
    private static readonly string[] OtherCriteria =
    [
        "Name", "AgentHierarchyGroups", "ContactAnalysis", "RoutingCriteria", "SearchableContactAttributes",
        "SearchableSegmentAttributes", "ActiveRegions", "ContactTags",
    ];

    /// <exception cref="ServiceException">The body does not fit the model, or uses what the emulator does not support.</exception>
    public static SearchRequest Read(byte[] body)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        var query = new SearchQuery(NeedText(root, "InstanceId"), TimeRange(Need(root, "TimeRange")));
        if (Find(root, "SearchCriteria") is { } criteria)
        {
            query = With(query, criteria);
        }

        if (Find(root, "Sort") is { } sort)
        {
            query = query with { Sort = Order(sort) };
        }

        var size = Find(root, "MaxResults") is { } maxResults ? Whole(maxResults, "MaxResults") : MostResults;
        var token = Find(root, "NextToken") is { } nextToken ? Text(nextToken, "NextToken") : null;
        return new SearchRequest(query, size, token).Checked();
    }

    /// <summary>Checks the values, once the shape is right.</summary>
    private SearchRequest Checked()
    {
        ApiModel.CheckLength("InstanceId", Query.InstanceId, ApiModel.InstanceIdLength);
        foreach (var agentId in Query.AgentIds)
        {
            ApiModel.CheckLength("AgentIds", agentId, ApiModel.AgentIdLength);
        }

        if (Query.AdditionalTimeRange.Criteria.Append(Query.TimeRange).Any(filter => filter.Range is { } range && range.EndTime < range.StartTime))
        {
            throw ServiceException.InvalidParameter("EndTime must not be before StartTime.");
        }

        return MaxResults is >= 1 and <= MostResults
            ? this
            : throw ServiceException.InvalidParameter($"MaxResults {MaxResults} is outside 1 to {MostResults}.");
    }

    private static SearchQuery With(SearchQuery query, JsonElement criteria) =>
        Array.Find(OtherCriteria, name => Find(criteria, name).HasValue) is { } other
            ? throw NotSupported($"the criterion {other}")
            : query with
            {
                Channels = [.. Entries(criteria, "Channels").Select(entry => OneOf(entry, "Channels", ApiModel.Channels))],
                QueueIds = [.. Entries(criteria, "QueueIds", MostIds).Select(entry => Text(entry, "QueueIds"))],
                AgentIds = [.. Entries(criteria, "AgentIds", MostIds).Select(entry => Text(entry, "AgentIds"))],
                InitiationMethods =
                    [.. Entries(criteria, "InitiationMethods").Select(entry => OneOf(entry, "InitiationMethods", ApiModel.InitiationMethods))],
                AdditionalTimeRange = Find(criteria, "AdditionalTimeRange") is { } additional ? Additional(additional) : AdditionalTimeRange.None,
            };

    private static TimestampFilter TimeRange(JsonElement range) => new(
        NeedOneOf(range, "Type", ApiModel.Timestamps),
        new TimestampRange(Time(range, "StartTime"), Time(range, "EndTime")));

    private static AdditionalTimeRange Additional(JsonElement additional) =>
        new([.. NeedEntries(additional, "Criteria").Select(Criterion)], NeedOneOf(additional, "MatchType", AdditionalTimeRange.MatchTypes));

    private static TimestampFilter Criterion(JsonElement criterion) =>
        (Find(criterion, "TimeRange"), Find(criterion, "TimestampCondition")) switch
        {
            ({ } range, null) => TimeRange(range),
            (null, { } condition) => Missing(condition),
            _ => throw ServiceException.InvalidRequest("A criterion of AdditionalTimeRange must have exactly one of its members set."),
        };

    private static TimestampFilter Missing(JsonElement condition)
    {
        NeedOneOf(condition, "ConditionType", Conditions);
        return new TimestampFilter(NeedOneOf(condition, "Type", ApiModel.Timestamps), Range: null);
    }

    private static SearchOrder Order(JsonElement sort)
    {
        var field = NeedOneOf(sort, "FieldName", [.. SortableFields, .. OtherSortableFields]);
        var order = NeedOneOf(sort, "Order", Orders);
        return SortableFields.Contains(field) ? new SearchOrder(field, order == "DESCENDING") : throw NotSupported($"a sort by {field}");
    }

    private static DateTimeOffset Time(JsonElement parent, string name)
    {
        var time = Need(parent, name);
        return time.ValueKind == JsonValueKind.Number && time.TryGetDecimal(out var seconds) && ApiModel.FromSeconds(seconds) is { } known
            ? known
            : throw ServiceException.InvalidRequest($"{name} must be a time in seconds since 1970.");
    }

    private static ServiceException NotSupported(string what) =>
        ServiceException.InvalidRequest($"The emulator does not support {what}; Amazon Connect does.");
}
