using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Queue;

/// <summary>The operations of Amazon SQS that a consumer uses, with the texts for their failures.</summary>
internal static class QueueOperations
{
    public static readonly Operation GetQueueAttributes = Of(nameof(GetQueueAttributes), "nothing was received");

    public static readonly Operation ReceiveMessage = Of(nameof(ReceiveMessage), "nothing was received");

    public static readonly Operation DeleteMessage = Of(nameof(DeleteMessage), "messages that are done with were not deleted and come again");

    public static readonly Operation ChangeMessageVisibility = Of(nameof(ChangeMessageVisibility), "messages may come again before their chats are set");

    private static Operation Of(string name, string undone) => new()
    {
        Name = name,
        Service = "Amazon SQS",
        Unknown = "There is no such queue.",
        WhenUnknown = "Check -QueueUrl, its account and its Region.",
        WhenInvalid = "Check -QueueUrl.",
        WhenDenied = $"Allow sqs:{name} on the queue to the user or role of these credentials, then start again.",
        Again = "Start again",
        Harmless = ": messages that were not deleted come again",
        Undone = undone,
        Continue = "start again",
    };
}
