namespace ConnectTimers.Engine.Journal;

/// <summary>
/// The file with the outcome of each config, one line each, written at once. It is the only record of what was set: the service has no operation that
/// reads timers back. Not thread-safe.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly JournalFile _file;
    private readonly JournalState? _state; // null without -Resume

    // Without -Resume: hash codes of the contacts of this run; a collision costs a line. Null if the journal has earlier lines, whose contacts are unknown.
    private readonly HashSet<int>? _sent;
    private readonly JournalLineWriter _writer = new();
    private JournalRun? _run;
    private bool _isDescribed;
    private int _outcomes;
    private Problem? _fault;

    private RunJournal(string path, TimeProvider clock, JournalFile file, JournalState? state, bool isNew)
    {
        _path = path;
        _clock = clock;
        _file = file;
        _state = state;
        _sent = isNew ? [] : null;
    }

    /// <summary>Opens or creates a journal, repairs its end if an earlier run was killed, and reads it with -Resume.</summary>
    /// <exception cref="RunFaultException">Another run has it, it is not a journal, or it cannot be written.</exception>
    public static RunJournal Open(string path, bool resume, TimeProvider clock) => Open(path, resume, clock, JournalFile.OpenStream);

    /// <summary>Opens a journal with a file that the caller opens.</summary>
    internal static RunJournal Open(string path, bool resume, TimeProvider clock, Func<string, FileStream> openFile)
    {
        JournalFile? file = null;
        try
        {
            CheckFolder(path);
            file = JournalFile.Open(path, openFile);
            var state = resume ? new JournalState() : null;
            new JournalReader(file.Stream, path, state).Read().Apply(file.Stream);
            file.BeginAppending();
            return new RunJournal(path, clock, file, state, file.Stream.Length == 0);
        }
        catch (Exception e)
        {
            file?.Dispose();
            // ArgumentException: a NUL in the path. NotSupportedException: a pipe or a terminal, which has no end to append to.
            if (IsFileError(e) || e is ArgumentException or NotSupportedException)
            {
                throw NotWritable(path, e.Message, e);
            }

            throw;
        }
    }

    /// <summary>
    /// Describes the run. The line is written before its first other line, and once more when the description changes after that.
    /// </summary>
    public void Describe(JournalRun run) => (_run, _isDescribed) = (run, _isDescribed && run == _run);

    /// <summary>
    /// Whether the last call for this contact at this endpoint had exactly these timers and was accepted; always false without -Resume.
    /// </summary>
    /// <param name="config">The config, with the Region of its call.</param>
    /// <param name="endpoint">The endpoint of its call.</param>
    public bool WasAccepted(ParticipantRoleConfig config, string endpoint) => _state?.Holds(Key(config, endpoint), TimerSet.Of(config)) == true;

    /// <summary>
    /// Whether a call must be announced by a line before its first request: only if the journal may have an accepted call for the same contact.
    /// </summary>
    /// <param name="config">The config, with the Region of its call.</param>
    /// <param name="endpoint">The endpoint of its call.</param>
    public bool IsAnnounced(ParticipantRoleConfig config, string endpoint) => IsAnnounced(Key(config, endpoint));

    /// <summary>
    /// Writes, before the first request of a call that must be announced, that it is about to be sent. Without this line, a process killed during the
    /// call would leave values in the journal that may no longer be true.
    /// </summary>
    /// <exception cref="RunFaultException">It cannot be written, and the call must not be sent.</exception>
    public void WriteSending(ParticipantRoleConfig config, string endpoint)
    {
        var key = Key(config, endpoint);
        if (IsAnnounced(key))
        {
            WriteDescription();
            Append(_writer.WriteSending(_clock.GetUtcNow(), config, _run?.Id, endpoint));
            _state?.Record(new JournalLine(LineKind.Sending, key, TimerSet.Of(config), CallState.Unknown, _run?.Id));
        }
    }

    /// <summary>
    /// Writes a line. It is one write, and the operating system has it when this returns, so a killed process tears at most the last line. It does not wait
    /// for the disk: a power failure can lose the last seconds, and with -Resume their configs are sent again.
    /// </summary>
    /// <param name="outcome">The outcome of a config, or of a row that was not sent. It gets the run's id.</param>
    /// <param name="endpoint">The endpoint of its call; null if it was never determined.</param>
    /// <param name="notes">Additional members, whose names must not be those of an outcome. Null values are left out.</param>
    /// <exception cref="RunFaultException">
    /// It cannot be written, and later lines fail as well, because half a line may have been written; or the file was changed by somebody else.
    /// </exception>
    public void Write(ParticipantRoleOutcome outcome, string? endpoint, IReadOnlyList<KeyValuePair<string, string?>> notes)
    {
        WriteDescription();
        _outcomes++;
        var key = new JournalKey(endpoint ?? "", outcome.Region ?? "", outcome.InstanceId ?? "", outcome.ContactId ?? "");
        var call = outcome.Status == OutcomeStatus.Accepted ? CallState.Accepted : outcome.Attempts > 0 ? CallState.Unknown : CallState.NotSent;
        outcome.RunId = _run?.Id;
        Append(_writer.Write(_clock.GetUtcNow(), outcome, endpoint, notes));
        _state?.Record(new JournalLine(LineKind.Outcome, key, TimerSet.Of(outcome.GetConfig()), call, _run?.Id));
        if (call != CallState.NotSent)
        {
            _sent?.Add(key.GetHashCode());
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }

    private bool IsAnnounced(JournalKey key) => _state is null ? _sent?.Contains(key.GetHashCode()) != false : _state.Contacts.ContainsKey(key);

    private void WriteDescription()
    {
        if (!_isDescribed && _run is not null)
        {
            _isDescribed = true;
            Append(_writer.Write(_clock.GetUtcNow(), _run));
        }
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        if (_fault is not null)
        {
            throw new RunFaultException(_fault);
        }

        string? change;
        try
        {
            change = _file.Append(line);
        }
        catch (Exception e) when (IsFileError(e))
        {
            var fault = NotWritable(_path, e.Message, e);
            _fault = fault.Problem;
            throw fault;
        }

        if (change is not null)
        {
            throw new RunFaultException(JournalProblems.JournalChanged(_path, change, _outcomes));
        }
    }

    private static JournalKey Key(ParticipantRoleConfig config, string endpoint) => new(endpoint, config.Region ?? "", config.InstanceId, config.ContactId);

    // Before any file is created, and clearer than the operating system's messages.
    private static void CheckFolder(string path)
    {
        if (Directory.Exists(path))
        {
            throw NotWritable(path, "It is a folder.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw NotWritable(path, $"The folder '{folder}' does not exist.");
        }
    }

    private static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException;

    private static RunFaultException NotWritable(string path, string reason, Exception? inner = null) =>
        new(JournalProblems.JournalNotWritable(path, reason), inner);
}
