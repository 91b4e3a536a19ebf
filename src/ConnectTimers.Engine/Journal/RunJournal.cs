namespace ConnectTimers.Engine.Journal;

/// <summary>
/// The file that says what became of each config, a line each, written as it happens. It is the only memory of what was set: the
/// service has no operation that reads timers back. Used by one thread at a time.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly IDisposable _lock;
    private readonly FileStream _file;
    private readonly JournalMemory? _memory; // without -Resume nothing is asked of it
    private readonly JournalLineWriter _writer = new();
    private Problem? _fault;

    private RunJournal(string path, TimeProvider clock, IDisposable @lock, FileStream file, JournalMemory? memory)
    {
        _path = path;
        _clock = clock;
        _lock = @lock;
        _file = file;
        _memory = memory;
    }

    /// <summary>Opens a journal, or begins one; mends its end where an earlier run was torn off, and reads it when resuming.</summary>
    /// <exception cref="RunFaultException">Another run has it, it is no journal, or it cannot be written.</exception>
    public static RunJournal Open(string path, bool resume, TimeProvider clock) => Open(path, resume, clock, OpenFile);

    /// <summary>The same on a file that the caller opens.</summary>
    internal static RunJournal Open(string path, bool resume, TimeProvider clock, Func<string, FileStream> openFile)
    {
        IDisposable? held = null;
        FileStream? file = null;
        try
        {
            RefuseFolders(path);
            held = JournalLock.Take(path);
            file = openFile(path);
            var memory = resume ? new JournalMemory() : null;
            new JournalReader(file, path, memory).Read().Apply(file);
            return new RunJournal(path, clock, held, file, memory);
        }
        catch (Exception e)
        {
            file?.Dispose();
            held?.Dispose();
            // ArgumentException: a zero in the path. NotSupportedException: a pipe or a terminal, which has no end to write behind.
            if (IsOfTheSystem(e) || e is ArgumentException or NotSupportedException)
            {
                throw Unwritable(path, e.Message, e);
            }

            throw;
        }
    }

    /// <summary>
    /// Whether exactly these timers were accepted for this contact at this endpoint and nothing since speaks against it; never, when
    /// not resuming.
    /// </summary>
    /// <param name="config">The config, with the Region its call goes to.</param>
    /// <param name="endpoint">Where its call goes.</param>
    public bool WasAccepted(ParticipantRoleConfig config, string endpoint) =>
        _memory?.Holds(new JournalKey(endpoint, config.Region ?? "", config.InstanceId, config.ContactId), TimerSet.Of(config)) == true;

    /// <summary>
    /// Writes a line. The operating system has it when this returns, in one write, so that a process that is killed tears the last
    /// line at most. Nothing waits for the disk: a power failure can take the last seconds, and what it takes is sent again.
    /// </summary>
    /// <param name="outcome">What became of a config.</param>
    /// <param name="endpoint">Where its call went; null when that was never known.</param>
    /// <param name="notes">Extra members under names that are none of ours; null values are left out.</param>
    /// <exception cref="RunFaultException">It cannot be written; and no other after it, because half a line may stand there.</exception>
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
        catch (Exception e) when (IsOfTheSystem(e))
        {
            var fault = Unwritable(_path, e.Message, e);
            _fault = fault.Problem;
            throw fault;
        }

        _memory?.Record(new JournalLine(
            new JournalKey(endpoint ?? "", outcome.Region ?? "", outcome.InstanceId, outcome.ContactId),
            TimerSet.Of(outcome.GetConfig()), outcome.GetStatus() == OutcomeStatus.Accepted, outcome.Attempts > 0));
    }

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
        _lock.Dispose(); // last: the next run may begin
    }

    // Without a buffer of its own, so that each write reaches the system. Others may read along.
    private static FileStream OpenFile(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    // Before anything is created, and in plainer words than the system's.
    private static void RefuseFolders(string path)
    {
        if (Directory.Exists(path))
        {
            throw Unwritable(path, "It is a folder.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw Unwritable(path, $"There is no folder '{folder}'.");
        }
    }

    private static bool IsOfTheSystem(Exception e) => e is IOException or UnauthorizedAccessException;

    private static RunFaultException Unwritable(string path, string reason, Exception? inner = null) =>
        new(JournalProblems.JournalNotWritable(path, reason), inner);
}
