using ConnectTimers.Engine.Aws;
using System.Text;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>Tests of DescribeContact on the wire.</summary>
[Collection(nameof(OneAtATime))]
public class DescribeContactTests
{
    [Fact]
    public async Task Sends_the_request_of_the_model()
    {
        using var server = new WireServer(Ok("""{"Contact":{"Id":"c/1"}}"""));
        using var service = Calls.To(server.Endpoint);

        await service.DescribeContactAsync(new ChatContact("i-1", "c/1"), CancellationToken.None);

        var request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /contacts/i-1/c%2F1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("/eu-west-2/connect/aws4_request", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_the_members_of_the_model_and_ignores_unknown_ones()
    {
        var contact = (await AnswerToAsync(Ok("""
            {"Contact":{"Arn":"x","Id":"c-1","Channel":"CHAT","InitiationTimestamp":1772366400.25,"DisconnectTimestamp":1772366500,"Future":[1],
            "QueueInfo":{"Id":"q","EnqueueTimestamp":1772366401},"AgentInfo":{"Id":"a","ConnectedToAgentTimestamp":1772366402}}}
            """))).Contact!;

        Assert.Equal(("CHAT", "q", "a"), (contact.Channel, contact.QueueInfo?.Id, contact.AgentInfo?.Id));
        Assert.Equal(new DateTime(2026, 3, 1, 12, 0, 2, DateTimeKind.Utc), contact.AgentInfo?.ConnectedToAgentTimestamp);
        Assert.NotNull(contact.DisconnectTimestamp);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"Contact\":null}")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_body_without_a_contact_is_a_transient_failure(string body)
    {
        var answer = await AnswerToAsync(Ok(body));

        Assert.Equal((AnswerKind.Transient, "HTTP200"), (answer.Kind, answer.Problem?.ErrorId));
    }

    [Theory]
    [InlineData("404 Not Found", "ResourceNotFoundException", "no such contact")]
    [InlineData("403 Forbidden", "AccessDeniedException", "connect:DescribeContact")]
    public async Task Errors_describe_the_effect_on_a_lookup(string status, string code, string said)
    {
        var problem = (await AnswerToAsync(Calls.Error(status, code))).Problem!;

        Assert.Equal(code, problem.ErrorId);
        Assert.Contains(said, problem.Message + problem.RecommendedAction, StringComparison.Ordinal);
    }

    private static string Ok(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-amzn-RequestId: r-1\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private static async Task<Answer> AnswerToAsync(string answer)
    {
        using var server = new WireServer(answer);
        using var service = Calls.To(server.Endpoint);
        return await service.DescribeContactAsync(new ChatContact("i-1", "c-1"), CancellationToken.None);
    }
}
