using System.Text.Json.Nodes;

namespace ConnectTimers.Emulator.Tests.Interop;

/// <summary>boto3 against the operations that only it is tried with: SQS, STS, DescribeContact and ListInstances.</summary>
public sealed class Boto3Tests
{
    [Theory]
    [ClientData("boto3")]
    public async Task It_receives_contact_events_and_deletes_or_returns_them(string client)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions
        {
            RateLimit = 0, Queue = new QueueOptions { EventDelay = TimeSpan.Zero, MaxReceiveCount = 2 },
        });
        emulator.SetContacts(new EmulatedContact("i", "c") { QueueId = "q" });
        var queue = $"{emulator.QueueUrl}";
        Step Sqs(string operation, string input)
        {
            var body = JsonNode.Parse(input)!.AsObject();
            body["QueueUrl"] = queue;
            return Step(emulator, "sqs", operation, body);
        }

        var sent = await RunAsync(client, [
            Step(emulator, "sqs", "GetQueueUrl", new JsonObject { ["QueueName"] = "contact-events" }),
            Sqs("SendMessage", """{"MessageBody":"hello"}"""),
            Sqs("SendMessageBatch", """{"Entries":[{"Id":"a","MessageBody":"one"},{"Id":"b","MessageBody":"two","DelaySeconds":900}]}"""),
            Sqs("ReceiveMessage", """{"MaxNumberOfMessages":10,"WaitTimeSeconds":5,"MessageSystemAttributeNames":["All"]}"""),
            Sqs("ReceiveMessage", """{"MaxNumberOfMessages":10}"""),
            Sqs("GetQueueAttributes", """{"AttributeNames":["All"]}"""),
        ]);

        Assert.Equal(queue, sent[0].Answer!["QueueUrl"]!.GetValue<string>());
        Assert.Equal(["a", "b"], sent[2].Answer!["Successful"]!.AsArray().Select(entry => Text(entry, "Id")));
        var messages = sent[3].Answer!["Messages"]!.AsArray();
        Assert.Equal(["INITIATED", "QUEUED", "hello", "one"], messages.Select(message => EventType(Text(message, "Body"))));
        Assert.All(messages, message => Assert.Equal("1", Text(message!["Attributes"], "ApproximateReceiveCount")));
        Assert.Null(sent[4].Answer!["Messages"]);
        var attributes = sent[5].Answer!["Attributes"]!;
        Assert.Equal(("0", "4", "1"), (Text(attributes, "ApproximateNumberOfMessages"), Text(attributes, "ApproximateNumberOfMessagesNotVisible"), Text(attributes, "ApproximateNumberOfMessagesDelayed")));

        var handles = messages.Select(message => Text(message, "ReceiptHandle")).ToArray();
        var settled = await RunAsync(client, [
            Sqs("DeleteMessage", $$"""{"ReceiptHandle":"{{handles[0]}}"}"""),
            Sqs("DeleteMessageBatch", $$"""{"Entries":[{"Id":"x","ReceiptHandle":"{{handles[1]}}"},{"Id":"y","ReceiptHandle":"made up"}]}"""),
            Sqs("ChangeMessageVisibility", $$"""{"ReceiptHandle":"{{handles[2]}}","VisibilityTimeout":0}"""),
            Sqs("ChangeMessageVisibilityBatch", $$"""{"Entries":[{"Id":"x","ReceiptHandle":"{{handles[3]}}","VisibilityTimeout":600}]}"""),
            Sqs("ReceiveMessage", """{"MaxNumberOfMessages":10,"VisibilityTimeout":0,"AttributeNames":["ApproximateReceiveCount"]}"""),
            Sqs("ReceiveMessage", """{"MaxNumberOfMessages":10}"""),
            Step(emulator, "sqs", "ReceiveMessage", new JsonObject { ["QueueUrl"] = $"{emulator.DeadLetterQueueUrl}", ["MessageSystemAttributeNames"] = new JsonArray("DeadLetterQueueSourceArn") }),
        ]);

        Assert.Equal("ReceiptHandleIsInvalid", Text(Assert.Single(settled[1].Answer!["Failed"]!.AsArray()), "Code"));
        var again = Assert.Single(settled[4].Answer!["Messages"]!.AsArray());
        Assert.Equal(("hello", "2"), (Text(again, "Body"), Text(again!["Attributes"], "ApproximateReceiveCount")));
        Assert.Null(settled[5].Answer!["Messages"]);
        var dead = Assert.Single(settled[6].Answer!["Messages"]!.AsArray());
        Assert.Equal(("hello", "arn:aws:sqs:eu-west-2:000000000000:contact-events"), (Text(dead, "Body"), Text(dead!["Attributes"], "DeadLetterQueueSourceArn")));
        Assert.Equal((2, 1), (emulator.GetState().Queues[0].Deleted, emulator.GetState().Queues[0].DeadLettered));
    }

    [Theory]
    [ClientData("boto3")]
    public async Task It_gets_every_error_of_SQS_as_its_own_type(string client)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions
        {
            Queue = new QueueOptions(), Faults = [FaultRule.Of("GetQueueUrl:denied", 1), FaultRule.Of("SendMessage:throttle", 1)],
        });
        var id = emulator.SendMessage("m");
        var handle = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"contact-events/{id}/0"));
        Step Sqs(string operation, string input)
        {
            var body = JsonNode.Parse(input)!.AsObject();
            body["QueueUrl"] ??= $"{emulator.QueueUrl}";
            return Step(emulator, "sqs", operation, body);
        }

        (string Error, Step Step)[] expected =
        [
            ("AWS.SimpleQueueService.NonExistentQueue", Sqs("ReceiveMessage", """{"QueueUrl":"http://127.0.0.1/000000000000/none"}""")),
            ("InvalidParameterValue", Sqs("ReceiveMessage", """{"WaitTimeSeconds":21}""")),
            ("ReceiptHandleIsInvalid", Sqs("DeleteMessage", """{"ReceiptHandle":"made up"}""")),
            ("AWS.SimpleQueueService.MessageNotInflight", Sqs("ChangeMessageVisibility", $$"""{"ReceiptHandle":"{{handle}}","VisibilityTimeout":5}""")),
            ("AWS.SimpleQueueService.EmptyBatchRequest", Sqs("DeleteMessageBatch", """{"Entries":[]}""")),
            ("InvalidAttributeName", Sqs("GetQueueAttributes", """{"AttributeNames":["Colour"]}""")),
            ("RequestThrottled", Sqs("SendMessage", """{"MessageBody":"m"}""")),
            ("AccessDenied", Step(emulator, "sqs", "GetQueueUrl", new JsonObject { ["QueueName"] = "contact-events" })),
            ("SignatureDoesNotMatch", Sqs("ReceiveMessage", "{}") with { SecretKey = "WRONG" }),
        ];

        var results = await SdkClient.Named(client).CarryOutAsync([.. expected.Select(each => each.Step)]);

        Assert.Equal(expected.Select(each => each.Error), results.Select(result => result.Error ?? "none"));
    }

    [Theory]
    [ClientData("boto3")]
    public async Task It_assumes_roles_and_uses_the_instances_of_their_account(string client)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions
        {
            Accounts = [new("111122223333") { RoleNames = ["Timers"], ExternalId = "xx", Instances = [new("i-1", "contact-centre")] }],
        });
        emulator.SetContacts(new EmulatedContact("i-1", "c", ContactState.Connected) { AgentId = "a" });
        var assume = Step(emulator, "sts", "AssumeRole", new JsonObject
        {
            ["RoleArn"] = "arn:aws:iam::111122223333:role/Timers", ["RoleSessionName"] = "session", ["ExternalId"] = "xx", ["DurationSeconds"] = 900,
        });
        var refused = assume with { Input = new JsonObject { ["RoleArn"] = "arn:aws:iam::111122223333:role/Timers", ["RoleSessionName"] = "session" } };

        var assumed = await SdkClient.Named(client).CarryOutAsync([assume, refused, Step(emulator, "sts", "GetCallerIdentity", []) with { SecretKey = "WRONG" }]);

        Assert.Equal([null, "AccessDenied", "SignatureDoesNotMatch"], assumed.Select(result => result.Error));
        var credentials = assumed[0].Answer!["Credentials"]!;
        Step AsRole(string service, string operation, JsonObject input) => Step(emulator, service, operation, input) with
        {
            AccessKey = Text(credentials, "AccessKeyId"), SecretKey = Text(credentials, "SecretAccessKey"), SessionToken = Text(credentials, "SessionToken"),
        };
        var contact = new JsonObject { ["InstanceId"] = "i-1", ["ContactId"] = "c" };
        var used = await RunAsync(client, [
            AsRole("sts", "GetCallerIdentity", []),
            AsRole("connect", "ListInstances", new JsonObject { ["MaxResults"] = 10 }),
            AsRole("connect", "DescribeContact", contact),
        ]);

        Assert.Equal(("111122223333", "arn:aws:sts::111122223333:assumed-role/Timers/session"), (Text(used[0].Answer, "Account"), Text(used[0].Answer, "Arn")));
        var instance = Assert.Single(used[1].Answer!["InstanceSummaryList"]!.AsArray());
        Assert.Equal(("i-1", "contact-centre", "ACTIVE"), (Text(instance, "Id"), Text(instance, "InstanceAlias"), Text(instance, "InstanceStatus")));
        var described = used[2].Answer!["Contact"]!;
        Assert.Equal(("arn:aws:connect:eu-west-2:111122223333:instance/i-1/contact/c", "a"), (Text(described, "Arn"), Text(described["AgentInfo"], "Id")));
        Assert.StartsWith("20", Text(described["AgentInfo"], "ConnectedToAgentTimestamp"), StringComparison.Ordinal);

        var others = await SdkClient.Named(client).CarryOutAsync([Step(emulator, "connect", "DescribeContact", contact.DeepClone().AsObject())]);
        Assert.Equal(("ResourceNotFoundException", true), (others[0].Error, others[0].Typed));
    }

    private static Step Step(ConnectEmulator emulator, string service, string operation, JsonObject input) =>
        new(operation, operation, input, emulator.Endpoint.GetLeftPart(UriPartial.Authority)) { Service = service };

    private static async Task<IReadOnlyList<StepResult>> RunAsync(string client, IReadOnlyCollection<Step> steps)
    {
        var results = await SdkClient.Named(client).CarryOutAsync(steps);
        Assert.All(results, result => Assert.Equal((result.Name, null), (result.Name, result.Error)));
        return results;
    }

    private static string Text(JsonNode? parent, string name) => parent![name]!.GetValue<string>();

    private static string EventType(string body) => body.StartsWith('{') ? Text(JsonNode.Parse(body)!["detail"], "eventType") : body;
}
