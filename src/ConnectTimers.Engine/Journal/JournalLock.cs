namespace ConnectTimers.Engine.Journal;

/// <summary>
/// Allows one run at a time for a journal, by a lock file beside it that is opened without sharing. It works within a process and between processes, and
/// the operating system releases it however the process ends.
/// </summary>
/// <remarks>
/// The journal itself cannot be the lock: on Unix, .NET's sharing is an advisory lock (flock), shared or exclusive, so it would either keep readers out or
/// allow a second writer. The lock file is not deleted: between deleting it and the next run's opening it, a third run could lock a file of the same name.
/// </remarks>
internal static class JournalLock
{
    /// <summary>Takes the lock until the result is disposed.</summary>
    /// <exception cref="RunFaultException">Another run has the lock.</exception>
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
