using System.Globalization;
using System.Text;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>The search on the wire: what it sends, byte for byte, and what it makes of answers.</summary>
[Collection(nameof(OneAtATime))]
public class SearchContactsTests
{
    private const string Asked = "\"InstanceId\":\"i-1\",\"TimeRange\":{\"Type\":\"INITIATION_TIMESTAMP\",\"StartTime\":1772366400,\"EndTime\":1772971200.25}";
    private const string NoEnd = "{\"TimestampCondition\":{\"Type\":\"DISCONNECT_TIMESTAMP\",\"ConditionType\":\"NOT_EXISTS\"}}";
    private const string NoAgent = "{\"TimestampCondition\":{\"Type\":\"CONNECTED_TO_AGENT_TIMESTAMP\",\"ConditionType\":\"NOT_EXISTS\"}}";
    private const string Rest = "\"Sort\":{\"FieldName\":\"INITIATION_TIMESTAMP\",\"Order\":\"ASCENDING\"}}";

    [Fact]
    public async Task Sends_the_request_of_the_model()
    {
        using var server = new WireServer(Ok("""{"Contacts":[]}"""));
        using var service = Calls.To(server.Endpoint);

        var answer = await service.SearchContactsAsync(Calls.Search(new ChatQuery("i-1")), null, CancellationToken.None);

        var request = Assert.Single(server.Requests);
        Assert.Equal(AnswerKind.Accepted, answer.Kind);
        Assert.Empty(answer.Page!.Contacts);
        Assert.StartsWith("POST /search-contacts HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("/eu-west-2/connect/aws4_request", request, StringComparison.Ordinal);
        Assert.Contains(" lib/ConnectTimers#", request, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n\r\n{{{Asked},\"SearchCriteria\":{{\"Channels\":[\"CHAT\"],\"AdditionalTimeRange\":{{\"Criteria\":[{NoEnd}],\"MatchType\":\"MATCH_ALL\"}}}},\"MaxResults\":100,{Rest}",
            request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_every_criterion_and_the_token()
    {
        using var server = new WireServer(Ok("""{"Contacts":[]}"""));
        using var service = Calls.To(server.Endpoint);
        var query = new ChatQuery("i-1") { AwaitingAgent = true, QueueIds = ["q-1", "q-2"], AgentIds = ["a-1"] };

        await service.SearchContactsAsync(Calls.Search(query), "page 2", CancellationToken.None);

        Assert.EndsWith($"{{{Asked},\"SearchCriteria\":{{\"Channels\":[\"CHAT\"],\"QueueIds\":[\"q-1\",\"q-2\"],\"AgentIds\":[\"a-1\"],\"AdditionalTimeRange\":{{\"Criteria\":[{NoEnd},{NoAgent}],\"MatchType\":\"MATCH_ALL\"}}}},"
            + $"\"MaxResults\":100,\"NextToken\":\"page 2\",{Rest}", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_the_members_of_the_model_and_ignores_unknown_ones()
    {
        var page = (await AnswerToAsync(Ok("""
            {"TotalCount":3,"NextToken":"more","Future":{"x":[1]},"Contacts":[
              {"Id":"c-1","Arn":"arn:x","Channel":"CHAT","InitiationMethod":"API","InitiationTimestamp":1772366400.25,"PreviousContactId":"p","InitialContactId":"f",
               "QueueInfo":{"Id":"q","EnqueueTimestamp":1772366401},"AgentInfo":{"Id":"a","ConnectedToAgentTimestamp":"2026-03-01T12:00:02Z"},
               "SegmentAttributes":{"connect:Subtype":{"ValueString":"connect:Chat"}},"Tags":{"a":"b"}},
              {"Id":"c-2","QueueInfo":null,"InitiationTimestamp":null},{}]}
            """))).Page!;

        Assert.Equal((3, "more", 3), (page.TotalCount, page.NextToken, page.Contacts.Count));
        var first = page.Contacts[0]!;
        Assert.Equal(("c-1", "CHAT", "API", "p", "f", "q", "a"), (first.Id, first.Channel, first.InitiationMethod, first.PreviousContactId, first.InitialContactId, first.QueueInfo?.Id, first.AgentInfo?.Id));
        Assert.Equal("2026-03-01T12:00:00.2500000Z", first.InitiationTimestamp?.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal("2026-03-01T12:00:02.0000000Z", first.AgentInfo?.ConnectedToAgentTimestamp?.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal(("c-2", null, null), (page.Contacts[1]!.Id, page.Contacts[1]!.QueueInfo, page.Contacts[1]!.InitiationTimestamp));
    }

    [Theory]
    [InlineData("{\"Contacts\":[{\"Id\":")]
    [InlineData("{\"NextToken\":\"x\"}")]
    [InlineData("{\"Contacts\":null}")]
    [InlineData("{\"Contacts\":{}}")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task A_body_that_is_not_a_page_is_a_transient_failure_and_not_an_empty_page(string body)
    {
        var answer = await AnswerToAsync(Ok(body));

        Assert.Equal((AnswerKind.Transient, "HTTP200"), (answer.Kind, answer.Problem?.ErrorId));
    }

    [Theory]
    [InlineData("404 Not Found", "ResourceNotFoundException", "instance")]
    [InlineData("403 Forbidden", "AccessDeniedException", "connect:SearchContacts")]
    [InlineData("400 Bad Request", "InvalidParameterException", "the period")]
    [InlineData("500 Oops", "InternalServiceException", "Search again")]
    [InlineData("429 Too Many Requests", "ThrottlingException", "Search again")]
    public async Task Errors_describe_the_effect_on_a_search(string status, string code, string said)
    {
        var problem = (await AnswerToAsync(Calls.Error(status, code))).Problem!;

        Assert.Equal(code, problem.ErrorId);
        Assert.Contains(said, problem.Message + problem.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("timers", problem.Message + problem.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("contact again", problem.RecommendedAction, StringComparison.Ordinal);
    }

    private static string Ok(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-amzn-RequestId: r-1\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private static async Task<Answer> AnswerToAsync(string answer)
    {
        using var server = new WireServer(answer);
        using var service = Calls.To(server.Endpoint);
        return await service.SearchContactsAsync(Calls.Search(new ChatQuery("i-1")), null, CancellationToken.None);
    }
}
