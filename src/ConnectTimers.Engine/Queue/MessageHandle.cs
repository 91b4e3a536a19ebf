namespace ConnectTimers.Engine.Queue;

/// <summary>One delivery of a message.</summary>
/// <param name="queue">The queue that delivered it.</param>
/// <param name="receiptHandle">Its receipt handle.</param>
/// <param name="deadline">The clock's timestamp when it becomes visible again.</param>
/// <param name="events">The number of events in it: one, unless it is a batch.</param>
internal sealed class MessageHandle(QueueConsumer queue, string receiptHandle, long deadline, int events)
{
    private int _open = events;

    public string ReceiptHandle => receiptHandle;

    public QueueConsumer Queue => queue;

    /// <summary>The clock's timestamp when it becomes visible again.</summary>
    public long Deadline { get; set; } = deadline;

    /// <summary>Says that one of its events is done with. When all are, the message is deleted.</summary>
    public void Finish()
    {
        if (--_open == 0)
        {
            queue.Delete(receiptHandle);
        }
    }
}
