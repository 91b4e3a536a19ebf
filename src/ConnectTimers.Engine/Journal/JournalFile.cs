namespace ConnectTimers.Engine.Journal;

/// <summary>
/// The open file of a journal: locked, written only at its end, and watched. No other program should change it meanwhile; if one does, or removes
/// or replaces it, that is noticed with the next line.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    // A line has its time and its ids within these, so the same bytes at the same place are the same line.
    private const int MaxCompared = 1024;

    private readonly string _path;
    private readonly IDisposable? _lock;
    private long _end;

    private JournalFile(string path, FileStream stream, IDisposable? @lock) => (_path, Stream, _lock) = (path, stream, @lock);

    /// <summary>The file, to read it and to repair its end.</summary>
    public FileStream Stream { get; }

    /// <summary>Opens or creates a journal and locks it.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="open">Opens the file.</param>
    /// <exception cref="RunFaultException">Another run has it.</exception>
    public static JournalFile Open(string path, Func<string, FileStream> open)
    {
        FileStream? stream = null;
        try
        {
            stream = open(path);
            return new JournalFile(path, stream, JournalLock.Take(path, stream));
        }
        catch (IOException e) when (stream is null && e.IsSharingViolation())
        {
            throw new RunFaultException(JournalProblems.JournalInUse(path), e);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file so that each write reaches the operating system. Other programs may read it meanwhile.</summary>
    public static FileStream OpenStream(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    /// <summary>Ends reading and repairing: from now on, the file is only appended to.</summary>
    public void BeginAppending()
    {
        _end = Stream.Seek(0, SeekOrigin.End);
        if (OperatingSystem.IsLinux())
        {
            LinuxFile.AppendOnly(Stream.SafeFileHandle);
        }
    }

    /// <summary>Appends a line. It is one write, and the operating system has it when this returns.</summary>
    /// <returns>What has happened to the file since the last line; null for nothing.</returns>
    /// <exception cref="IOException">It cannot be written; a part of it may have been.</exception>
    public string? Append(ReadOnlySpan<byte> line)
    {
        var changed = FindChange();
        if (changed is not null)
        {
            Stream.Seek(0, SeekOrigin.End);
            Stream.Write("\n"u8); // ends what may be half a line of the other program
        }

        Stream.Write(line);
        _end = changed is null ? _end + line.Length : Stream.Length;
        return changed ?? FindChange() ?? FindMove(line);
    }

    public void Dispose()
    {
        Stream.Dispose();
        _lock?.Dispose(); // last, so that the next run can begin
    }

    private string? FindChange() => Stream.Length.CompareTo(_end) switch
    {
        < 0 => "was truncated by another program",
        > 0 => "was appended to by another program",
        _ => null,
    };

    // The file at the path must have the end of the line that was just written through the handle.
    private string? FindMove(ReadOnlySpan<byte> line)
    {
        var written = line[^Math.Min(line.Length, MaxCompared)..];
        try
        {
            using var there = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[MaxCompared];
            var count = RandomAccess.Read(there, bytes[..written.Length], _end - written.Length);
            return bytes[..count].SequenceEqual(written) ? null : "was replaced by another file";
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "was removed, or its folder was";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the file is there but cannot be opened for reading; the open handle can still write to it
        }
    }
}
