namespace ConnectTimers.Parsing;

/// <summary>
/// Reads events of contacts in each form in which they arrive: from EventBridge, with or without the envelope; from a flow's Lambda block; and as the bodies of
/// SQS messages, one or a batch.
/// </summary>
public static class EventReader
{
    // A body may hold a batch again when queues are chained; more levels are a mistake or an attack.
    private const int MaxDepth = 4;

    // The members by which an event is recognized. The hyphen counts: a column "Detail Type" is one of many tables.
    private static readonly HashSet<string> Markers = new(StringComparer.OrdinalIgnoreCase)
    {
        "detail-type", "DetailType", "Details", "Records", "Messages", "body", "eventType",
    };

    /// <summary>Whether an object with a member of this name may be an event. A quick check, before the object is read.</summary>
    public static bool IsMarker(string name) => Markers.Contains(name);

    /// <summary>Reads an object.</summary>
    /// <param name="input">The object.</param>
    /// <param name="parse">Parses JSON; returns null when the text is not JSON.</param>
    /// <returns>Null when it does not claim to be an event; one reading, or one for each message of a batch.</returns>
    public static IReadOnlyList<EventReading>? Read(InputNode input, Func<string, InputNode?> parse) => Read(input, parse, 0);

    private static IReadOnlyList<EventReading>? Read(InputNode input, Func<string, InputNode?> parse, int depth)
    {
        if (Messages(input) is { } messages)
        {
            return [.. messages.SelectMany(m => ReadMessage(m, parse, depth))];
        }

        if (IsMessage(input))
        {
            return ReadMessage(input, parse, depth);
        }

        try
        {
            return ReadEvent(input) is { } read ? [new ReadEvent(read)] : null;
        }
        catch (UnreadableException e)
        {
            return [new UnreadableEvent(e.Problem)];
        }
    }

    private static ContactEvent? ReadEvent(InputNode input)
    {
        if (Has(input, "detail-type") || (Has(input, "DetailType") && Has(input, "Detail")))
        {
            return EventBridgeEvent.Read(input);
        }

        if (input["Details"]?["ContactData"] is not null || input["Name"]?.Text == "ContactFlowEvent")
        {
            return FlowEvent.Read(input);
        }

        // What a rule with the input path $.detail sends, and a ContactEvent that was exported.
        return input["eventType"]?.Text is not null && input["contactId"]?.Text is not null && (input["instanceArn"] ?? input["InstanceId"])?.Text is not null
            ? EventBridgeEvent.ReadDetail(input)
            : null;
    }

    private static IReadOnlyList<EventReading> ReadMessage(InputNode message, Func<string, InputNode?> parse, int depth)
    {
        var id = message["messageId"]?.Text;
        if (message["body"] is not { } body)
        {
            return Unreadable("is missing");
        }

        var content = body.Text is { } text ? parse(text) : body;
        if (content is null || depth >= MaxDepth)
        {
            return Unreadable(content is null ? $"is not JSON: {DisplayText.Value(body.Text)}" : "holds batches in batches");
        }

        return Read(content, parse, depth + 1) is not { } readings ? Unreadable("is not an event of a contact")
            : [.. readings.Select(r => WithId(r, id))];

        IReadOnlyList<EventReading> Unreadable(string what) => [new UnreadableEvent(EventProblems.MessageWithoutEvent(what)) { MessageId = id }];
    }

    private static EventReading WithId(EventReading reading, string? id) => reading switch
    {
        ReadEvent read => new ReadEvent(read.Event) { MessageId = id },
        UnreadableEvent unreadable => new UnreadableEvent(unreadable.Problem) { MessageId = id },
        _ => reading,
    };

    // What Lambda passes to a function with an SQS event source (Records), and what ReceiveMessage returns (Messages).
    private static List<InputNode>? Messages(InputNode input)
    {
        var list = (input["Records"] ?? input["Messages"])?.Items.ToList();
        return list is { Count: > 0 } && list.Exists(IsMessage) ? list : null;
    }

    private static bool IsMessage(InputNode input) => input["messageId"] is not null && (input["body"] is not null || input["receiptHandle"] is not null);

    private static bool Has(InputNode input, string name) => input.Members.Any(m => m.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
}
