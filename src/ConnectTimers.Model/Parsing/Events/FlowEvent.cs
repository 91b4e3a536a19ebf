namespace ConnectTimers.Parsing;

/// <summary>Reads what a flow's Lambda block sends. Its parameters with the names of timers are the timers that the flow's author wants.</summary>
/// <remarks>Source: administrator guide, "Invoke AWS Lambda functions". Flows differ in Queue, which is null, a name or an object, and is not needed.</remarks>
internal static class FlowEvent
{
    /// <summary>Reads the event.</summary>
    /// <exception cref="UnreadableException">Ids are missing or invalid.</exception>
    public static ContactEvent Read(InputNode input)
    {
        var details = input["Details"];
        var data = details?["ContactData"] ?? throw new UnreadableException(EventProblems.EventWithout("Details.ContactData"));
        var instance = data.Text("InstanceARN");
        var contact = EventValues.Contact(instance, data.Text("ContactId"), data.Text("AwsRegion"));
        return new ContactEvent(contact)
        {
            Channel = data.Word("Channel"),
            InstanceArn = instance is not null && ConnectArn.LooksLikeOne(instance) ? instance : null,
            InitiationMethod = data.Word("InitiationMethod"),
            QueueId = data["Queue"].ResourceId("ARN", "queue"),
            InitialContactId = OtherThan(contact.ContactId, data.Text("InitialContactId")),
            PreviousContactId = OtherThan(contact.ContactId, data.Text("PreviousContactId")),
            CustomerIdle = Parameter(details, TimerKind.CustomerIdle),
            CustomerDisconnect = Parameter(details, TimerKind.CustomerDisconnect),
            AgentIdle = Parameter(details, TimerKind.AgentIdle),
            AgentDisconnect = Parameter(details, TimerKind.AgentDisconnect),
        };
    }

    // The names that a column may have; the words of the API as well.
    private static string? Parameter(InputNode details, TimerKind kind)
    {
        string? first = null;
        foreach (var parameter in details["Parameters"]?.Members ?? [])
        {
            if (Columns.Find(parameter.Key) == Columns.Of(kind) && parameter.Value.Text?.Trim() is { Length: > 0 } text)
            {
                first = first is null || first == text ? text : throw new UnreadableException(EventProblems.EventConflict(kind.ToString(), first, text));
            }
        }

        return first;
    }

    private static string? OtherThan(string contactId, string? id) => id == contactId ? null : id;
}
