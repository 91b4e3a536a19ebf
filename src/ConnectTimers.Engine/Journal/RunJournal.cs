namespace ConnectTimers.Engine.Journal;

/// <summary>
/// The file with the outcome of each config, one line each, written at once. It is the only record of what was set: the service has no operation that
/// reads timers back. Not thread-safe.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly IDisposable _lock;
    private readonly FileStream _file;
    private readonly JournalIndex? _index; // null without -Resume
    private readonly JournalLineWriter _writer = new();
    private Problem? _fault;

    private RunJournal(string path, TimeProvider clock, IDisposable @lock, FileStream file, JournalIndex? index)
    {
        _path = path;
        _clock = clock;
        _lock = @lock;
        _file = file;
        _index = index;
    }

    /// <summary>Opens or creates a journal, repairs its end if an earlier run was killed, and reads it with -Resume.</summary>
    /// <exception cref="RunFaultException">Another run has it, it is not a journal, or it cannot be written.</exception>
    public static RunJournal Open(string path, bool resume, TimeProvider clock) => Open(path, resume, clock, OpenFile);

    /// <summary>Opens a journal with a file that the caller opens.</summary>
    internal static RunJournal Open(string path, bool resume, TimeProvider clock, Func<string, FileStream> openFile)
    {
        IDisposable? held = null;
        FileStream? file = null;
        try
        {
            CheckFolder(path);
            held = JournalLock.Take(path);
            file = openFile(path);
            var index = resume ? new JournalIndex() : null;
            new JournalReader(file, path, index).Read().Apply(file);
            return new RunJournal(path, clock, held, file, index);
        }
        catch (Exception e)
        {
            file?.Dispose();
            held?.Dispose();
            // ArgumentException: a NUL in the path. NotSupportedException: a pipe or a terminal, which has no end to append to.
            if (IsFileError(e) || e is ArgumentException or NotSupportedException)
            {
                throw NotWritable(path, e.Message, e);
            }

            throw;
        }
    }

    /// <summary>
    /// Whether exactly these timers were accepted for this contact at this endpoint and no later line contradicts that; always false without -Resume.
    /// </summary>
    /// <param name="config">The config, with the Region of its call.</param>
    /// <param name="endpoint">The endpoint of its call.</param>
    public bool WasAccepted(ParticipantRoleConfig config, string endpoint) =>
        _index?.Holds(new JournalKey(endpoint, config.Region ?? "", config.InstanceId, config.ContactId), TimerSet.Of(config)) == true;

    /// <summary>
    /// Writes a line. It is one write, and the operating system has it when this returns, so a killed process tears at most the last line. It does not wait
    /// for the disk: a power failure can lose the last seconds, and with -Resume their configs are sent again.
    /// </summary>
    /// <param name="outcome">The outcome of a config.</param>
    /// <param name="endpoint">The endpoint of its call; null if it was never determined.</param>
    /// <param name="notes">Additional members, whose names must not be those of an outcome. Null values are left out.</param>
    /// <exception cref="RunFaultException">It cannot be written. Later lines fail as well, because half a line may have been written.</exception>
    public void Write(ParticipantRoleOutcome outcome, string? endpoint, IReadOnlyList<KeyValuePair<string, string?>> notes)
    {
        if (_fault is not null)
        {
            throw new RunFaultException(_fault);
        }

        try
        {
            _file.Write(_writer.Write(_clock.GetUtcNow(), outcome, endpoint, notes));
        }
        catch (Exception e) when (IsFileError(e))
        {
            var fault = NotWritable(_path, e.Message, e);
            _fault = fault.Problem;
            throw fault;
        }

        _index?.Record(new JournalLine(
            new JournalKey(endpoint ?? "", outcome.Region ?? "", outcome.InstanceId ?? "", outcome.ContactId ?? ""),
            TimerSet.Of(outcome.GetConfig()), outcome.Status == OutcomeStatus.Accepted, outcome.Attempts > 0));
    }

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
        _lock.Dispose(); // last, so that the next run can begin
    }

    // Unbuffered, so that each write reaches the operating system. Other programs may read it meanwhile.
    private static FileStream OpenFile(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

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
