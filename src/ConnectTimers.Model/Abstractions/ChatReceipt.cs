namespace ConnectTimers.Abstractions;

/// <summary>
/// What the source of a chat, such as a queue, waits for: the chat's outcome. It travels with the chat from the source to the run that sets
/// its timers. Used from any thread.
/// </summary>
#pragma warning disable CA1001 // The token source has neither a timer nor a wait handle: there is nothing to dispose of.
public abstract class ChatReceipt
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _withdrawn = new();

    /// <summary>Cancelled when the chat is withdrawn.</summary>
    public CancellationToken Withdrawn => _withdrawn.Token;

    /// <summary>Why the chat is no longer to be set; null while it is.</summary>
    public ChatWithdrawal? Withdrawal { get; private set; }

    /// <summary>Withdraws the chat: if its call has not been sent yet, it gets this outcome instead. Only the first withdrawal counts.</summary>
    /// <param name="problem">The reason.</param>
    /// <param name="status">The status of the outcome.</param>
    public void Withdraw(Problem problem, OutcomeStatus status = OutcomeStatus.Skipped)
    {
        if (Withdrawal is null)
        {
            Withdrawal = new ChatWithdrawal(problem, status);
            _withdrawn.Cancel();
        }
    }

    /// <summary>Says that a run has the chat and will settle it.</summary>
    public abstract void Take();

    /// <summary>
    /// Says what happened to the chat. Called when the outcome is final and, if there is a journal, written to it; with Cancelled if it could not be
    /// written.
    /// </summary>
    public abstract void Settle(ParticipantRoleOutcome outcome);
}

/// <summary>Why a chat is no longer to be set.</summary>
/// <param name="problem">The reason.</param>
/// <param name="status">The status of its outcome.</param>
public sealed class ChatWithdrawal(Problem problem, OutcomeStatus status)
{
    /// <summary>The reason.</summary>
    public Problem Problem => problem;

    /// <summary>The status of its outcome.</summary>
    public OutcomeStatus Status => status;
}
