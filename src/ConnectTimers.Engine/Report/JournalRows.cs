using System.Text.Json;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Report;

/// <summary>
/// Reads the lines of a journal for a report. <see cref="JournalLineReader"/> decides what a line is, as for -Resume. An invalid line ends a run, because
/// it might send what was accepted before; a report leaves the line out and says so.
/// </summary>
/// <param name="text">The file as UTF-8.</param>
internal sealed class JournalRows(Stream text)
{
    private readonly LineReader _lines = new(text, JournalLine.MaxLength);
    private readonly JournalLineReader _reader = new();

    /// <summary>The number of lines that cannot be read; blank lines do not count.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The number of the first line that cannot be read; 0 for none.</summary>
    public long FirstLeftOut { get; private set; }

    /// <summary>Whether only the last line, which has no LF, cannot be read, as after a run that was killed.</summary>
    public bool IsOnlyTorn { get; private set; }

    /// <summary>Reads the valid lines as names and values.</summary>
    public IEnumerable<IReadOnlyList<KeyValuePair<string, object?>>> Read()
    {
        while (_lines.Read())
        {
            if (ReadLine() is { } cells)
            {
                yield return cells;
            }
        }
    }

    private List<KeyValuePair<string, object?>>? ReadLine()
    {
        var json = _lines.HasEnd ? _lines.Line : _lines.Line.TrimEnd((byte)0); // a power failure can leave zeros at the end
        if (!_lines.IsTooLong && _reader.TryRead(json, out _))
        {
            return Cells(json);
        }

        if (json.ContainsAnyExcept(" \t\r"u8))
        {
            IsOnlyTorn = LeftOut == 0 && !_lines.HasEnd && !_lines.IsTooLong;
            FirstLeftOut = LeftOut == 0 ? _lines.Number : FirstLeftOut;
            LeftOut++;
        }

        return null;
    }

    private static List<KeyValuePair<string, object?>> Cells(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        using var document = JsonDocument.ParseValue(ref json);
        var cells = new List<KeyValuePair<string, object?>>();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            var member = JsonMember.Of(property);
            cells.Add(KeyValuePair.Create(member.Name, (object?)(member.Nested?.GetRawText() ?? member.Text)));
        }

        return cells;
    }
}
