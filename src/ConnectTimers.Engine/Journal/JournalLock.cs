namespace ConnectTimers.Engine.Journal;

/// <summary>
/// Keeps a journal to one run at a time, by a file beside it that is held open and shared with nobody: between runs of one process
/// as well as between processes, and freed by the system however the process ends.
/// </summary>
/// <remarks>
/// Not the journal itself: on Unix .NET's sharing is an advisory lock (flock) of two kinds, shared and exclusive, so that it would
/// either keep readers out or let a second writer in. The file stays when the run ends: between deleting it and the next run's
/// opening it, a third could lock a file of the same name.
/// </remarks>
internal static class JournalLock
{
    /// <summary>Takes the lock, until the result is disposed.</summary>
    /// <exception cref="RunFaultException">Another run has it.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static IDisposable Take(string journalPath)
    {
        try
        {
            return new FileStream(journalPath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (e.IsSharingViolation())
        {
            throw new RunFaultException(JournalProblems.JournalInUse(journalPath), e);
        }
    }
}
