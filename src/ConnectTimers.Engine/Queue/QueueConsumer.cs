using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.Text;
using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Queue;

/// <summary>
/// Consumes one queue: receives its messages, keeps those of chats that wait invisible, deletes those that are done with and gives back the others.
/// Failures are retried for as long as the watch runs, and reported. Not thread-safe: every await returns to the engine's scheduler.
/// </summary>
/// <param name="service">The queue.</param>
/// <param name="query">The chats to return.</param>
/// <param name="chats">The chats of the watch.</param>
/// <param name="calls">Makes the calls.</param>
/// <param name="clock">The clock of visibility and backoff.</param>
/// <param name="random">Source of the jitter.</param>
/// <param name="emit">Receives chats and problems.</param>
internal sealed class QueueConsumer(
    IQueueService service, QueueQuery query, QueuedChats chats, QueueCalls calls, TimeProvider clock, Random random, Action<SearchEvent> emit)
{
    private const int MostInBatch = 10;
    private const int MostReported = 1000;
    private const int MostDeletions = 5; // requests in a row with failed entries; then those are given up: their messages come again, and are deleted then

    // The longest poll of SQS: one request in 20 s while nothing happens.
    private static readonly TimeSpan PollTime = TimeSpan.FromSeconds(20);

    // Messages that a poll takes while it is cut off stay invisible to every worker until their time-out. So the last poll has time to deliver what is
    // already on its way, and SQS has time to notice that the poll has ended before messages are given back that it could take.
    private static readonly TimeSpan LastPollTime = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CutOffTime = TimeSpan.FromMilliseconds(150);

    // A shorter time-out would have messages come again while their chats are being passed on.
    private static readonly TimeSpan ShortestVisibility = TimeSpan.FromSeconds(10);

    private readonly Queue<string> _deletions = [];
    private readonly HashSet<string> _reported = []; // ids of messages that cannot be read
    private QueueSettings _settings = new(TimeSpan.FromSeconds(30), null);
    private readonly Queue<string> _returns = [];
    private readonly TaskCompletionSource _polled = new(TaskCreationOptions.RunContinuationsAsynchronously); // set when nothing is received any more
    private Task _deleting = Task.CompletedTask;
    private Task _givingBack = Task.CompletedTask;

    /// <summary>Receives until stopped.</summary>
    /// <param name="stopToken">Stops receiving.</param>
    /// <param name="closeToken">Ends the care for messages of chats that still wait.</param>
    public async Task RunAsync(CancellationToken stopToken, CancellationToken closeToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopToken, calls.Rejected);
        using var cutOff = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var isStopping = stopToken.Register(() => cutOff.CancelAfter(LastPollTime));
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(cutOff.Token, calls.Rejected);
        try
        {
            if (await calls.SendAsync(service.GetSettingsAsync, TimeSpan.Zero, stopToken) is not { } settings)
            {
                return;
            }

            _settings = settings with { VisibilityTimeout = settings.VisibilityTimeout > ShortestVisibility ? settings.VisibilityTimeout : ShortestVisibility };
            _ = KeepInvisibleAsync(closeToken);
            while (!stopToken.IsCancellationRequested)
            {
                while (!chats.HasRoom)
                {
                    await chats.NextChange().WaitAsync(either.Token);
                }

                if (await calls.SendAsync(token => service.ReceiveAsync(PollTime, _settings.VisibilityTimeout, token), PollTime, poll.Token) is not { } messages)
                {
                    return;
                }

                Handle(messages);
            }
        }
        catch (OperationCanceledException) when (stopToken.IsCancellationRequested || calls.Rejected.IsCancellationRequested)
        {
            // What was received is cared for by the chats.
            await Task.Delay(CutOffTime, clock, CancellationToken.None);
        }
        finally
        {
            _polled.TrySetResult();
        }
    }

    /// <summary>Deletes a message, together with others.</summary>
    public void Delete(string receiptHandle)
    {
        _deletions.Enqueue(receiptHandle);
        if (_deleting.IsCompleted)
        {
            _deleting = DeleteAllAsync();
        }
    }

    /// <summary>Makes a message visible to every worker, in a batch with others, once nothing is received any more.</summary>
    public void GiveBack(string receiptHandle)
    {
        _returns.Enqueue(receiptHandle);
        if (_givingBack.IsCompleted)
        {
            _givingBack = GiveBackAllAsync();
        }
    }

    /// <summary>Completed when nothing is left to delete or to give back.</summary>
    public async Task FlushAsync()
    {
        await _givingBack;
        await _deleting;
    }

    private void Handle(IReadOnlyList<QueueMessage> messages)
    {
        var found = new List<FoundChat>();
        foreach (var message in messages)
        {
            var readings = JsonInputNode.ReadEvents(message.Body);
            var problem = readings is null or { Count: 0 } ? QueueProblems.NotAnEvent(message.Body) : readings.OfType<UnreadableEvent>().FirstOrDefault()?.Problem;
            if (problem is not null)
            {
                Report(message, problem);
                continue;
            }

            var handle = new MessageHandle(this, message.ReceiptHandle, Deadline(), readings!.Count);
            found.AddRange(readings.OfType<ReadEvent>().Select(r => Handle(r.Event, handle)).OfType<FoundChat>());
        }

        if (found.Count > 0)
        {
            emit(new ChatsFound(found));
        }
    }

    // Returns the chat to pass on; null for none.
    private FoundChat? Handle(ContactEvent contactEvent, MessageHandle message)
    {
        var isJoined = contactEvent.EventType == ContactEvent.ConnectedToAgent;
        if (contactEvent.IsChat() && contactEvent.IsKnownType() && (contactEvent.HasEnded() || contactEvent.HasAgent()) && !(isJoined && IsWanted(contactEvent)))
        {
            chats.NoteOver(contactEvent);
            message.Finish();
            return null;
        }

        if (contactEvent.FindReasonToSkip(includeConnected: true) is not null || !IsWanted(contactEvent))
        {
            message.Finish();
            return null;
        }

        return chats.Add(contactEvent, message);
    }

    private bool IsWanted(ContactEvent contactEvent) =>
        (contactEvent.EventType is not { } type || query.EventTypes.Contains(type))
        && (query.QueueIds.Count == 0 || (contactEvent.QueueId is { } queue && query.QueueIds.Contains(queue)));

    // Once for each message, and not each time that it comes again.
    private void Report(QueueMessage message, Problem why)
    {
        if (_reported.Count >= MostReported)
        {
            _reported.Clear();
        }

        if (_reported.Add(message.Id))
        {
            chats.Statistics.CountUnreadable();
            emit(new MessageUnreadable(QueueProblems.UnreadableMessage(message, service.Name, why.Message, _settings.MaxReceiveCount)));
        }
    }

    private long Deadline() => clock.GetTimestamp() + (long)(_settings.VisibilityTimeout.TotalSeconds * clock.TimestampFrequency);

    private async Task KeepInvisibleAsync(CancellationToken closeToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_settings.VisibilityTimeout / 3, clock, closeToken);
                var soon = clock.GetTimestamp() + (long)(_settings.VisibilityTimeout.TotalSeconds * clock.TimestampFrequency * 2 / 3);
                var due = chats.Waiting.Where(c => c.IsQueued || c.IsTaken).SelectMany(c => c.Messages).Where(m => m.Queue == this && m.Deadline < soon).ToList();
                foreach (var batch in due.Chunk(MostInBatch))
                {
                    await calls.SendAsync(token => service.ChangeVisibilityAsync([.. batch.Select(m => m.ReceiptHandle)], _settings.VisibilityTimeout, token), TimeSpan.Zero, closeToken);
                    foreach (var message in batch)
                    {
                        // One that could not be kept comes again and adds its new handle to the chat.
                        message.Deadline = Deadline();
                    }
                }
            }
        }
        catch (OperationCanceledException) when (closeToken.IsCancellationRequested)
        {
            // Every chat has its outcome.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            emit(new SearchFailed(e.ToUnexpectedProblem(), isFault: false)); // the messages of chats that wait come again
        }
    }

    private async Task DeleteAllAsync()
    {
        var failures = 0;
        while (_deletions.Count > 0)
        {
            var batch = NextBatch(_deletions);

            // What is deleted twice, or was delivered to another worker since, is no error.
            var failed = await calls.SendAsync(token => service.DeleteAsync(batch, token), TimeSpan.Zero, CancellationToken.None) ?? [];
            failures = failed.Count == 0 ? 0 : failures + 1;
            if (failures is > 0 and < MostDeletions)
            {
                await Task.Delay(ExponentialBackoff.DelayAfter(failures, random), clock);
                foreach (var handle in failed)
                {
                    _deletions.Enqueue(handle);
                }
            }
        }
    }

    private async Task GiveBackAllAsync()
    {
        await _polled.Task;
        while (_returns.Count > 0)
        {
            var batch = NextBatch(_returns);
            await calls.SendAsync(token => service.ChangeVisibilityAsync(batch, TimeSpan.Zero, token), TimeSpan.Zero, CancellationToken.None);
        }
    }

    private static List<string> NextBatch(Queue<string> handles)
    {
        var batch = new List<string>(MostInBatch);
        while (batch.Count < MostInBatch && handles.TryDequeue(out var handle))
        {
            batch.Add(handle);
        }

        return batch;
    }
}
