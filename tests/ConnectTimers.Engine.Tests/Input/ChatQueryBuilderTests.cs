using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.Engine.Tests.Input;

public class ChatQueryBuilderTests
{
    private const string Instance = "arn:aws:connect:eu-west-2:123456789012:instance/i-1";

    [Fact]
    public void Ids_and_arns_say_the_same()
    {
        var builder = new ChatQueryBuilder(Instance, null);
        builder.PutQueues([$"{Instance}/queue/q-1", " q-2 ", ""]);
        builder.PutAgents([$"{Instance}/agent/a-1", null]);

        var query = builder.Build(null, null, awaitingAgent: true)!;

        Assert.Equal(("i-1", "eu-west-2", true, TimeSpan.FromDays(7), null), (query.InstanceId, query.Region, query.AwaitingAgent, query.Last, query.Since));
        Assert.Equal(["q-1", "q-2"], query.QueueIds);
        Assert.Equal(["a-1"], query.AgentIds);
    }

    [Theory]
    [InlineData("", null, null, "MissingInstanceId")]
    [InlineData("..", null, null, "InvalidInstanceId")]
    [InlineData("arn:aws:connect:eu-west-2:1:instance/i-1/contact/c-1", null, null, "InvalidArn")]
    [InlineData("arn:aws:connect:eu-west-2:1:instance/i-1/queue/q-1", null, null, "InvalidArn")]
    [InlineData(Instance, "us-east-1", null, "ConflictingRegion")]
    [InlineData("i-1", "US EAST", null, "InvalidRegion")]
    [InlineData("i-1", null, "arn:aws:connect:eu-west-2:1:instance/i-2/queue/q-1", "ConflictingInstanceId")]
    [InlineData("i-1", "us-east-1", Instance + "/queue/q-1", "ConflictingRegion")]
    [InlineData("i-1", null, Instance + "/agent/a-1", "InvalidArn")]
    [InlineData("i-1", null, Instance, "InvalidArn")]
    [InlineData("i-1", null, "..", "InvalidQueue")]
    public void An_invalid_value_is_rejected_with_its_own_error_id(string instance, string? region, string? queue, string errorId)
    {
        var builder = new ChatQueryBuilder(instance, region);
        builder.PutQueues([queue]);

        Assert.Null(builder.Build(null, null, awaitingAgent: false));
        Assert.Equal([errorId], builder.Problems.Select(p => p.ErrorId));
    }

    [Fact]
    public void A_number_of_ticks_is_rejected_as_a_time_span()
    {
        var builder = new ChatQueryBuilder("i-1", null);

        Assert.Null(builder.Build(null, new TimeSpan(7), awaitingAgent: false));
        Assert.Contains("(New-TimeSpan -Days 7)", Assert.Single(builder.Problems).RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_takes_a_hundred_queues()
    {
        var builder = new ChatQueryBuilder("i-1", null);
        builder.PutQueues(Enumerable.Range(0, 100).Select(i => $"q-{i}"));
        Assert.Equal(100, builder.Build(null, null, false)?.QueueIds.Count);

        builder.PutQueues(["one-more"]);
        Assert.Equal("TooManyQueues", Assert.Single(builder.Problems).ErrorId);
    }
}
