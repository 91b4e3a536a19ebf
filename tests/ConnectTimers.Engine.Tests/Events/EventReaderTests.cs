using ConnectTimers.Engine.Text;
using ConnectTimers.Parsing;
using static ConnectTimers.Tests.Support.SampleEvents;

namespace ConnectTimers.Engine.Tests.Events;

public class EventReaderTests
{
    [Fact]
    public void Reads_an_event_of_EventBridge()
    {
        var read = One(EventBridge());

        Assert.Equal(new ChatContact("i-1", "c-1", "eu-west-2", "111122223333"), read.GetContact());
        Assert.Equal(("QUEUED", "CHAT", "API", "q-1"), (read.EventType, read.Channel, read.InitiationMethod, read.QueueId));
        Assert.Equal(new DateTime(2026, 11, 25, 18, 33, 3, 62, DateTimeKind.Utc), read.EnqueueTimestamp);
        Assert.Equal(new DateTime(2026, 11, 25, 18, 33, 3, DateTimeKind.Utc), read.EventTime);
        Assert.Null(read.InitialContactId);
        Assert.Null(read.FindReasonToSkip(includeConnected: false));
    }

    [Theory]
    [InlineData("arn:aws::connect:eu-west-2:111122223333:instance/i-1", "eu-west-2")]
    [InlineData("arn::connect:eu-west-2:111122223333:instance/i-1", "eu-west-2")]
    [InlineData("arn:aws-cn:connect:cn-north-1:111122223333:instance/i-1", "cn-north-1")]
    [InlineData("i-1", "eu-west-2")]
    public void Reads_the_instance_in_each_form(string instance, string region) =>
        Assert.Equal(("i-1", region), (One(EventBridge(instanceArn: instance)).InstanceId, One(EventBridge(instanceArn: instance)).Region));

    [Fact]
    public void Reads_members_in_any_case_and_without_the_envelope()
    {
        var pascal = """
            {"EventType":"QUEUED","ContactId":"c-1","Channel":"Chat","InstanceArn":"arn:aws:connect:eu-west-2:111122223333:instance/i-1",
            "QueueInfo":{"QueueArn":"arn:aws:connect:eu-west-2:111122223333:instance/i-1/queue/q-1"},"AgentInfo":{"ConnectedToAgentTimestamp":"1970-01-01T00:00:00.001Z"}}
            """;

        foreach (var text in new[] { pascal, $$"""{"DetailType":"Amazon Connect Contact Event","Detail":{{pascal}}}""" })
        {
            var read = One(text);
            Assert.Equal(("c-1", "i-1", "eu-west-2", "CHAT", "q-1"), (read.ContactId, read.InstanceId, read.Region, read.Channel, read.QueueId));
            Assert.False(read.HasAgent());
        }
    }

    [Fact]
    public void Finds_ids_in_the_resources_and_tags()
    {
        var read = One("""
            {"detail-type":"Amazon Connect Contact Event","account":"111122223333","region":"eu-west-2","resources":["contactArn","arn:aws:connect:eu-west-2:111122223333:instance/i-1/contact/c-1"],
            "detail":{"eventType":"INITIATED","channel":"CHAT","somethingNew":{"x":[1]},"tags":{"aws:connect:instanceId":"i-1"}}}
            """);

        Assert.Equal(("c-1", "i-1", "eu-west-2", "111122223333"), (read.ContactId, read.InstanceId, read.Region, read.Account));
    }

    [Theory]
    [InlineData("VOICE", "QUEUED", "", "NotAChat")]
    [InlineData("Task", "INITIATED", "", "NotAChat")]
    [InlineData("VOICE", "DISCONNECTED", "", "NotAChat")]
    [InlineData("Chat", "DISCONNECTED", "", "Ended")]
    [InlineData("CHAT", "COMPLETED", "", "Ended")]
    [InlineData("CHAT", "CONTACT_DATA_UPDATED", "\"disconnectTimestamp\":\"2026-11-25T18:40:00Z\",", "Ended")]
    [InlineData("CHAT", "SOMETHING_NEW", "", "UnknownEventType")]
    [InlineData("CHAT", "CONNECTED_TO_AGENT", "", "AgentJoined")]
    [InlineData("CHAT", "CONTACT_DATA_UPDATED", "AGENT", "AgentJoined")]
    [InlineData("CHAT", "CONTACT_DATA_UPDATED", "", null)]
    [InlineData("CHAT", "connected_to_system", "", null)]
    [InlineData("CHAT", "QUEUED", "AGENT", null)] // queued again after the agent
    public void Says_why_a_contact_is_not_set(string channel, string type, string more, string? errorId)
    {
        var read = One(EventBridge(type, channel, more == "AGENT" ? Agent("2026-11-25T18:33:02Z") : more));

        Assert.Equal(errorId, read.FindReasonToSkip(includeConnected: false)?.ErrorId);
        Assert.Equal(errorId == "AgentJoined" ? null : errorId, read.FindReasonToSkip(includeConnected: true)?.ErrorId);
    }

    [Theory]
    [InlineData("{}", "null")]
    [InlineData("""{"Customer Idle":"5","Greeting":"x"}""", "\"Support\"")]
    [InlineData("""{"CustomerIdle":"5"}""", """{"Name":"Support","ARN":"arn:aws:connect:eu-west-2:111122223333:instance/i-1/queue/q-1"}""")]
    public void Reads_what_a_flow_sends(string parameters, string queue)
    {
        var read = One(Flow(parameters, queue));

        Assert.Equal(("c-1", "i-1", "eu-west-2", "FLOW", "CHAT"), (read.ContactId, read.InstanceId, read.Region, read.EventType, read.Channel));
        Assert.Equal((parameters == "{}" ? null : "5", queue[0] == '{' ? "q-1" : null), (read.CustomerIdle, read.QueueId));
        Assert.Null(read.FindReasonToSkip(includeConnected: false));
    }

    [Fact]
    public void Reads_each_message_of_a_batch()
    {
        var readings = JsonInputNode.ReadEvents(Batch(EventBridge(), "no JSON", "{\"a\":1}", EventBridge(contact: "c-2"), EventBridge(contact: "..")))!;

        Assert.Equal(["m-1 c-1", "m-2 MessageWithoutEvent", "m-3 MessageWithoutEvent", "m-4 c-2", "m-5 InvalidEventValue"], readings.Select(Show));
    }

    [Fact]
    public void Reads_what_ReceiveMessage_returns_and_a_message_alone()
    {
        var message = Message("m-9", EventBridge(), "");

        Assert.Equal(["m-9 c-1"], JsonInputNode.ReadEvents($$"""{"Messages":[{{message}}]}""")!.Select(Show));
        Assert.Equal(["m-9 c-1"], JsonInputNode.ReadEvents(message)!.Select(Show));
    }

    [Theory]
    [InlineData("""{"detail-type":"EC2 Instance State-change Notification","detail":{"instance-id":"i-0"}}""", "NotAContactEvent")]
    [InlineData("""{"detail-type":"Amazon Connect Contact Event"}""", "EventWithout")]
    [InlineData("""{"detail-type":"Amazon Connect Contact Event","detail":{"eventType":"QUEUED","contactId":"c-1"}}""", "EventWithout")]
    [InlineData("""{"detail-type":"Amazon Connect Contact Event","detail":{"contactId":"c-1","instanceArn":"i-1"}}""", "EventWithout")]
    [InlineData("""{"detail-type":"Amazon Connect Contact Event","detail":{"eventType":"QUEUED","contactId":"c-1","ContactId":"c-2","instanceArn":"i-1"}}""", "EventConflict")]
    [InlineData("""{"detail-type":null,"id":"x","contactId":"c-1","instanceId":"i-1"}""", "NotAContactEvent")]
    [InlineData("""{"Name":"ContactFlowEvent","Details":{"Parameters":{}}}""", "EventWithout")]
    [InlineData("""{"Details":{"ContactData":{"ContactId":"c-1","Channel":"CHAT"}}}""", "EventWithout")]
    public void An_event_that_cannot_be_read_is_a_problem(string text, string errorId) =>
        Assert.Equal(errorId, Assert.IsType<UnreadableEvent>(Assert.Single(JsonInputNode.ReadEvents(text)!)).Problem.ErrorId);

    [Fact]
    public void Resources_of_another_contact_are_a_conflict() =>
        Assert.Equal("EventConflict", Problem(EventBridge().Replace("\"contactId\":\"c-1\"", "\"contactId\":\"c-2\"", StringComparison.Ordinal)).ErrorId);

    [Fact]
    public void A_time_of_the_agent_that_cannot_be_read_is_a_problem() =>
        Assert.Equal("The event's connectedToAgentTimestamp is 'soon', which is not a time such as 2026-11-25T18:33:03Z.", Problem(EventBridge(more: Agent("soon"))).Message);

    [Theory]
    [InlineData("""{"ContactId":"c-1","ParticipantId":"p","ParticipantToken":"t"}""")] // StartChatContact's answer is a row
    [InlineData("""{"InstanceId":"i-1","ContactId":"c-1","Detail Type":"Amazon Connect Contact Event"}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:s3"}]}""")]
    [InlineData("""{"body":"x","ContactId":"c-1"}""")]
    [InlineData("[1]")]
    [InlineData("{")]
    public void Everything_else_is_no_event(string text) => Assert.Null(JsonInputNode.ReadEvents(text));

    private static ContactEvent One(string text) => Assert.IsType<ReadEvent>(Assert.Single(JsonInputNode.ReadEvents(text)!)).Event;

    private static Problem Problem(string text) => Assert.IsType<UnreadableEvent>(Assert.Single(JsonInputNode.ReadEvents(text)!)).Problem;

    private static string Show(EventReading reading) =>
        $"{reading.MessageId} {(reading as ReadEvent)?.Event.ContactId ?? (reading as UnreadableEvent)?.Problem.ErrorId}";
}
