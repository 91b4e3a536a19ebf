namespace ConnectTimers.Emulator.Tests;

/// <summary>Why a search is rejected. Which of the two 400s it is, is a reading: AWS documents both for the operation, and nothing more.</summary>
public sealed class SearchErrorTests
{
    private const string Range = """{"Type":"INITIATION_TIMESTAMP","StartTime":1,"EndTime":2}""";

    public static TheoryData<string> Misshapen => new(
        "",
        "{",
        "null",
        "[]",
        "{}",
        $$"""{"TimeRange":{{Range}}}""",
        """{"InstanceId":"i"}""",
        $$"""{"InstanceId":null,"TimeRange":{{Range}}}""",
        new Search { InstanceId = "5" }.ToString(),
        new Search { InstanceId = "\"\\ud800\"" }.ToString(),
        new Search { TimeRange = "5" }.ToString(),
        new Search { TimeRange = """{"StartTime":1,"EndTime":2}""" }.ToString(),
        new Search { TimeRange = """{"Type":"INITIATION_TIMESTAMP","EndTime":2}""" }.ToString(),
        new Search { TimeRange = """{"Type":"INITIATION_TIMESTAMP","StartTime":1}""" }.ToString(),
        new Search { TimeRange = """{"Type":"initiation_timestamp","StartTime":1,"EndTime":2}""" }.ToString(),
        new Search { TimeRange = """{"Type":"EXPIRY_TIMESTAMP","StartTime":1,"EndTime":2}""" }.ToString(),
        new Search { TimeRange = """{"Type":"INITIATION_TIMESTAMP","StartTime":"2026-03-01T12:00:00Z","EndTime":2}""" }.ToString(),
        new Search { TimeRange = """{"Type":"INITIATION_TIMESTAMP","StartTime":1,"EndTime":1e300}""" }.ToString(),
        new Search { TimeRange = """{"Type":"INITIATION_TIMESTAMP","StartTime":1,"EndTime":253402300800}""" }.ToString(),
        new Search { Criteria = "[]" }.ToString(),
        new Search { Criteria = """{"Channels":"CHAT"}""" }.ToString(),
        new Search { Criteria = """{"Channels":["chat"]}""" }.ToString(),
        new Search { Criteria = """{"Channels":[null]}""" }.ToString(),
        new Search { Criteria = """{"QueueIds":[5]}""" }.ToString(),
        new Search { Criteria = $$"""{"QueueIds":[{{Many(101)}}]}""" }.ToString(),
        new Search { Criteria = $$"""{"AgentIds":[{{Many(101)}}]}""" }.ToString(),
        new Search { Criteria = """{"InitiationMethods":["PHONE"]}""" }.ToString(),
        new Search { Criteria = """{"AdditionalTimeRange":{}}""" }.ToString(),
        new Search { Criteria = """{"AdditionalTimeRange":{"Criteria":[]}}""" }.ToString(),
        new Search { Criteria = """{"AdditionalTimeRange":{"MatchType":"MATCH_ALL"}}""" }.ToString(),
        new Search { Criteria = $$"""{{{Search.Additional("MATCH_SOME")}}}""" }.ToString(),
        new Search { Criteria = $$"""{{{Search.Additional("MATCH_ALL", "{}")}}}""" }.ToString(),
        new Search { Criteria = $$"""{{{Search.Additional("MATCH_ALL", "5")}}}""" }.ToString(),
        new Search { Criteria = $$"""{{{Search.Additional("MATCH_ALL", Both)}}}""" }.ToString(),
        new Search { Criteria = $$"""{{{Search.Additional("MATCH_ALL", Search.Missing("NOTHING"))}}}""" }.ToString(),
        new Search
        {
            Criteria = $$"""{{{Search.Additional("MATCH_ALL", """{"TimestampCondition":{"Type":"DISCONNECT_TIMESTAMP","ConditionType":"EXISTS"}}""")}}}""",
        }.ToString(),
        new Search { Sort = """{"FieldName":"INITIATION_TIMESTAMP"}""" }.ToString(),
        new Search { Sort = """{"Order":"ASCENDING"}""" }.ToString(),
        new Search { Sort = """{"FieldName":"ENQUEUE_TIMESTAMP","Order":"ASCENDING"}""" }.ToString(),
        new Search { Sort = """{"FieldName":"INITIATION_TIMESTAMP","Order":"UP"}""" }.ToString(),
        new Search { MaxResults = "\"5\"" }.ToString(),
        new Search { MaxResults = "5.5" }.ToString(),
        new Search { NextToken = "5" }.ToString());

    public static TheoryData<string> WrongValues => new(
        new Search { InstanceId = "\"\"" }.ToString(),
        new Search { InstanceId = $"\"{new string('i', 101)}\"" }.ToString(),
        new Search { Criteria = """{"AgentIds":[""]}""" }.ToString(),
        new Search { Criteria = $$"""{"AgentIds":["{{new string('a', 257)}}"]}""" }.ToString(),
        new Search { MaxResults = "0" }.ToString(),
        new Search { MaxResults = "101" }.ToString(),
        new Search { MaxResults = "-1" }.ToString(),
        new Search { NextToken = "\"\"" }.ToString(),
        new Search { NextToken = "\"made up\"" }.ToString(),
        new Search { TimeRange = """{"Type":"INITIATION_TIMESTAMP","StartTime":2,"EndTime":1.999}""" }.ToString(),
        new Search
        {
            Criteria = $$"""{{{Search.Additional("MATCH_ANY", """{"TimeRange":{"Type":"ENQUEUE_TIMESTAMP","StartTime":2,"EndTime":1}}""")}}}""",
        }.ToString());

    private static string Both =>
        $$$"""{"TimeRange":{{{Range}}},"TimestampCondition":{"Type":"DISCONNECT_TIMESTAMP","ConditionType":"NOT_EXISTS"}}""";

    [Theory]
    [MemberData(nameof(Misshapen))]
    public Task A_body_that_does_not_fit_the_model_is_an_invalid_request(string body) => FailsAsync(body, "InvalidRequestException");

    [Theory]
    [MemberData(nameof(WrongValues))]
    public Task A_value_out_of_range_is_an_invalid_parameter(string body) => FailsAsync(body, "InvalidParameterException");

    [Theory]
    [InlineData("Name", """{"SearchText":["n"],"MatchType":"MATCH_ANY"}""")]
    [InlineData("AgentHierarchyGroups", "{}")]
    [InlineData("ContactAnalysis", "{}")]
    [InlineData("RoutingCriteria", "{}")]
    [InlineData("SearchableContactAttributes", """{"Criteria":[]}""")]
    [InlineData("SearchableSegmentAttributes", """{"Criteria":[]}""")]
    [InlineData("ActiveRegions", """["eu-west-2"]""")]
    [InlineData("ContactTags", "{}")]
    public async Task An_unsupported_criterion_is_rejected(string name, string value)
    {
        var answer = await FailsAsync(new Search { Criteria = $$"""{"{{name}}":{{value}}}""" }.ToString(), "InvalidRequestException");

        Assert.Equal($"The emulator does not support the criterion {name}; Amazon Connect does.", answer.Message);
    }

    [Theory]
    [InlineData("INITIATION_METHOD")]
    [InlineData("CHANNEL")]
    [InlineData("EXPIRY_TIMESTAMP")]
    public async Task An_unsupported_sort_is_rejected(string field)
    {
        var answer = await FailsAsync(new Search { Sort = $$"""{"FieldName":"{{field}}","Order":"ASCENDING"}""" }.ToString(), "InvalidRequestException");

        Assert.Equal($"The emulator does not support a sort by {field}; Amazon Connect does.", answer.Message);
    }

    [Fact]
    public async Task The_shape_is_checked_before_the_values()
    {
        await FailsAsync(new Search { MaxResults = "0", Sort = "{}" }.ToString(), "InvalidRequestException");
        await FailsAsync(new Search { InstanceId = "\"\"", NextToken = "5" }.ToString(), "InvalidRequestException");
    }

    [Fact]
    public async Task The_signature_is_checked_before_the_rate_and_the_rate_before_the_body()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions());
        using var stranger = fixture.CallerWith(secretKey: "WRONG");

        Assert.Equal("InvalidSignatureException", (await stranger.SearchAsync("{")).ErrorType);
        Assert.Equal("InvalidRequestException", (await fixture.Caller.SearchAsync("{")).ErrorType);
        Assert.Equal("ThrottlingException", (await fixture.Caller.SearchAsync("{")).ErrorType);
    }

    [Fact]
    public async Task The_limits_themselves_are_accepted()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        await fixture.Caller.SearchAsync(new Search
        {
            InstanceId = $"\"{new string('i', 100)}\"",
            Criteria = $$"""{"AgentIds":["{{new string('a', 256)}}",{{Many(99)}}],"QueueIds":[{{Many(100)}}]}""",
            MaxResults = "100",
            TimeRange = """{"Type":"INITIATION_TIMESTAMP","StartTime":-62135596800,"EndTime":253402300799}""",
        });
    }

    private static string Many(int count) => string.Join(',', Enumerable.Repeat("\"x\"", count));

    private static async Task<Answer> FailsAsync(string body, string errorType)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var answer = await fixture.Caller.SearchAsync(body);

        Assert.Equal((400, errorType), (answer.Status, answer.ErrorType));
        Assert.False(string.IsNullOrEmpty(answer.Message));
        Assert.Equal(answer.RequestId, fixture.Emulator.GetRequests()[^1].RequestId);
        Assert.Equal(1, fixture.Emulator.GetState().Counts.Refused);
        return answer;
    }
}
