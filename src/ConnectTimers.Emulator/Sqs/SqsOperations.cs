using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ConnectTimers.Emulator;

/// <summary>The operations of Amazon SQS that a consumer of a queue uses.</summary>
/// <param name="queues">The queues.</param>
/// <param name="endpoint">The address of the emulator, which queue URLs begin with.</param>
internal sealed partial class SqsOperations(IReadOnlyList<SqsQueue> queues, Func<Uri> endpoint)
{
    // Limits of the API reference.
    private const int MostEntries = 10;
    private const int MostMessages = 10;
    private const int LongestWaitSeconds = 20;
    private const int LongestDelaySeconds = 900;
    private const int MostBytes = 1024 * 1024;

    private static readonly string[] MessageAttributes =
        ["SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp", "DeadLetterQueueSourceArn"];

    private static readonly string[] OtherMessageAttributes = ["SequenceNumber", "MessageDeduplicationId", "MessageGroupId", "AWSTraceHeader"];

    /// <summary>Returns the service with these operations.</summary>
    public AwsService ToService() => new(
        "sqs",
        new AwsJson(),
        new ServiceException(400, "RequestThrottled", "Request is throttled.") { QueryCode = "RequestThrottled" },
        new ServiceException(500, "InternalFailure", "The request processing has failed because of an unknown error, exception or failure."),
        [
            new SqsOperation("ReceiveMessage", ReceiveAsync),
            new SqsOperation("DeleteMessage", Of(input => Delete(Queue(input), input))),
            new SqsOperation("DeleteMessageBatch", Of(input => Batch(input, Delete))),
            new SqsOperation("ChangeMessageVisibility", Of(input => ChangeVisibility(Queue(input), input))),
            new SqsOperation("ChangeMessageVisibilityBatch", Of(input => Batch(input, ChangeVisibility))),
            new SqsOperation("SendMessage", Of(input => Send(Queue(input), input))),
            new SqsOperation("SendMessageBatch", Of(input => Batch(input, Send))),
            new SqsOperation("GetQueueAttributes", Of(GetAttributes)),
            new SqsOperation("GetQueueUrl", Of(GetUrl)),
        ]);

    private static Func<JsonElement, Caller, CancellationToken, ValueTask<JsonObject>> Of(Func<JsonElement, JsonObject> answer) =>
        (input, _, _) => new(answer(input));

    private async ValueTask<JsonObject> ReceiveAsync(JsonElement input, Caller caller, CancellationToken cancellationToken)
    {
        var queue = Queue(input);
        var most = Whole(input, "MaxNumberOfMessages", 1, MostMessages) ?? 1;
        var wait = Whole(input, "WaitTimeSeconds", 0, LongestWaitSeconds) ?? 0;
        var visibility = VisibilityTimeout(input) ?? queue.VisibilityTimeout;
        var attributes = Names(input, "AttributeNames").Concat(Names(input, "MessageSystemAttributeNames")).ToHashSet();
        if (attributes.FirstOrDefault(name => name != "All" && !MessageAttributes.Contains(name) && !OtherMessageAttributes.Contains(name)) is { } unknown)
        {
            throw SqsErrors.InvalidAttributeName(unknown);
        }

        var received = await queue.ReceiveAsync(most, TimeSpan.FromSeconds(visibility.TotalSeconds), TimeSpan.FromSeconds(wait), cancellationToken);
        return received.Count == 0
            ? []
            : new JsonObject { ["Messages"] = new JsonArray([.. received.Select(delivery => Write(delivery, attributes, caller))]) };
    }

    private static JsonObject Write(SqsDelivery delivery, HashSet<string> wanted, Caller caller)
    {
        var message = delivery.Message;
        var written = new JsonObject
        {
            ["MessageId"] = message.Id,
            ["ReceiptHandle"] = delivery.ReceiptHandle,
            ["MD5OfBody"] = Md5(message.Body),
            ["Body"] = message.Body,
        };
        var attributes = new JsonObject();
        foreach (var name in MessageAttributes.Where(name => wanted.Contains(name) || wanted.Contains("All")))
        {
            var value = name switch
            {
                "SenderId" => caller.Account,
                "SentTimestamp" => Milliseconds(message.Sent),
                "ApproximateReceiveCount" => Text(delivery.ReceiveCount),
                "ApproximateFirstReceiveTimestamp" => Milliseconds(message.FirstReceived!.Value),
                _ => message.SourceArn,
            };
            if (value is not null)
            {
                attributes[name] = value;
            }
        }

        if (attributes.Count > 0)
        {
            written["Attributes"] = attributes;
        }

        return written;
    }

    private JsonObject Send(SqsQueue queue, JsonElement input)
    {
        var body = Need(input, "MessageBody");
        if (Encoding.UTF8.GetByteCount(body) is 0 or > MostBytes)
        {
            throw SqsErrors.InvalidParameterValue($"One or more parameters are invalid. Reason: Message must have 1 to {MostBytes} bytes.");
        }

        // XML's characters: the API reference, SendMessage.
        if (body.EnumerateRunes().Any(rune => rune.Value is (< 0x20 and not (0x9 or 0xA or 0xD)) or 0xFFFE or 0xFFFF))
        {
            throw SqsErrors.InvalidMessageContents();
        }

        var id = queue.Send(body, TimeSpan.FromSeconds(Whole(input, "DelaySeconds", 0, LongestDelaySeconds) ?? 0));
        return new JsonObject { ["MessageId"] = id, ["MD5OfMessageBody"] = Md5(body) };
    }

    private JsonObject Delete(SqsQueue queue, JsonElement input)
    {
        queue.Delete(Need(input, "ReceiptHandle"));
        return [];
    }

    private JsonObject ChangeVisibility(SqsQueue queue, JsonElement input)
    {
        queue.ChangeVisibility(
            Need(input, "ReceiptHandle"), VisibilityTimeout(input) ?? throw SqsErrors.MissingParameter("VisibilityTimeout"));
        return [];
    }

    /// <summary>Carries out each entry of a batch; one that fails is told in the answer and does not affect the others.</summary>
    private JsonObject Batch(JsonElement input, Func<SqsQueue, JsonElement, JsonObject> carryOut)
    {
        var queue = Queue(input);
        var entries = input.TryGetProperty("Entries", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToArray() : [];
        var ids = entries.Select(entry => Need(entry, "Id")).ToArray();
        if (entries.Length is 0 or > MostEntries)
        {
            throw entries.Length == 0 ? SqsErrors.EmptyBatchRequest() : SqsErrors.TooManyEntries(entries.Length);
        }

        if (!ids.All(EntryId().IsMatch))
        {
            throw SqsErrors.InvalidEntryId();
        }

        if (ids.CountBy(id => id).FirstOrDefault(count => count.Value > 1) is { Key: { } repeated })
        {
            throw SqsErrors.IdsNotDistinct(repeated);
        }

        var (successful, failed) = (new JsonArray(), new JsonArray());
        foreach (var (id, entry) in ids.Zip(entries))
        {
            try
            {
                var done = carryOut(queue, entry);
                done["Id"] = id;
                successful.Add((JsonNode)done);
            }
            catch (ServiceException error)
            {
                failed.Add((JsonNode)new JsonObject
                {
                    ["Id"] = id, ["Code"] = error.QueryCode ?? error.Type, ["Message"] = error.Message, ["SenderFault"] = true,
                });
            }
        }

        return new JsonObject { ["Successful"] = successful, ["Failed"] = failed };
    }

    private JsonObject GetAttributes(JsonElement input)
    {
        var queue = Queue(input);
        var snapshot = queue.Snapshot(endpoint());
        var all = new Dictionary<string, string>
        {
            ["QueueArn"] = queue.Arn,
            ["ApproximateNumberOfMessages"] = Text(snapshot.Visible),
            ["ApproximateNumberOfMessagesNotVisible"] = Text(snapshot.InFlight),
            ["ApproximateNumberOfMessagesDelayed"] = Text(snapshot.Delayed),
            ["CreatedTimestamp"] = Seconds(queue.Created),
            ["LastModifiedTimestamp"] = Seconds(queue.Created),
            ["VisibilityTimeout"] = Text((int)queue.VisibilityTimeout.TotalSeconds),
            ["MaximumMessageSize"] = Text(MostBytes),
            ["MessageRetentionPeriod"] = Text((int)SqsQueue.Retention.TotalSeconds),
            ["DelaySeconds"] = "0",
            ["ReceiveMessageWaitTimeSeconds"] = "0",
            ["SqsManagedSseEnabled"] = "true",
        };
        if (queue.DeadLetters is { } dead)
        {
            all["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{dead.Queue.Arn}}","maxReceiveCount":{{Text(dead.MaxReceiveCount)}}}""";
        }

        string[] others =
        [
            "All", "Policy", "RedrivePolicy", "FifoQueue", "ContentBasedDeduplication", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds",
            "DeduplicationScope", "FifoThroughputLimit", "RedriveAllowPolicy",
        ];
        var names = Names(input, "AttributeNames").ToHashSet();
        if (names.FirstOrDefault(name => !all.ContainsKey(name) && !others.Contains(name)) is { } unknown)
        {
            throw SqsErrors.InvalidAttributeName(unknown);
        }

        var wanted = all.Where(attribute => names.Contains(attribute.Key) || names.Contains("All")).ToList();
        return wanted.Count == 0
            ? []
            : new JsonObject { ["Attributes"] = new JsonObject(wanted.Select(attribute => KeyValuePair.Create<string, JsonNode?>(attribute.Key, attribute.Value))) };
    }

    private JsonObject GetUrl(JsonElement input)
    {
        var name = Need(input, "QueueName");
        var queue = queues.FirstOrDefault(queue => queue.Name == name) ?? throw SqsErrors.QueueDoesNotExist();
        return new JsonObject { ["QueueUrl"] = new Uri(endpoint(), queue.Path).ToString() };
    }

    /// <summary>Returns the queue of a request by the path of its URL: the host is whatever name the client knows the emulator by.</summary>
    private SqsQueue Queue(JsonElement input) =>
        Uri.TryCreate(Need(input, "QueueUrl"), UriKind.Absolute, out var url) && queues.FirstOrDefault(queue => queue.Path == url.AbsolutePath) is { } queue
            ? queue
            : throw SqsErrors.QueueDoesNotExist();

    private static TimeSpan? VisibilityTimeout(JsonElement input) =>
        Whole(input, "VisibilityTimeout", 0, (int)SqsQueue.LongestVisibilityTimeout.TotalSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static string Need(JsonElement input, string name) =>
        input.ValueKind == JsonValueKind.Object && input.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw SqsErrors.MissingParameter(name);

    private static int? Whole(JsonElement input, string name, int least, int most) =>
        !input.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most ? number
        : throw SqsErrors.InvalidParameterValue($"Value {value} for parameter {name} is invalid. Reason: Must be between {least} and {most}, if provided.");

    private static IEnumerable<string> Names(JsonElement input, string name) =>
        input.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.String).Select(entry => entry.GetString()!)
            : [];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

#pragma warning disable CA5351 // The protocol's checksum, not a matter of security.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("^[A-Za-z0-9_-]{1,80}$")]
    private static partial Regex EntryId();
}

/// <summary>An operation of Amazon SQS: the header <c>X-Amz-Target</c> names it, input and output are JSON.</summary>
internal sealed class SqsOperation(string name, Func<JsonElement, Caller, CancellationToken, ValueTask<JsonObject>> answer) : IOperation
{
    public string Name => name;

    public bool IsFor(ServiceRequest request) =>
        request.Method == "POST" && request.Headers["X-Amz-Target"].ToString() == "AmazonSQS." + name;

    public async ValueTask<byte[]> CarryOutAsync(ServiceRequest request, Caller caller, CancellationToken cancellationToken)
    {
        JsonDocument input;
        try
        {
            input = JsonDocument.Parse(request.Body);
        }
        catch (JsonException)
        {
            throw new ServiceException(400, "SerializationException", "The body is not valid JSON.");
        }

        using (input)
        {
            var output = await answer(input.RootElement, caller, cancellationToken);
            return JsonSerializer.SerializeToUtf8Bytes(output);
        }
    }
}
