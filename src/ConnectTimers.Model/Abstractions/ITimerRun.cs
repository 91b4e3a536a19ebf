namespace ConnectTimers.Abstractions;

/// <summary>
/// One run: each config that is submitted gets one outcome. One thread submits and takes; <see cref="ConnectionSettings.Wake"/> says when
/// there is an outcome or room. Disposing cancels what is still in progress.
/// </summary>
public interface ITimerRun : IDisposable
{
    /// <summary>The id of the run, in its outcomes and in its journal.</summary>
    string Id { get; }

    /// <summary>Submits a config. After a run has ended early, it comes back as Cancelled.</summary>
    /// <param name="config">The config to send.</param>
    /// <param name="notes">Columns of the input for the journal, by name.</param>
    /// <param name="receipt">What is settled with the outcome, and may withdraw the config until it is sent; null for none.</param>
    /// <returns>False when the queue is full, so that input is read no faster than it can be sent.</returns>
    bool TrySubmit(ParticipantRoleConfig config, IReadOnlyList<KeyValuePair<string, string?>> notes, ChatReceipt? receipt = null);

    /// <summary>Submits an outcome that is final without a call, such as one of an invalid row: it gets its line in the journal and comes back.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="notes">Columns of the input for the journal, by name.</param>
    /// <param name="receipt">Settled after the line is written; null for none.</param>
    /// <returns>False when the queue is full.</returns>
    bool Record(ParticipantRoleOutcome outcome, IReadOnlyList<KeyValuePair<string, string?>> notes, ChatReceipt? receipt = null);

    /// <summary>Says that no more configs will be submitted.</summary>
    void Complete();

    /// <summary>Takes the next outcome, in the order in which calls end.</summary>
    /// <returns>Null when there is none yet, or no more.</returns>
    ParticipantRoleOutcome? TryTake();

    /// <summary>Whether every config's outcome has been taken; never before <see cref="Complete"/>.</summary>
    bool IsCompleted { get; }

    /// <summary>
    /// Why the run ended early: no credentials, credentials rejected, an invalid endpoint, a journal that cannot be written, or no success for
    /// too long. Null while it goes on. Configs that were not sent get the status Cancelled.
    /// </summary>
    Problem? Fault { get; }

    /// <summary>The run's progress, for a progress bar; may be asked at any time.</summary>
    /// <returns>Null when it was returned a moment ago.</returns>
    RunProgress? GetProgress();
}

/// <summary>The progress of a run at one moment.</summary>
public sealed class RunProgress
{
    /// <summary>Configs that were submitted and have no outcome yet.</summary>
    public int Waiting { get; init; }

    /// <summary>Accepted calls per second, lately; null before the second of them.</summary>
    public double? Rate { get; init; }

    /// <summary>Calls that were throttled so far; each is retried.</summary>
    public int Throttled { get; init; }

    /// <summary>Why calls pause; null while they do not.</summary>
    public Problem? Pause { get; init; }
}
