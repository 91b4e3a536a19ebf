using System.Globalization;

namespace ConnectTimers.Emulator.Tests;

/// <summary>The body of SearchContacts in raw JSON parts; the default finds everything on the fixture's clock.</summary>
internal sealed record Search
{
    public string InstanceId { get; init; } = "\"i\"";

    public string TimeRange { get; init; } = Range("INITIATION_TIMESTAMP", "2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z");

    public string? Criteria { get; init; }

    public string? Sort { get; init; }

    public string? MaxResults { get; init; }

    public string? NextToken { get; init; }

    public static Search ForOpenChats { get; } = new()
    {
        Criteria = $$"""{"Channels":["CHAT"],{{Additional("MATCH_ALL", Missing("DISCONNECT_TIMESTAMP"))}}}""",
    };

    public static string Range(string type, string start, string end) =>
        $$"""{"Type":"{{type}}","StartTime":{{Seconds(start)}},"EndTime":{{Seconds(end)}}}""";

    /// <summary>Returns a criterion: a timestamp within a range.</summary>
    public static string Within(string type, string start, string end) => $$"""{"TimeRange":{{Range(type, start, end)}}}""";

    /// <summary>Returns a criterion: no such timestamp.</summary>
    public static string Missing(string type) => $$$"""{"TimestampCondition":{"Type":"{{{type}}}","ConditionType":"NOT_EXISTS"}}""";

    /// <summary>Returns the member of the search criteria with further conditions.</summary>
    public static string Additional(string matchType, params string[] criteria) =>
        $$"""
        "AdditionalTimeRange":{"MatchType":"{{matchType}}","Criteria":[{{string.Join(',', criteria)}}]}
        """;

    public override string ToString()
    {
        var optional = new (string Name, string? Value)[]
        {
            ("SearchCriteria", Criteria), ("Sort", Sort), ("MaxResults", MaxResults), ("NextToken", NextToken),
        };
        var more = string.Concat(optional.Where(member => member.Value is not null).Select(member => $",\"{member.Name}\":{member.Value}"));
        return $$"""{"InstanceId":{{InstanceId}},"TimeRange":{{TimeRange}}{{more}}}""";
    }

    private static string Seconds(string time) =>
        (DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture);
}
