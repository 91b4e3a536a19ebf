using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Queue;

/// <summary>One SQS queue: as narrow as the consumer needs. Failures are answers; only a cancelled token throws.</summary>
internal interface IQueueService
{
    /// <summary>The queue's name.</summary>
    string Name { get; }

    /// <summary>Where the calls go.</summary>
    string Endpoint { get; }

    /// <summary>Reads what the queue says about itself.</summary>
    Task<QueueAnswer<QueueSettings>> GetSettingsAsync(CancellationToken cancellationToken);

    /// <summary>Receives up to 10 messages, at once or as soon as there is one.</summary>
    /// <param name="wait">The longest wait for a message, at most 20 s.</param>
    /// <param name="visibility">How long they are invisible to others.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<QueueAnswer<IReadOnlyList<QueueMessage>>> ReceiveAsync(TimeSpan wait, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Deletes up to 10 messages.</summary>
    /// <param name="receiptHandles">Their receipt handles.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The handles of those that were not deleted and may be tried again.</returns>
    Task<QueueAnswer<IReadOnlyList<string>>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken);

    /// <summary>Sets how long up to 10 messages stay invisible from now on; zero gives them back.</summary>
    /// <param name="receiptHandles">Their receipt handles.</param>
    /// <param name="visibility">The time from now.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The handles for which it failed: those messages are visible again, or gone.</returns>
    Task<QueueAnswer<IReadOnlyList<string>>> ChangeVisibilityAsync(IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellationToken);
}

/// <summary>The result of one attempt, and what was returned if it was accepted.</summary>
/// <param name="Answer">How the attempt ended.</param>
/// <param name="Value">What was returned; null unless it was accepted.</param>
internal sealed record QueueAnswer<T>(Answer Answer, T? Value);

/// <summary>A message as it was delivered.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="ReceiptHandle">The handle of this delivery.</param>
/// <param name="Body">The body.</param>
/// <param name="ReceiveCount">How often it was delivered, this time included.</param>
internal sealed record QueueMessage(string Id, string ReceiptHandle, string Body, int ReceiveCount);

/// <summary>What a queue says about itself.</summary>
/// <param name="VisibilityTimeout">How long a received message is invisible.</param>
/// <param name="MaxReceiveCount">How often a message is received before it goes to the dead-letter queue; null if there is none.</param>
internal sealed record QueueSettings(TimeSpan VisibilityTimeout, int? MaxReceiveCount);
