using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConnectTimers.Emulator;

/// <summary>Something that happened to a contact, as Amazon Connect tells EventBridge.</summary>
/// <param name="Type">INITIATED, QUEUED, CONNECTED_TO_AGENT or DISCONNECTED.</param>
/// <param name="Contact">The contact after it happened.</param>
/// <param name="Time">When it happened.</param>
internal sealed record ContactEvent(string Type, ContactFacts Contact, DateTimeOffset Time)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Returns the events of a change, in order.</summary>
    /// <param name="before">The contact before; null if it is new.</param>
    /// <param name="after">The contact after.</param>
    /// <param name="state">The state that it entered.</param>
    /// <param name="time">The time of the event.</param>
    public static IEnumerable<ContactEvent> Between(ContactFacts? before, ContactFacts after, ContactState state, DateTimeOffset time)
    {
        if (before is null)
        {
            yield return new("INITIATED", after, time);
        }

        var waitsAgain = state == ContactState.Waiting && before is { ConnectedToAgentTimestamp: not null } or { DisconnectTimestamp: not null };
        if (after.QueueId is not null && (before is null || before.QueueId != after.QueueId || waitsAgain))
        {
            yield return new("QUEUED", after, time);
        }

        if (state == ContactState.Connected)
        {
            yield return new("CONNECTED_TO_AGENT", after, time);
        }
        else if (state == ContactState.Ended && before?.DisconnectTimestamp is null)
        {
            yield return new("DISCONNECTED", after, time);
        }
    }

    /// <summary>Returns the event as EventBridge sends it: the body of an SQS message.</summary>
    /// <param name="id">The event's id.</param>
    /// <param name="region">The instance's Region.</param>
    /// <param name="account">The instance's account.</param>
    /// <remarks>Source: administrator guide, "Contact events". Members without a value are absent.</remarks>
    public string ToJson(string id, string region, string account)
    {
        var instance = Arns.Instance(region, account, Contact.InstanceId);
        var detail = new JsonObject
        {
            ["eventType"] = Type,
            ["contactId"] = Contact.ContactId,
            ["initialContactId"] = Contact.ContactId,
            ["channel"] = Contact.Channel,
            ["instanceArn"] = instance,
            ["initiationMethod"] = Contact.InitiationMethod,
            ["initiationTimestamp"] = Text(Contact.InitiationTimestamp),
        };
        if (Contact.ConnectedToAgentTimestamp is { } connected)
        {
            detail["connectedToSystemTimestamp"] = Text(Contact.InitiationTimestamp);
            detail["agentInfo"] = new JsonObject { ["agentArn"] = $"{instance}/agent/{Contact.AgentId}", ["connectedToAgentTimestamp"] = Text(connected) };
        }

        if (Contact.DisconnectTimestamp is { } disconnected)
        {
            detail["disconnectTimestamp"] = Text(disconnected);
        }

        if (Type != "INITIATED" && Contact is { QueueId: { } queue, EnqueueTimestamp: { } enqueued })
        {
            detail["queueInfo"] = new JsonObject
            {
                ["queueArn"] = $"{instance}/queue/{queue}", ["queueType"] = "STANDARD", ["enqueueTimestamp"] = Text(enqueued),
            };
        }

        detail["tags"] = new JsonObject { ["aws:connect:instanceId"] = Contact.InstanceId };
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = id,
            ["detail-type"] = "Amazon Connect Contact Event",
            ["source"] = "aws.connect",
            ["account"] = account,
            ["time"] = Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["region"] = region,
            ["resources"] = new JsonArray(Arns.Contact(region, account, Contact.InstanceId, Contact.ContactId), instance),
            ["detail"] = detail,
        }.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.Web));
    }

    private static string Text(DateTimeOffset time) => time.ToString(TimeFormat, System.Globalization.CultureInfo.InvariantCulture);
}
