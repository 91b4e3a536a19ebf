namespace ConnectTimers.Abstractions;

/// <summary>
/// What the cmdlets ask of the engine. The interfaces live here, in the one assembly that both sides see, because the engine itself
/// is loaded in a private load context and nothing of it may be named on PowerShell's side.
/// </summary>
public interface ITimerEngine
{
    /// <summary>Opens a run. Returns at once; credentials, endpoint and Region are looked up in the background.</summary>
    /// <param name="settings">Where to and as whom.</param>
    /// <param name="stopToken">Ends the run: calls in flight are cancelled and what was not sent never is.</param>
    ITimerRun Start(RunSettings settings, CancellationToken stopToken);

    /// <summary>
    /// Has compiled what the first call would otherwise wait for. Takes some tenths of a second and is for a thread of its own; connects to
    /// nothing, asks for no credentials, and what it throws says nothing about the calls to come.
    /// </summary>
    void WarmUp();

    /// <summary>The profiles that there are, by name.</summary>
    /// <param name="location">The shared credentials file; null for the usual ones.</param>
    IReadOnlyList<string> GetProfileNames(string? location);

    /// <summary>The codes of the Regions that the SDK knows; there may be more.</summary>
    IReadOnlyList<string> GetRegions();

    /// <summary>
    /// Looks for open chats. Pages are asked for at the operation's own pace, ahead of who takes them, because nobody knows how long
    /// the service's page tokens last. What is wrong is told in pages; nothing is thrown but for a stop.
    /// </summary>
    /// <param name="query">Which.</param>
    /// <param name="settings">Where to and as whom.</param>
    /// <param name="stopToken">Gives up.</param>
    IEnumerable<FoundPage> FindChats(ChatQuery query, ConnectionSettings settings, CancellationToken stopToken);

    /// <summary>Reads a file row by row, as it is asked for them. What is wrong is told in rows; nothing is thrown but for a stop.</summary>
    /// <param name="settings">Which file.</param>
    /// <param name="stopToken">Gives up.</param>
    IEnumerable<FileRow> ReadFile(FileSettings settings, CancellationToken stopToken);

    /// <summary>Begins a report of what became of configs.</summary>
    IRunReport BeginReport();
}

/// <summary>
/// One run: configs in, one outcome out for each. One thread submits and takes; disposing cancels what is still going on.
/// </summary>
public interface ITimerRun : IDisposable
{
    /// <summary>Hands a config over; blocks while the queue is full, so that input is read no faster than it can be sent.</summary>
    /// <param name="config">What to send. After the run has ended before its time it comes back as Cancelled.</param>
    /// <param name="notes">What else of its input goes into the journal, by name.</param>
    /// <param name="wait">How long to wait for room.</param>
    /// <returns>False when the queue stayed full for that long: take outcomes and try again.</returns>
    bool TrySubmit(ParticipantRoleConfig config, IReadOnlyList<KeyValuePair<string, string?>> notes, TimeSpan wait);

    /// <summary>Says that no more configs come.</summary>
    void Complete();

    /// <summary>Takes the next outcome, in the order in which they end.</summary>
    /// <returns>Null when none came in that time, or none will.</returns>
    ParticipantRoleOutcome? TryTake(TimeSpan wait);

    /// <summary>Whether every config's outcome has been taken; never before <see cref="Complete"/>.</summary>
    bool IsCompleted { get; }

    /// <summary>
    /// Why nothing more can be sent: no credentials, a bad endpoint, credentials refused, a journal that cannot be written, patience at
    /// its end. Null while all is well. What was not sent then comes out as Cancelled.
    /// </summary>
    Problem? Fault { get; }

    /// <summary>How it goes, for a progress bar; may be asked at any time.</summary>
    /// <returns>Null when it was told a moment ago.</returns>
    RunProgress? GetProgress();
}
