namespace ConnectTimers.Parsing;

/// <summary>What an input that is an event turned out to be: a <see cref="ReadEvent"/> or an <see cref="UnreadableEvent"/>.</summary>
public abstract class EventReading
{
    /// <summary>The id of the SQS message that it came in; null when it came in none.</summary>
    public string? MessageId { get; init; }
}

/// <summary>An event that was read. <see cref="ContactEvent.FindReasonToSkip"/> says whether its contact is one to set.</summary>
/// <param name="contactEvent">The event.</param>
public sealed class ReadEvent(ContactEvent contactEvent) : EventReading
{
    /// <summary>The event.</summary>
    public ContactEvent Event => contactEvent;
}

/// <summary>An input that claims to be an event of a contact and cannot be read.</summary>
/// <param name="problem">Why.</param>
public sealed class UnreadableEvent(Problem problem) : EventReading
{
    /// <summary>Why it cannot be read.</summary>
    public Problem Problem => problem;
}
