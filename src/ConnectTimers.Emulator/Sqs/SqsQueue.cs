using System.Globalization;
using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>A message in a queue.</summary>
/// <param name="id">The message id.</param>
/// <param name="body">The body.</param>
/// <param name="sent">When it was sent.</param>
/// <param name="number">Its place in the order of sending.</param>
internal sealed class SqsMessage(string id, string body, DateTimeOffset sent, long number)
{
    public string Id => id;

    public string Body => body;

    public DateTimeOffset Sent { get; } = sent;

    public long Number => number;

    /// <summary>From when on it can be received.</summary>
    public DateTimeOffset Visible { get; set; } = sent;

    public int ReceiveCount { get; set; }

    public DateTimeOffset? FirstReceived { get; set; }

    /// <summary>When it was last received.</summary>
    public DateTimeOffset LastReceived { get; set; }

    /// <summary>The ARN of the queue that it was moved from; null outside a dead-letter queue.</summary>
    public string? SourceArn { get; init; }

    /// <summary>The handle of the last delivery.</summary>
    public string ReceiptHandle(string queue) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{queue}/{Id}/{ReceiveCount.ToString(CultureInfo.InvariantCulture)}"));
}

/// <summary>A standard SQS queue: at least once, visibility time-outs, redelivery, a dead-letter queue.</summary>
/// <remarks>
/// Sources: SQS developer guide and API reference. In two respects it is kinder than the service: a short poll looks at
/// all servers, and messages are delivered in the order in which they become visible.
/// </remarks>
/// <param name="name">The queue's name.</param>
/// <param name="account">The account that owns it.</param>
/// <param name="region">Its Region.</param>
/// <param name="visibilityTimeout">The default visibility time-out.</param>
/// <param name="deadLetters">The dead-letter queue and how often a message is received before it goes there; null for none.</param>
/// <param name="ids">Message ids.</param>
/// <param name="clock">The clock of visibility time-outs and polls.</param>
internal sealed class SqsQueue(
    string name, string account, string region, TimeSpan visibilityTimeout, (SqsQueue Queue, int MaxReceiveCount)? deadLetters, SeededIds ids, TimeProvider clock)
{
    /// <summary>A message can be kept invisible for 12 hours from its delivery.</summary>
    public static readonly TimeSpan LongestVisibilityTimeout = TimeSpan.FromHours(12);

    /// <summary>SQS's default retention period.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(4);

    private readonly Lock _gate = new();
    private readonly SortedSet<SqsMessage> _messages = new(Comparer<SqsMessage>.Create((a, b) => (a.Visible, a.Number).CompareTo((b.Visible, b.Number))));
    private readonly Dictionary<string, SqsMessage> _byId = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sent;
    private int _received;
    private int _deleted;
    private int _deadLettered;

    public string Name => name;

    public string Arn { get; } = $"arn:aws:sqs:{region}:{account}:{name}";

    public string Path { get; } = $"/{account}/{name}";

    public DateTimeOffset Created { get; } = clock.GetUtcNow();

    public TimeSpan VisibilityTimeout => visibilityTimeout;

    public (SqsQueue Queue, int MaxReceiveCount)? DeadLetters => deadLetters;

    /// <summary>Adds a message and returns its id.</summary>
    public string Send(string body, TimeSpan delay = default)
    {
        var now = clock.GetUtcNow();
        return Add(ids.Next(), body, now, now + delay, source: null);
    }

    /// <summary>Returns up to <paramref name="most"/> messages, at once or as soon as there is one; none when the wait is over.</summary>
    public async Task<IReadOnlyList<SqsDelivery>> ReceiveAsync(int most, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + wait;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (messages, next, changed) = TryReceive(most, visibility);
            var now = clock.GetUtcNow();
            if (messages.Count > 0 || now >= end)
            {
                return messages;
            }

            try
            {
                await changed.WaitAsync((next < end ? next : end) - now, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                // The wait is over, or a message is visible again.
            }
        }
    }

    /// <summary>Deletes a message; a handle that is not the last one, or whose message is gone, deletes nothing and is no error.</summary>
    /// <exception cref="ServiceException">The handle is not one of this queue's.</exception>
    public void Delete(string receiptHandle)
    {
        lock (_gate)
        {
            if (Find(receiptHandle) is { } message)
            {
                _messages.Remove(message);
                _byId.Remove(message.Id);
                _deleted++;
            }
        }
    }

    /// <summary>Makes a received message visible again after a time-out from now; zero gives it back at once.</summary>
    /// <exception cref="ServiceException">The handle is not one of this queue's, or its message is not in flight.</exception>
    public void ChangeVisibility(string receiptHandle, TimeSpan timeout)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var message = Find(receiptHandle) ?? throw SqsErrors.InvalidParameterValue(
                "Value for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.");
            if (message.Visible <= now)
            {
                throw SqsErrors.MessageNotInflight();
            }

            if (now + timeout > message.LastReceived + LongestVisibilityTimeout)
            {
                throw SqsErrors.InvalidParameterValue("Total VisibilityTimeout for the message is beyond the limit [43200 seconds].");
            }

            Move(message, now + timeout);
        }
    }

    public QueueSnapshot Snapshot(Uri endpoint)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var visible = _messages.Count(message => message.Visible <= now);
            var delayed = _messages.Count(message => message.Visible > now && message.ReceiveCount == 0);
            return new QueueSnapshot(
                Name, new Uri(endpoint, Path), visible, _messages.Count - visible - delayed, delayed, (int)_sent, _received, _deleted, _deadLettered);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _messages.Clear();
            _byId.Clear();
            (_sent, _received, _deleted, _deadLettered) = (0, 0, 0, 0);
        }
    }

    private (IReadOnlyList<SqsDelivery> Messages, DateTimeOffset NextVisible, Task Changed) TryReceive(int most, TimeSpan visibility)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var received = new List<SqsDelivery>();
            while (received.Count < most && _messages.Min is { } message && message.Visible <= now)
            {
                if (message.Sent + Retention < now)
                {
                    Remove(message);
                }
                else if (deadLetters is { } dead && message.ReceiveCount >= dead.MaxReceiveCount)
                {
                    Remove(message);
                    _deadLettered++;
                    dead.Queue.Add(message.Id, message.Body, message.Sent, now, Arn);
                }
                else
                {
                    message.ReceiveCount++;
                    message.FirstReceived ??= now;
                    message.LastReceived = now;
                    _received++;

                    // With a time-out of zero the message would come again within the same answer.
                    Move(message, visibility > TimeSpan.Zero ? now + visibility : now.AddTicks(1), signal: false);
                    received.Add(new SqsDelivery(message, message.ReceiptHandle(Name), message.ReceiveCount));
                }
            }

            return (received, _messages.Min?.Visible ?? DateTimeOffset.MaxValue, _changed.Task);
        }
    }

    private string Add(string id, string body, DateTimeOffset sent, DateTimeOffset visible, string? source)
    {
        lock (_gate)
        {
            var message = new SqsMessage(id, body, sent, _sent++) { Visible = visible, SourceArn = source };
            _messages.Add(message);
            _byId[id] = message;
            Signal();
            return id;
        }
    }

    private void Remove(SqsMessage message)
    {
        _messages.Remove(message);
        _byId.Remove(message.Id);
    }

    private void Move(SqsMessage message, DateTimeOffset visible, bool signal = true)
    {
        _messages.Remove(message);
        message.Visible = visible;
        _messages.Add(message);
        if (signal)
        {
            Signal();
        }
    }

    /// <summary>Wakes every poll that waits.</summary>
    private void Signal()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Returns the message of a handle; null if it is gone, or was received again since.</summary>
    private SqsMessage? Find(string receiptHandle)
    {
        var bytes = new byte[receiptHandle.Length];
        var parts = Convert.TryFromBase64String(receiptHandle, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split('/') : [];
        if (parts is not [var queue, var id, _] || queue != Name)
        {
            throw SqsErrors.ReceiptHandleIsInvalid();
        }

        return _byId.TryGetValue(id, out var message) && message.ReceiptHandle(Name) == receiptHandle ? message : null;
    }
}

/// <summary>A message as it was delivered once.</summary>
internal sealed record SqsDelivery(SqsMessage Message, string ReceiptHandle, int ReceiveCount);
