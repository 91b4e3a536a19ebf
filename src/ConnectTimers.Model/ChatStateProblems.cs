using System.Globalization;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers;

/// <summary>Why no timers are set for a contact in this state. The method's name is the error id.</summary>
public static class ChatStateProblems
{
    /// <summary>The contact is a call, a task or an email.</summary>
    /// <param name="channel">Its channel.</param>
    public static Problem NotAChat(string channel) => new(nameof(NotAChat), InvalidData,
        $"The contact's channel is {DisplayText.Value(channel)}; only chats have these timers.",
        "Nothing needs to be done. To receive chats only, add \"channel\": [\"CHAT\"] to the rule's pattern.");

    /// <summary>The chat has ended.</summary>
    /// <param name="time">When, UTC; null when it is not known.</param>
    public static Problem Ended(DateTime? time) => new(nameof(Ended), ObjectNotFound,
        $"The chat has ended{At(time)}.", "Nothing needs to be done: timers cannot be set in a chat that has ended.");

    /// <summary>An agent had joined before the timers were sent.</summary>
    /// <param name="time">When, UTC; null when it is not known.</param>
    public static Problem AgentJoined(DateTime? time) => new(nameof(AgentJoined), InvalidData,
        $"An agent joined the chat{At(time)}, and a chat uses the timers that were set before that.",
        "To set them for the case that another agent joins, use -IncludeConnected.");

    /// <summary>The type of the event is not one that this version knows.</summary>
    /// <param name="type">The type.</param>
    public static Problem UnknownEventType(string type) => new(nameof(UnknownEventType), InvalidData,
        $"The event's type is {DisplayText.Value(type)}, which this version of ConnectTimers does not know.",
        "Nothing needs to be done if the chat's other events are received too. To set its timers, use -InstanceId and -ContactId.");

    private static string At(DateTime? time) => time is { } known ? known.ToString("' at 'HH:mm:ss' UTC on 'yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
}
