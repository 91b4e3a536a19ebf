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
        var contact = EventValues.Contact(data.Text("InstanceARN"), data.Text("ContactId"), data.Text("AwsRegion"), null);
        return new ContactEvent(contact)
        {
            EventType = ContactEvent.Flow,
            Channel = data.Word("Channel"),
            InitiationMethod = data.Word("InitiationMethod"),
            QueueId = data["Queue"].ResourceId("ARN", "queue"),
            InitialContactId = OtherThan(contact.ContactId, data.Text("InitialContactId")),
            PreviousContactId = OtherThan(contact.ContactId, data.Text("PreviousContactId")),
            CustomerIdle = details["Parameters"].Timer(TimerKind.CustomerIdle),
            CustomerDisconnect = details["Parameters"].Timer(TimerKind.CustomerDisconnect),
            AgentIdle = details["Parameters"].Timer(TimerKind.AgentIdle),
            AgentDisconnect = details["Parameters"].Timer(TimerKind.AgentDisconnect),
        };
    }

    private static string? OtherThan(string contactId, string? id) => id == contactId ? null : id;
}
