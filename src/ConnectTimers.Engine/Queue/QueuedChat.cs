using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Execution;

namespace ConnectTimers.Engine.Queue;

/// <summary>A chat that messages of a queue told of, until it is settled. Its messages stay invisible while a run has it.</summary>
/// <param name="chats">The chats of the watch.</param>
/// <param name="contact">The contact.</param>
internal sealed class QueuedChat(QueuedChats chats, ContactKey contact) : ChatReceipt
{
    private int _runs; // that have it and have not settled it

    public ContactKey Contact => contact;

    /// <summary>Its messages.</summary>
    public List<MessageHandle> Messages { get; } = [];

    /// <summary>Whether it has not been passed on yet. On the engine's scheduler.</summary>
    public bool IsQueued { get; set; } = true;

    /// <summary>Whether a run has it. From any thread.</summary>
    public bool IsTaken => Volatile.Read(ref _runs) > 0;

    /// <summary>When its agent joined, if that was seen while the chat waited; UTC.</summary>
    public DateTime? JoinedAt { get; set; }

    public override void Take()
    {
        if (Interlocked.Increment(ref _runs) == 1)
        {
            chats.Post(() => chats.Keep(this));
        }
    }

    public override void Settle(ParticipantRoleOutcome outcome)
    {
        if (Interlocked.Decrement(ref _runs) == 0)
        {
            chats.Post(() => chats.Settle(this, outcome));
        }
    }
}
