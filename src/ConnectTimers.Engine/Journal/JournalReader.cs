using System.Globalization;

namespace ConnectTimers.Engine.Journal;

/// <summary>
/// Reads a journal and finds out what its end needs. It changes nothing itself: a file that turns out to be none of ours, at
/// whichever line, stays as it is.
/// </summary>
/// <param name="file">The journal.</param>
/// <param name="path">Its name, for a message.</param>
/// <param name="memory">What the lines say goes there; null to look at the beginning and the end only.</param>
internal sealed class JournalReader(Stream file, string path, JournalMemory? memory)
{
    private const string Action = "Move the file away, or use another -JournalPath; the file was left unchanged and nothing was sent.";

    private readonly byte[] _buffer = new byte[JournalLine.MaxLength + 1];
    private readonly JournalLineReader _reader = new();

    // An editor may have put it there; we do not.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads it.</summary>
    /// <returns>What its end needs before a line can be written.</returns>
    /// <exception cref="RunFaultException">It is no journal.</exception>
    public JournalRepair Read()
    {
        var start = ReadAt(0, ByteOrderMark.Length).SequenceEqual(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var length = file.Length;
        var tail = FindTail(start, length);
        if (tail != start && !ReadAt(start, JournalLine.Beginning.Length).SequenceEqual(JournalLine.Beginning))
        {
            throw Unreadable("line 1");
        }

        if (tail is not { } end)
        {
            throw Unreadable("last line");
        }

        var lines = memory is null ? 0 : ReadLines(start, end);
        return Judge(ReadAt(end, (int)(length - end)), end, end == start || memory is not null ? Line(lines + 1) : "last line");
    }

    // Where that begins which no \n ends; the length itself where all is well, null where it is longer than a line can be.
    private long? FindTail(long start, long length)
    {
        var from = Math.Max(start, length - _buffer.Length);
        var tail = from + ReadAt(from, (int)(length - from)).LastIndexOf((byte)'\n') + 1;
        return length - tail <= JournalLine.MaxLength ? tail : null;
    }

    // All lines up to there, which is behind a \n; their number.
    private long ReadLines(long start, long end)
    {
        var (lines, filled) = (0L, 0);
        file.Position = start;
        while (start + filled < end)
        {
            filled += file.Read(_buffer.AsSpan(filled, (int)Math.Min(_buffer.Length - filled, end - start - filled)));
            ReadOnlySpan<byte> rest = _buffer.AsSpan(0, filled);
            for (var i = rest.IndexOf((byte)'\n'); i >= 0; i = rest.IndexOf((byte)'\n'))
            {
                Take(rest[..i], ++lines);
                rest = rest[(i + 1)..];
            }

            if (rest.Length == _buffer.Length)
            {
                throw Unreadable(Line(lines + 1));
            }

            start += filled - rest.Length;
            filled = rest.Length;
            rest.CopyTo(_buffer);
        }

        return lines;
    }

    private void Take(ReadOnlySpan<byte> text, long number)
    {
        if (_reader.TryRead(text, out var line))
        {
            memory!.Record(line);
        }
        else if (text.ContainsAnyExcept(" \t\r"u8))
        {
            throw Unreadable(Line(number));
        }
    }

    // The last line, which has no end: a process that is killed or a disk that is full leaves half of one, and a power failure can
    // leave zeros behind it.
    private JournalRepair Judge(ReadOnlySpan<byte> tail, long position, string place)
    {
        var text = tail.TrimEnd((byte)0);
        if (_reader.TryRead(text, out var line))
        {
            memory?.Record(line);
            return new JournalRepair(position + text.Length, EndsLine: true);
        }

        var isTorn = text.StartsWith(JournalLine.Beginning) ? !JournalLineReader.IsJson(text) : JournalLine.Beginning.StartsWith(text);
        return isTorn ? new JournalRepair(position, EndsLine: false) : throw Unreadable(place);
    }

    private ReadOnlySpan<byte> ReadAt(long position, int count)
    {
        file.Position = position;
        return _buffer.AsSpan(0, file.ReadAtLeast(_buffer.AsSpan(0, count), count, throwOnEndOfStream: false));
    }

    private RunFaultException Unreadable(string place) => new(JournalProblems.NotAJournal(path, place, Action));

    private static string Line(long number) => "line " + number.ToString(CultureInfo.InvariantCulture);
}
