using System.Globalization;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Journal;

/// <summary>Reads a journal and finds the repair that its end needs. It changes nothing: a file that is not a journal stays as it is.</summary>
/// <param name="file">The journal.</param>
/// <param name="path">Its path, for messages.</param>
/// <param name="state">Receives the lines; null to check only the beginning and the end.</param>
internal sealed class JournalReader(Stream file, string path, JournalState? state)
{
    private const string Action = "Move the file away, or use another -JournalPath; the file was left unchanged and nothing was sent.";
    private const string LastLine = "last line";

    private readonly byte[] _buffer = new byte[JournalLine.MaxLength + 1];
    private readonly JournalLineReader _reader = new();

    /// <summary>Reads the journal.</summary>
    /// <returns>The repair that the file needs before a line can be written.</returns>
    /// <exception cref="RunFaultException">The file is not a journal.</exception>
    public JournalRepair Read()
    {
        var start = Utf8Text.MarkLength(ReadAt(0, JournalLine.Beginning.Length));
        var length = file.Length;
        var tail = FindTail(start, length);
        if (tail != start && !ReadAt(start, JournalLine.Beginning.Length).SequenceEqual(JournalLine.Beginning))
        {
            throw NotAJournal(Line(1));
        }

        if (tail is not { } end)
        {
            throw NotAJournal(LastLine);
        }

        var lines = state is null ? 0 : ReadLines(start, end);
        return RepairOf(ReadAt(end, (int)(length - end)), end, end == start || state is not null ? Line(lines + 1) : LastLine);
    }

    // The position after the last LF, which is the file's length if the last line is complete; null if the rest is longer than a line can be.
    private long? FindTail(long start, long length)
    {
        var from = Math.Max(start, length - _buffer.Length);
        var tail = from + ReadAt(from, (int)(length - from)).LastIndexOf((byte)'\n') + 1;
        return length - tail <= JournalLine.MaxLength ? tail : null;
    }

    // Reads all complete lines and returns their number.
    private long ReadLines(long start, long end)
    {
        file.Position = start;
        var lines = new LineReader(file, JournalLine.MaxLength);
        while (start < end && lines.Read())
        {
            if (lines.IsTooLong || !TryTake(lines.Line))
            {
                throw NotAJournal(Line(lines.Number));
            }

            start += lines.Line.Length + 1;
        }

        return lines.Number;
    }

    private bool TryTake(ReadOnlySpan<byte> text)
    {
        if (_reader.TryRead(text, out var line))
        {
            state!.Record(line);
            return true;
        }

        return !text.ContainsAnyExcept(" \t\r"u8);
    }

    // The last line without LF: a killed process or a full disk leaves part of a line, and a power failure can leave zeros after it.
    private JournalRepair RepairOf(ReadOnlySpan<byte> tail, long position, string place)
    {
        var text = tail.TrimEnd((byte)0);
        if (_reader.TryRead(text, out var line))
        {
            state?.Record(line);
            return new JournalRepair(position + text.Length, EndsLine: true);
        }

        var isTorn = text.StartsWith(JournalLine.Beginning) ? !JournalLineReader.IsJson(text) : JournalLine.Beginning.StartsWith(text);
        return isTorn ? new JournalRepair(position, EndsLine: false) : throw NotAJournal(place);
    }

    private ReadOnlySpan<byte> ReadAt(long position, int count)
    {
        file.Position = position;
        return _buffer.AsSpan(0, file.ReadAtLeast(_buffer.AsSpan(0, count), count, throwOnEndOfStream: false));
    }

    private RunFaultException NotAJournal(string place) => new(JournalProblems.NotAJournal(path, place, Action));

    private static string Line(long number) => "line " + number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The repair of a journal's end after a torn write, so that the next line can be appended.</summary>
/// <param name="Length">The length to keep, in bytes.</param>
/// <param name="EndsLine">Whether the kept part ends with a complete line that only lacks its LF.</param>
internal readonly record struct JournalRepair(long Length, bool EndsLine)
{
    /// <summary>Repairs the file and moves to its end.</summary>
    public void Apply(Stream file)
    {
        if (file.Length > Length)
        {
            file.SetLength(Length);
        }

        file.Seek(0, SeekOrigin.End);
        if (EndsLine)
        {
            file.Write("\n"u8);
        }
    }
}
