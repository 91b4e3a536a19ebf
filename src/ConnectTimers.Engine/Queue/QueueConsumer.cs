using ConnectTimers.Abstractions;
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
/// <param name="clock">The clock of visibility.</param>
/// <param name="emit">Receives chats and problems.</param>
internal sealed class QueueConsumer(
    IQueueService service, QueueQuery query, QueuedChats chats, QueueCalls calls, TimeProvider clock, Action<SearchEvent> emit)
{
    private const int MostInBatch = 10;
    private const int MostReported = 1000;

    // The longest poll of SQS: one request in 20 s while nothing happens.
    private static readonly TimeSpan PollTime = TimeSpan.FromSeconds(20);

    // A shorter time-out would have messages come again while their chats are being passed on.
    private static readonly TimeSpan ShortestVisibility = TimeSpan.FromSeconds(10);

    private readonly Queue<string> _deletions = [];
    private readonly HashSet<string> _reported = []; // ids of messages that cannot be read
    private QueueSettings _settings = new(TimeSpan.FromSeconds(30), null);
    private Task _deleting = Task.CompletedTask;
    private Task _givingBack = Task.CompletedTask;

    /// <summary>Receives until stopped.</summary>
    /// <param name="stopToken">Stops receiving.</param>
    /// <param name="closeToken">Ends the care for messages of chats that still wait.</param>
    public async Task RunAsync(CancellationToken stopToken, CancellationToken closeToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopToken, calls.Rejected);
        try
        {
            if (await calls.SendAsync(service.GetSettingsAsync, TimeSpan.Zero, stopToken) is not { } settings)
            {
                return;
            }

            _settings = settings with { VisibilityTimeout = settings.VisibilityTimeout > ShortestVisibility ? settings.VisibilityTimeout : ShortestVisibility };
            _ = KeepInvisibleAsync(closeToken);
            while (true)
            {
                while (!chats.HasRoom)
                {
                    await chats.NextChange().WaitAsync(either.Token);
                }

                if (await calls.SendAsync(token => service.ReceiveAsync(PollTime, _settings.VisibilityTimeout, token), PollTime, either.Token) is not { } messages)
                {
                    return;
                }

                Handle(messages);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // What was received is cared for by the chats.
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

    /// <summary>Makes messages visible to every worker at once.</summary>
    public void GiveBack(IReadOnlyList<string> receiptHandles) => _givingBack = Task.WhenAll(_givingBack, GiveBackAsync(receiptHandles));

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
    }

    private async Task DeleteAllAsync()
    {
        while (_deletions.Count > 0)
        {
            var batch = new List<string>(MostInBatch);
            while (batch.Count < MostInBatch && _deletions.TryDequeue(out var handle))
            {
                batch.Add(handle);
            }

            // What is deleted twice, or was delivered to another worker since, is no error.
            foreach (var failed in await calls.SendAsync(token => service.DeleteAsync(batch, token), TimeSpan.Zero, CancellationToken.None) ?? [])
            {
                _deletions.Enqueue(failed);
            }
        }
    }

    private async Task GiveBackAsync(IReadOnlyList<string> receiptHandles)
    {
        foreach (var batch in receiptHandles.Chunk(MostInBatch))
        {
            await calls.SendAsync(token => service.ChangeVisibilityAsync(batch, TimeSpan.Zero, token), TimeSpan.Zero, CancellationToken.None);
        }
    }
}
