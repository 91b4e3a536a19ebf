namespace ConnectTimers.Parsing;

/// <summary>Reads the event "Amazon Connect Contact Event", as EventBridge sends it. Members that are not named here are ignored.</summary>
/// <remarks>Source: administrator guide, "Contact events data model". Its samples differ in case and in the partition of ARNs.</remarks>
internal static class EventBridgeEvent
{
    private const string DetailType = "Amazon Connect Contact Event";

    /// <summary>Reads an event in its envelope. The id of the envelope is the event's, never the contact's.</summary>
    /// <exception cref="UnreadableException">It is not such an event, or ids are missing.</exception>
    public static ContactEvent Read(InputNode envelope)
    {
        var type = envelope.Text("detail-type") ?? envelope.Text("DetailType");
        if (!DetailType.Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            throw new UnreadableException(EventProblems.NotAContactEvent(type));
        }

        return Read(envelope["detail"] ?? throw new UnreadableException(EventProblems.EventWithout("detail")), envelope);
    }

    /// <summary>Reads an event without its envelope.</summary>
    /// <exception cref="UnreadableException">Ids are missing or invalid.</exception>
    public static ContactEvent ReadDetail(InputNode detail) => Read(detail, null);

    private static ContactEvent Read(InputNode detail, InputNode? envelope)
    {
        var resources = Resources(envelope);
        var instance = Same("instance", detail.Text("instanceArn") ?? detail.Text("instanceId") ?? detail["tags"].Text("aws:connect:instanceId"),
            resources.Select(r => r.InstanceId));
        var contactId = Same("contact id", detail.Text("contactId"), resources.Select(r => r.ResourceId));
        var region = resources.FirstOrDefault()?.Region ?? envelope.Text("region") ?? detail.Text("Region");
        var contact = EventValues.Contact(instance, contactId, region, resources.FirstOrDefault()?.Account ?? envelope.Text("account") ?? detail.Text("Account"));
        var (queue, agent) = (detail["queueInfo"], detail["agentInfo"]);
        return new ContactEvent(contact)
        {
            EventType = detail.Word("eventType") ?? throw new UnreadableException(EventProblems.EventWithout("eventType")),
            EventTime = envelope.Time("time") ?? detail.Time("EventTime"),
            Channel = detail.Word("channel"),
            InitiationTimestamp = detail.Time("initiationTimestamp"),
            InitiationMethod = detail.Word("initiationMethod"),
            QueueId = queue.ResourceId("queueArn", "queue") ?? detail.Text("QueueId"),
            EnqueueTimestamp = queue.Time("enqueueTimestamp") ?? detail.Time("EnqueueTimestamp"),
            AgentId = agent.ResourceId("agentArn", "agent") ?? detail.Text("AgentId"),
            ConnectedToAgentTimestamp = agent.Time("connectedToAgentTimestamp") ?? detail.Time("ConnectedToAgentTimestamp"),
            DisconnectTimestamp = detail.Time("disconnectTimestamp"),
            InitialContactId = detail.Text("initialContactId") is { } first && first != contact.ContactId ? first : null,
            PreviousContactId = detail.Text("previousContactId"),
            CustomerIdle = detail.Timer(TimerKind.CustomerIdle),
            CustomerDisconnect = detail.Timer(TimerKind.CustomerDisconnect),
            AgentIdle = detail.Timer(TimerKind.AgentIdle),
            AgentDisconnect = detail.Timer(TimerKind.AgentDisconnect),
        };
    }

    // Samples of the guide have placeholders here; what is not an ARN of a contact or instance does not count.
    private static List<ConnectArn> Resources(InputNode? envelope) =>
        [.. (envelope?["resources"]?.Items ?? []).Select(r => ConnectArn.Parse(r.Text ?? "")).OfType<ConnectArn>()];

    // The detail's value, or that of the resources; all that are there must be the same.
    private static string? Same(string what, string? value, IEnumerable<string?> others)
    {
        var id = value is not null && ConnectArn.LooksLikeOne(value) ? ConnectArn.Parse(value) is { } arn ? arn.ResourceId ?? arn.InstanceId : value : value;
        var other = others.FirstOrDefault(o => o is not null && o != id);
        return id is not null && other is not null ? throw new UnreadableException(EventProblems.EventConflict(what, id, other)) : value ?? other;
    }
}
