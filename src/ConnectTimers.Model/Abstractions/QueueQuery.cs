namespace ConnectTimers.Abstractions;

/// <summary>SQS queues with contact events, and the chats to return of them.</summary>
public sealed class QueueQuery
{
    /// <summary>Creates a query.</summary>
    /// <param name="queueUrls">The URLs or ARNs of the queues.</param>
    public QueueQuery(IReadOnlyList<string> queueUrls) => QueueUrls = queueUrls;

    /// <summary>The URLs or ARNs of the queues.</summary>
    public IReadOnlyList<string> QueueUrls { get; }

    /// <summary>
    /// The types of events with which a chat is returned, in capitals. By default only that with which a chat enters a queue: each chat has one, so
    /// several workers of one SQS queue do not set a chat twice. Events of agents who join and of chats that end are always noticed.
    /// </summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [ContactEvent.Queued];

    /// <summary>Only chats in these queues of Amazon Connect; all when empty.</summary>
    public IReadOnlyList<string> QueueIds { get; init; } = [];
}
