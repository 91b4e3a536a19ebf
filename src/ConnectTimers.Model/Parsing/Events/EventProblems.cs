using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Parsing;

/// <summary>Problems of what claims to be an event of a contact. The method's name is the error id.</summary>
internal static class EventProblems
{
    private const string SendWhole = "Pass the event on as Amazon Connect sent it; nothing was sent for this contact.";

    public static Problem NotAContactEvent(string? type) => new(nameof(NotAContactEvent), InvalidData,
        $"The event's detail-type is {DisplayText.Value(type)}, not 'Amazon Connect Contact Event'.",
        "Change the rule's pattern to {\"source\":[\"aws.connect\"],\"detail-type\":[\"Amazon Connect Contact Event\"]}.");

    public static Problem EventWithout(string member) => new(nameof(EventWithout), InvalidData, $"The event has no {member}.", SendWhole);

    public static Problem EventConflict(string member, string first, string second) => new(nameof(EventConflict), InvalidData,
        $"The event has two values for its {member}: {DisplayText.Value(first)} and {DisplayText.Value(second)}.", SendWhole);

    public static Problem InvalidEventValue(string member, string value, string expected) => new(nameof(InvalidEventValue), InvalidData,
        $"The event's {member} is {DisplayText.Value(value)}, which is not {expected}.", SendWhole);

    public static Problem MessageWithoutEvent(string what) => new(nameof(MessageWithoutEvent), InvalidData,
        $"The message's body {what}.",
        "Use a queue that only a rule for 'Amazon Connect Contact Event' feeds, without an input transformer.");
}
