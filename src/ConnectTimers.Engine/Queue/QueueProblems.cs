using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Queue;

/// <summary>Problems of a queue of contact events. The method's name is the error id.</summary>
internal static class QueueProblems
{
    public static Problem InvalidQueueUrl(string url) => new(nameof(InvalidQueueUrl), InvalidArgument,
        $"-QueueUrl is {DisplayText.Value(ForeignText.Message(url))}, which is not the URL or ARN of an SQS queue.",
        "Use https://sqs.REGION.amazonaws.com/ACCOUNT/NAME, as 'aws sqs get-queue-url' returns it; nothing was received.");

    public static Problem NoRegion(string name) => new(nameof(NoRegion), InvalidArgument,
        $"No Region found for the queue {DisplayText.Value(name)}: its URL names none.", "Use -Region, or the queue's ARN; nothing was received.");

    public static Problem RoleNameForQueue(string role) => new(nameof(RoleNameForQueue), InvalidArgument,
        $"-RoleName {DisplayText.Value(role)} names a role in the account of each instance, and a queue belongs to no instance.", "Use -RoleArn for the queue; nothing was received.");

    /// <summary>A message is not an event of a contact.</summary>
    /// <param name="message">The message.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="why">What is wrong, as a sentence.</param>
    /// <param name="maxReceiveCount">How often it is received before it goes to the dead-letter queue; null if there is none.</param>
    public static Problem UnreadableMessage(QueueMessage message, string queue, string why, int? maxReceiveCount) => new(nameof(UnreadableMessage), InvalidData,
        $"Message {DisplayText.Value(message.Id)} of the queue {DisplayText.Value(queue)} cannot be read: {why} "
        + (maxReceiveCount is { } most ? $"After {most} deliveries it goes to the dead-letter queue; this is number {message.ReceiveCount}."
            : "The queue has no dead-letter queue, so it comes again until its retention period is over."),
        "Look at the message in the dead-letter queue, and at what else sends to this queue: only the EventBridge rule for contact events should.");

    public static Problem NotAnEvent(string body) => new(nameof(NotAnEvent), InvalidData,
        $"{DisplayText.Value(ForeignText.Message(body))} is not an event of a contact.", "");

    public static Problem Stopping() => new("WorkerStopped", OperationStopped,
        "The watch was stopped before this contact's turn; nothing was sent. Its message was given back to the queue.",
        "Start the watch again, or let another worker of the queue set the chat.");
}
