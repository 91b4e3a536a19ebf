using ConnectTimers.Engine.Execution;

namespace ConnectTimers.Engine.Queue;

/// <summary>
/// The chats of a watch: those that wait for their outcome, and for an hour those that have one, so that a message that comes twice or late does not
/// have a chat set twice. Not thread-safe: everything runs on the engine's scheduler, except what says otherwise.
/// </summary>
/// <param name="clock">The clock of the watch.</param>
/// <param name="tasks">Starts tasks on the engine's scheduler.</param>
internal sealed class QueuedChats(TimeProvider clock, TaskFactory tasks)
{
    // What bounds the memory of a watch. A chat that waits has about 1 KB, one that is remembered about 300 bytes.
    private const int MaxWaiting = 10_000;
    private const int MaxRemembered = 50_000;

    // EventBridge retries for longer, but an agent has joined most chats within an hour, and a chat set twice is set to the same timers.
    private static readonly TimeSpan RememberFor = TimeSpan.FromHours(1);

    private readonly Dictionary<ContactKey, QueuedChat> _waiting = [];
    private readonly Dictionary<ContactKey, Remembered> _remembered = [];
    private readonly Queue<(ContactKey Contact, Remembered What)> _oldest = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WatchStatistics Statistics { get; } = new(clock);

    /// <summary>Whether the watch is stopping: messages of chats that were not sent are then given back. May be read and set from any thread.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Whether there is room for more chats.</summary>
    public bool HasRoom => _waiting.Count < MaxWaiting;

    /// <summary>The chats that wait for their outcome.</summary>
    public IReadOnlyCollection<QueuedChat> Waiting => _waiting.Values;

    /// <summary>Runs something on the engine's scheduler. From any thread.</summary>
    public void Post(Action action) => tasks.StartNew(action);

    /// <summary>Completed when a chat has been settled or forgotten.</summary>
    public Task NextChange() => _changed.Task;

    /// <summary>Notes a chat that waits for an agent.</summary>
    /// <param name="contactEvent">The event that tells of it.</param>
    /// <param name="message">The message of the event.</param>
    /// <returns>The chat if it is to be passed on; null if that was done, or is not to be done any more.</returns>
    public FoundChat? Add(ContactEvent contactEvent, MessageHandle message)
    {
        var contact = new ContactKey(contactEvent.InstanceId, contactEvent.ContactId);
        if (_remembered.TryGetValue(contact, out var before) && !before.IsBefore(contactEvent))
        {
            message.Finish();
            return null;
        }

        if (_waiting.TryGetValue(contact, out var chat))
        {
            chat.Messages.Add(message);
            return null;
        }

        chat = new QueuedChat(this, contact);
        chat.Messages.Add(message);
        _waiting.Add(contact, chat);
        Statistics.CountWaiting(_waiting.Count);
        return contactEvent.ToChat(chat);
    }

    /// <summary>Notes that an agent has joined a chat, or that it has ended. A chat that waits is withdrawn.</summary>
    public void NoteOver(ContactEvent contactEvent)
    {
        var contact = new ContactKey(contactEvent.InstanceId, contactEvent.ContactId);
        var joined = contactEvent.HasAgent() ? contactEvent.ConnectedToAgentTimestamp ?? contactEvent.EventTime : null;
        if (_waiting.TryGetValue(contact, out var chat))
        {
            chat.JoinedAt ??= joined;
            chat.Withdraw(contactEvent.FindReasonToSkip(includeConnected: false)!);
            return;
        }

        var before = _remembered.GetValueOrDefault(contact);
        if (before is { OverAt: null } && joined is { } at)
        {
            Statistics.CountVerdict(at - before.AcceptedAt);
        }

        Remember(contact, new Remembered(before?.AcceptedAt, contactEvent.HasEnded() ? DateTime.MaxValue : joined ?? before?.OverAt));
    }

    /// <summary>Notes that a chat was passed on. If no run has it, it is forgotten: its message comes again.</summary>
    public void Pass(QueuedChat chat)
    {
        chat.IsQueued = false;
        if (!chat.IsTaken)
        {
            Forget(chat);
        }
    }

    /// <summary>Keeps the messages of a chat invisible that a run has taken only after it was passed on.</summary>
    public void Keep(QueuedChat chat)
    {
        if (!chat.IsQueued && chat.IsTaken && _waiting.TryAdd(chat.Contact, chat))
        {
            Statistics.CountWaiting(_waiting.Count);
        }
    }

    /// <summary>Deletes the messages of a chat whose outcome is final, and gives back those of one that was not sent.</summary>
    public void Settle(QueuedChat chat, ParticipantRoleOutcome outcome)
    {
        Forget(chat);
        switch (outcome.Status)
        {
            case OutcomeStatus.Cancelled when IsStopping:
                GiveBack([chat]);
                break;
            case OutcomeStatus.Cancelled or OutcomeStatus.WhatIf:
                break; // comes again by itself; given back, it would come to the same pipeline at once
            default:
                Finish(chat, outcome);
                break;
        }
    }

    /// <summary>Makes the messages of chats visible to every worker.</summary>
    public static void GiveBack(IEnumerable<QueuedChat> chats)
    {
        foreach (var message in chats.SelectMany(c => c.Messages))
        {
            message.Queue.GiveBack(message.ReceiptHandle);
        }
    }

    private void Finish(QueuedChat chat, ParticipantRoleOutcome outcome)
    {
        var accepted = outcome.Status == OutcomeStatus.Accepted ? outcome.SentAt?.AddMilliseconds(outcome.LatencyMs ?? 0) ?? clock.GetUtcNow().UtcDateTime : (DateTime?)null;
        if (chat.JoinedAt is { } joined)
        {
            Statistics.CountVerdict(accepted is { } at ? joined - at : null);
        }

        Remember(chat.Contact, new Remembered(accepted, chat.JoinedAt));
        foreach (var message in chat.Messages)
        {
            message.Finish();
        }
    }

    /// <summary>Removes a chat from those that wait.</summary>
    public void Forget(QueuedChat chat)
    {
        if (_waiting.GetValueOrDefault(chat.Contact) == chat)
        {
            _waiting.Remove(chat.Contact);
            Statistics.CountWaiting(_waiting.Count);
        }

        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void Remember(ContactKey contact, Remembered what)
    {
        what.Since = clock.GetTimestamp();
        _remembered[contact] = what;
        _oldest.Enqueue((contact, what));
        while (_oldest.TryPeek(out var oldest) && (_oldest.Count > MaxRemembered || clock.GetElapsedTime(oldest.What.Since) > RememberFor))
        {
            _oldest.Dequeue();
            if (_remembered.GetValueOrDefault(oldest.Contact) == oldest.What)
            {
                _remembered.Remove(oldest.Contact);
            }
        }
    }

    // A class, because it is compared by reference.
    private sealed class Remembered(DateTime? acceptedAt, DateTime? overAt)
    {
        /// <summary>When its timers were accepted, UTC; null if they were not.</summary>
        public DateTime? AcceptedAt => acceptedAt;

        /// <summary>When an agent joined, UTC, or the greatest time if it has ended; null if neither is known.</summary>
        public DateTime? OverAt => overAt;

        /// <summary>The clock's timestamp when it was noted.</summary>
        public long Since { get; set; }

        /// <summary>Whether the chat has begun to wait again since: moved to a queue after an agent had joined.</summary>
        public bool IsBefore(ContactEvent contactEvent) => overAt is { } over && contactEvent.EnqueueTimestamp > over;
    }
}
