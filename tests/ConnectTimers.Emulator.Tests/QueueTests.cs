using System.Text.Json.Nodes;

namespace ConnectTimers.Emulator.Tests;

public sealed class QueueTests
{
    private static readonly EmulatorOptions WithQueue = new() { RateLimit = 0, Queue = new QueueOptions { MaxReceiveCount = 2, EventDelay = TimeSpan.Zero } };

    [Fact]
    public async Task A_message_is_received_once_until_its_visibility_timeout_is_over()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        var id = fixture.Emulator.SendMessage("hello");

        var first = Assert.Single(await ReceiveAsync(fixture));
        Assert.Equal((id, "hello", "5d41402abc4b2a76b9719d911017c592", "1"), (Text(first, "MessageId"), Text(first, "Body"), Text(first, "MD5OfBody"), ReceiveCount(first)));
        Assert.Empty(await ReceiveAsync(fixture));

        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        var again = Assert.Single(await ReceiveAsync(fixture));
        Assert.Equal((id, "2"), (Text(again, "MessageId"), ReceiveCount(again)));
        Assert.NotEqual(Text(first, "ReceiptHandle"), Text(again, "ReceiptHandle"));
        Assert.Equal("1772366400000", again["Attributes"]!["SentTimestamp"]!.GetValue<string>());
        Assert.Equal("1772366400000", again["Attributes"]!["ApproximateFirstReceiveTimestamp"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_message_received_too_often_goes_to_the_dead_letter_queue_with_its_source()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        var id = fixture.Emulator.SendMessage("poison");
        for (var delivery = 0; delivery < 2; delivery++)
        {
            Assert.Single(await ReceiveAsync(fixture));
            fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Empty(await ReceiveAsync(fixture));

        var dead = Assert.Single(await ReceiveAsync(fixture, fixture.Emulator.DeadLetterQueueUrl));
        Assert.Equal((id, "poison", "1"), (Text(dead, "MessageId"), Text(dead, "Body"), ReceiveCount(dead)));
        Assert.Equal("arn:aws:sqs:eu-west-2:000000000000:contact-events", dead["Attributes"]!["DeadLetterQueueSourceArn"]!.GetValue<string>());
        Assert.Equal([(1, 1), (1, 0)], fixture.Emulator.GetState().Queues.Select(queue => (queue.Sent, queue.DeadLettered)));
    }

    [Fact]
    public async Task A_deleted_message_never_comes_again_and_deleting_it_twice_is_no_error()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        fixture.Emulator.SendMessage("m");
        var handle = Text(Assert.Single(await ReceiveAsync(fixture)), "ReceiptHandle");

        Assert.Equal(200, (await CallAsync(fixture, "DeleteMessage", ("ReceiptHandle", handle))).Status);
        Assert.Equal(200, (await CallAsync(fixture, "DeleteMessage", ("ReceiptHandle", handle))).Status);

        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(await ReceiveAsync(fixture));
        Assert.Equal(1, fixture.Emulator.GetState().Queues[0].Deleted);
    }

    [Fact]
    public async Task An_old_receipt_handle_deletes_nothing()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        fixture.Emulator.SendMessage("m");
        var old = Text(Assert.Single(await ReceiveAsync(fixture)), "ReceiptHandle");
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        await ReceiveAsync(fixture);

        Assert.Equal(200, (await CallAsync(fixture, "DeleteMessage", ("ReceiptHandle", old))).Status);
        Assert.Equal(400, (await CallAsync(fixture, "ChangeMessageVisibility", ("ReceiptHandle", old), ("VisibilityTimeout", 0))).Status);

        Assert.Equal((1, 0), (fixture.Emulator.GetState().Queues[0].InFlight, fixture.Emulator.GetState().Queues[0].Deleted));
    }

    [Fact]
    public async Task A_visibility_timeout_can_be_extended_or_ended_while_the_message_is_in_flight()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        fixture.Emulator.SendMessage("m");
        var handle = Text(Assert.Single(await ReceiveAsync(fixture)), "ReceiptHandle");

        await CallAsync(fixture, "ChangeMessageVisibility", ("ReceiptHandle", handle), ("VisibilityTimeout", 60));
        fixture.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await ReceiveAsync(fixture));
        Assert.Equal(200, (await CallAsync(fixture, "ChangeMessageVisibility", ("ReceiptHandle", handle), ("VisibilityTimeout", 0))).Status);
        Assert.Single(await ReceiveAsync(fixture));

        var last = await CallAsync(fixture, "ChangeMessageVisibility", ("ReceiptHandle", handle), ("VisibilityTimeout", 43201));
        Assert.Equal("InvalidParameterValueException", TypeOf(last));
    }

    [Fact]
    public async Task A_message_that_is_visible_again_is_not_in_flight()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        fixture.Emulator.SendMessage("m");
        var handle = Text(Assert.Single(await ReceiveAsync(fixture)), "ReceiptHandle");
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));

        var answer = await CallAsync(fixture, "ChangeMessageVisibility", ("ReceiptHandle", handle), ("VisibilityTimeout", 5));

        Assert.Equal("MessageNotInflight", TypeOf(answer));
        Assert.Equal(200, (await CallAsync(fixture, "DeleteMessage", ("ReceiptHandle", handle))).Status);
    }

    [Fact]
    public async Task A_message_is_kept_invisible_for_twelve_hours_at_most()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        fixture.Emulator.SendMessage("m");
        var handle = Text(Assert.Single(await ReceiveAsync(fixture)), "ReceiptHandle");
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(400, (await CallAsync(fixture, "ChangeMessageVisibility", ("ReceiptHandle", handle), ("VisibilityTimeout", 43200))).Status);
        Assert.Equal(200, (await CallAsync(fixture, "ChangeMessageVisibility", ("ReceiptHandle", handle), ("VisibilityTimeout", 43190))).Status);
    }

    [Fact]
    public async Task A_long_poll_ends_with_the_next_message()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);

        var poll = ReceiveAsync(fixture, wait: 20);
        fixture.Emulator.SendMessage("m");

        Assert.Equal("m", Text(Assert.Single(await poll), "Body"));
    }

    [Fact]
    public async Task A_long_poll_ends_when_a_message_becomes_visible_again()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        fixture.Emulator.SendMessage("m");
        await ReceiveAsync(fixture);
        fixture.Clock.Advance(TimeSpan.FromSeconds(15));

        var poll = ReceiveAsync(fixture, wait: 20);
        await fixture.AdvanceUntilAsync(poll, TimeSpan.FromSeconds(1));

        Assert.Equal("2", ReceiveCount(Assert.Single(await poll)));
    }

    [Fact]
    public async Task A_long_poll_without_messages_ends_empty()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);

        var poll = ReceiveAsync(fixture, wait: 20);
        await fixture.AdvanceUntilAsync(poll, TimeSpan.FromSeconds(1));

        Assert.Empty(await poll);
    }

    [Fact]
    public async Task A_client_that_gives_up_a_long_poll_takes_no_message_with_it()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        using var patience = new CancellationTokenSource();
        var poll = fixture.Caller.SqsAsync("ReceiveMessage", Body(fixture, ("WaitTimeSeconds", 20)), patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        await EmulatorFixture.UntilAsync(() => fixture.Emulator.GetRequests() is [] or [{ Status: 0 }]);

        fixture.Emulator.SendMessage("m");

        Assert.Equal("1", ReceiveCount(Assert.Single(await ReceiveAsync(fixture))));
    }

    [Fact]
    public async Task Ten_messages_at_most_come_at_once_in_the_order_of_sending()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        foreach (var number in Enumerable.Range(0, 12))
        {
            fixture.Emulator.SendMessage($"{number}");
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number}"), (await ReceiveAsync(fixture, most: 10)).Select(message => Text(message, "Body")));
        Assert.Equal("InvalidParameterValueException", TypeOf(await CallAsync(fixture, "ReceiveMessage", ("MaxNumberOfMessages", 11))));
    }

    [Fact]
    public async Task A_batch_reports_each_entry_and_one_that_fails_stops_no_other()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        var sent = await CallAsync(fixture, "SendMessageBatch", ("Entries", JsonNode.Parse("""[{"Id":"a","MessageBody":"1"},{"Id":"b","MessageBody":""},{"Id":"c","MessageBody":"3","DelaySeconds":5}]""")!));

        Assert.Equal(["a", "c"], Ids(sent, "Successful"));
        Assert.Equal(["b"], Ids(sent, "Failed"));
        Assert.Equal((1, 1), (fixture.Emulator.GetState().Queues[0].Visible, fixture.Emulator.GetState().Queues[0].Delayed));

        var handle = Text(Assert.Single(await ReceiveAsync(fixture, most: 10)), "ReceiptHandle");
        var changed = await CallAsync(fixture, "ChangeMessageVisibilityBatch", ("Entries", new JsonArray(
            new JsonObject { ["Id"] = "x", ["ReceiptHandle"] = handle, ["VisibilityTimeout"] = 60 },
            new JsonObject { ["Id"] = "y", ["ReceiptHandle"] = "made up", ["VisibilityTimeout"] = 60 })));
        Assert.Equal(["x"], Ids(changed, "Successful"));
        Assert.Equal(["y"], Ids(changed, "Failed"));

        var deleted = await CallAsync(fixture, "DeleteMessageBatch", ("Entries", new JsonArray(
            new JsonObject { ["Id"] = "x", ["ReceiptHandle"] = handle },
            new JsonObject { ["Id"] = "y", ["ReceiptHandle"] = "made up" })));
        Assert.Equal(["x"], Ids(deleted, "Successful"));
        Assert.Equal(["y"], Ids(deleted, "Failed"));
        Assert.Equal("ReceiptHandleIsInvalid", JsonNode.Parse(deleted.Body)!["Failed"]![0]!["Code"]!.GetValue<string>());
        Assert.Equal(1, fixture.Emulator.GetState().Queues[0].Deleted);
    }

    [Theory]
    [InlineData("[]", "EmptyBatchRequest")]
    [InlineData("""[{"Id":"a","ReceiptHandle":"h"},{"Id":"a","ReceiptHandle":"h"}]""", "BatchEntryIdsNotDistinct")]
    [InlineData("""[{"Id":"a b","ReceiptHandle":"h"}]""", "InvalidBatchEntryId")]
    [InlineData("""[{"Id":"1"},{"Id":"2"},{"Id":"3"},{"Id":"4"},{"Id":"5"},{"Id":"6"},{"Id":"7"},{"Id":"8"},{"Id":"9"},{"Id":"10"},{"Id":"11"}]""", "TooManyEntriesInBatchRequest")]
    public async Task A_batch_that_breaks_a_rule_is_rejected_as_a_whole(string entries, string type)
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);

        var answer = await CallAsync(fixture, "DeleteMessageBatch", ("Entries", JsonNode.Parse(entries)!));

        Assert.Equal((400, type), (answer.Status, TypeOf(answer)));
        Assert.Equal($"AWS.SimpleQueueService.{type};Sender", answer.Headers.GetValues("x-amzn-query-error").Single());
    }

    [Fact]
    public async Task Attributes_tell_counts_time_outs_and_the_dead_letter_queue()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);
        fixture.Emulator.SendMessage("1");
        fixture.Emulator.SendMessage("2");
        await ReceiveAsync(fixture);

        var all = JsonNode.Parse((await CallAsync(fixture, "GetQueueAttributes", ("AttributeNames", new JsonArray("All")))).Body)!["Attributes"]!;

        Assert.Equal(("1", "1", "0", "30"), (Text(all, "ApproximateNumberOfMessages"), Text(all, "ApproximateNumberOfMessagesNotVisible"), Text(all, "ApproximateNumberOfMessagesDelayed"), Text(all, "VisibilityTimeout")));
        Assert.Equal("arn:aws:sqs:eu-west-2:000000000000:contact-events", Text(all, "QueueArn"));
        Assert.Equal("""{"deadLetterTargetArn":"arn:aws:sqs:eu-west-2:000000000000:contact-events-dlq","maxReceiveCount":2}""", Text(all, "RedrivePolicy"));
        Assert.Equal("""{"Attributes":{"DelaySeconds":"0"}}""", (await CallAsync(fixture, "GetQueueAttributes", ("AttributeNames", new JsonArray("DelaySeconds")))).Body);
        Assert.Equal("InvalidAttributeName", TypeOf(await CallAsync(fixture, "GetQueueAttributes", ("AttributeNames", new JsonArray("Colour")))));
    }

    [Fact]
    public async Task A_queue_is_found_by_its_name_and_unknown_ones_do_not_exist()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);

        var found = await fixture.Caller.SqsAsync("GetQueueUrl", """{"QueueName":"contact-events"}""");
        Assert.Equal($$"""{"QueueUrl":"{{fixture.Emulator.QueueUrl}}"}""", found.Body);
        foreach (var answer in (Answer[])[
            await fixture.Caller.SqsAsync("GetQueueUrl", """{"QueueName":"other"}"""),
            await fixture.Caller.SqsAsync("ReceiveMessage", """{"QueueUrl":"http://127.0.0.1/000000000000/other"}""")])
        {
            Assert.Equal((400, "QueueDoesNotExist"), (answer.Status, TypeOf(answer)));
            Assert.Equal("AWS.SimpleQueueService.NonExistentQueue;Sender", answer.Headers.GetValues("x-amzn-query-error").Single());
        }

        Assert.Equal("MissingRequiredParameterException", TypeOf(await fixture.Caller.SqsAsync("ReceiveMessage", "{}")));
    }

    [Fact]
    public async Task Signatures_must_be_for_SQS()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue);

        var wrongService = await fixture.Caller.SendAsync(fixture.Caller.Signed("POST", "/", Body(fixture), extra: ("x-amz-target", "AmazonSQS.ReceiveMessage")));
        using var other = fixture.CallerWith(secretKey: "WRONG");
        var wrongKey = await other.SqsAsync("ReceiveMessage", Body(fixture));

        Assert.Equal((403, "InvalidSignatureException"), (wrongService.Status, TypeOf(wrongService)));
        Assert.Contains("'sqs'", wrongService.Body, StringComparison.Ordinal);
        Assert.Equal((403, "InvalidSignatureException"), (wrongKey.Status, TypeOf(wrongKey)));
        Assert.Equal(0, fixture.Emulator.GetState().Counts.Received);
    }

    [Fact]
    public async Task Faults_hit_the_queue_only_where_they_name_its_operation()
    {
        await using var fixture = await EmulatorFixture.StartAsync(WithQueue with { Faults = [new(FaultKind.InternalError, 1)] });
        Assert.Equal(200, (await CallAsync(fixture, "ReceiveMessage")).Status);
        Assert.Equal(500, (await fixture.Caller.SetAsync("i", "c")).Status);

        fixture.Emulator.SetFaults(FaultRule.Of("ReceiveMessage:denied", 1), FaultRule.Of("DeleteMessage:throttle", 1));

        var denied = await CallAsync(fixture, "ReceiveMessage");
        Assert.Equal((403, "AccessDeniedException"), (denied.Status, TypeOf(denied)));
        Assert.Contains("sqs:ReceiveMessage", denied.Body, StringComparison.Ordinal);
        Assert.Equal("RequestThrottled", TypeOf(await CallAsync(fixture, "DeleteMessage", ("ReceiptHandle", "h"))));
        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "c")).Status);
    }

    [Fact]
    public async Task Without_a_queue_there_is_no_SQS()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        Assert.Equal(404, (await fixture.Caller.SqsAsync("ReceiveMessage", "{}")).Status);
        Assert.Null(fixture.Emulator.QueueUrl);
        Assert.Throws<InvalidOperationException>(() => fixture.Emulator.SendMessage("m"));
    }

    private static async Task<IReadOnlyList<JsonNode>> ReceiveAsync(EmulatorFixture fixture, Uri? queue = null, int most = 1, int wait = 0)
    {
        var body = Body(fixture, ("QueueUrl", $"{queue ?? fixture.Emulator.QueueUrl}"), ("MaxNumberOfMessages", most), ("WaitTimeSeconds", wait), ("AttributeNames", new JsonArray("All")));
        var answer = await fixture.Caller.SqsAsync("ReceiveMessage", body);
        Assert.True(answer.Status == 200, answer.Body);
        Assert.Equal("application/x-amz-json-1.0", answer.ContentType);
        return [.. JsonNode.Parse(answer.Body)!["Messages"]?.AsArray().Select(message => message!) ?? []];
    }

    private static Task<Answer> CallAsync(EmulatorFixture fixture, string operation, params (string Name, JsonNode Value)[] members) =>
        fixture.Caller.SqsAsync(operation, Body(fixture, members));

    private static string Body(EmulatorFixture fixture, params (string Name, JsonNode Value)[] members)
    {
        var body = new JsonObject { ["QueueUrl"] = $"{fixture.Emulator.QueueUrl}" };
        foreach (var (name, value) in members)
        {
            body[name] = value;
        }

        return body.ToJsonString();
    }

    private static string[] Ids(Answer answer, string list) => [.. JsonNode.Parse(answer.Body)![list]!.AsArray().Select(entry => Text(entry!, "Id"))];

    private static string Text(JsonNode parent, string name) => parent[name]!.GetValue<string>();

    private static string ReceiveCount(JsonNode message) => message["Attributes"]!["ApproximateReceiveCount"]!.GetValue<string>();

    private static string TypeOf(Answer answer) => JsonNode.Parse(answer.Body)!["__type"]!.GetValue<string>().Split('#')[1];
}
