namespace ConnectTimers.Emulator;

/// <summary>An SQS queue that contact events go to, as an EventBridge rule for them would send them, and its dead-letter queue.</summary>
public sealed record QueueOptions
{
    /// <summary>The queue's name; the dead-letter queue has the same with <c>-dlq</c> after it.</summary>
    public string Name { get; init; } = "contact-events";

    /// <summary>For how long a received message is invisible, unless the consumer says otherwise; 30 seconds is SQS's default.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a message can be received before it goes to the dead-letter queue, at least 1.</summary>
    public int MaxReceiveCount { get; init; } = 5;

    /// <summary>The time from an event to its message in the queue. AWS does not document it; about a second is the emulator's reading.</summary>
    public TimeSpan EventDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What happens to events on their way to the queue.</summary>
    public IReadOnlyList<EventFault> Faults { get; init; } = [];

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(VisibilityTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(VisibilityTimeout, SqsQueue.LongestVisibilityTimeout);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReceiveCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EventDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Name.Length, 1);
    }
}
