using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ConnectTimers.Engine.Journal;

/// <summary>
/// Allows one run at a time for a journal, within a process and between processes, whatever the file is called: through links, relative paths and
/// other mounts. The operating system releases the lock however the process ends.
/// </summary>
/// <remarks>
/// On Windows, the journal's own handle keeps other writers out and lets readers in, so there is nothing to do. On Unix, the locks behind .NET's
/// file sharing (flock) would either keep readers out or let a second writer in, and those behind FileStream.Lock end when the process closes any
/// handle of the file, such as Get-Content's. So on Linux an open file description lock is taken on the journal's own handle. Where there are none
/// (macOS, some network file systems), a lock file beside the journal takes its place, which another hard link of the journal does not know.
/// </remarks>
internal static class JournalLock
{
    /// <summary>Locks an open journal.</summary>
    /// <param name="path">The journal's path.</param>
    /// <param name="file">The journal, opened for writing with FileShare.Read.</param>
    /// <returns>What holds the lock; null if the journal's own handle does.</returns>
    /// <exception cref="RunFaultException">Another run has the lock.</exception>
    /// <exception cref="IOException">The lock file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock file cannot be opened.</exception>
    public static IDisposable? Take(string path, FileStream file)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        return (OperatingSystem.IsLinux() ? LinuxFile.TryLock(file.SafeFileHandle) : null) switch
        {
            true => null,
            false => throw new RunFaultException(JournalProblems.JournalInUse(path)),
            null => TakeFile(path),
        };
    }

    /// <summary>Takes the lock file of a journal. It is not deleted: between deleting it and the next run's opening it, a third run could lock a new one.</summary>
    internal static IDisposable TakeFile(string path)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            return new FileStream(target + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (e.IsSharingViolation())
        {
            throw new RunFaultException(JournalProblems.JournalInUse(path), e);
        }
    }
}

/// <summary>What .NET cannot do with a file on Linux.</summary>
internal static class LinuxFile
{
    // Of fcntl(2), the same on all architectures that .NET supports.
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int SetLock = 37; // F_OFD_SETLK
    private const int Append = 0x400;
    private const short WriteLock = 1;
    private const int PermissionDenied = 13;
    private const int TryAgain = 11;

    /// <summary>Locks a file for its handle, until that is closed. Other handles of it can still be opened and read.</summary>
    /// <returns>False if another handle has the lock; null if the file system has no such locks.</returns>
    public static bool? TryLock(SafeFileHandle file)
    {
        var whole = new FileLock { Type = WriteLock };
        return Control(file, SetLock, ref whole) == 0 ? true : Marshal.GetLastPInvokeError() is TryAgain or PermissionDenied ? false : null;
    }

    /// <summary>Makes each write go to the end of the file, wherever that is by then: FileMode.Append only begins at the end.</summary>
    public static void AppendOnly(SafeFileHandle file)
    {
        var flags = Control(file, GetFlags, 0);
        if (flags >= 0)
        {
            _ = Control(file, SetFlags, flags | Append);
        }
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle file, int command, ref FileLock argument);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle file, int command, nint argument);

    // struct flock of 64-bit Linux. Start and length 0 are the whole file.
    [StructLayout(LayoutKind.Sequential)]
    private struct FileLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int ProcessId; // must be 0
    }
}
