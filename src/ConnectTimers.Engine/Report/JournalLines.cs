using System.Text.Json;
using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>
/// Reads every line of a journal for a report. What is a line and what is none is <see cref="JournalLineReader"/>'s to say, as when a run
/// is resumed; but where that would end a run, because it might send what was accepted, a report leaves the line out and says so.
/// </summary>
/// <param name="text">The file as UTF-8.</param>
internal sealed class JournalLines(Stream text)
{
    private readonly byte[] _buffer = new byte[JournalLine.MaxLength + 1];
    private readonly JournalLineReader _reader = new();
    private int _start; // what has not been taken lies from here
    private int _end; // to here
    private bool _isEnded;

    /// <summary>How many lines cannot be read; blank ones do not count.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The number of the first line that cannot be read; 0 for none.</summary>
    public long FirstLeftOut { get; private set; }

    /// <summary>Whether what cannot be read is the last line, which has no end, and nothing else: a run that was killed leaves it so.</summary>
    public bool IsOnlyTorn { get; private set; }

    /// <summary>The lines that can be read, as names and values.</summary>
    public IEnumerable<IReadOnlyList<KeyValuePair<string, object?>>> Read()
    {
        var number = 0L;
        var isInside = false; // of a line that is longer than any of ours
        while (!_isEnded || _end > _start)
        {
            Fill();
            var end = Rest.IndexOf((byte)'\n');
            var length = end >= 0 ? end : Rest.Length;
            number += isInside ? 0 : 1;
            if (end < 0 && !_isEnded)
            {
                LeaveOut(number, isInside, isTorn: false);
                isInside = true;
            }
            else if (!isInside && Cells(Rest[..length], number, isLast: end < 0) is { } cells)
            {
                yield return cells;
            }

            isInside &= end < 0;
            _start += end >= 0 ? end + 1 : length;
        }
    }

    private Span<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    private IReadOnlyList<KeyValuePair<string, object?>>? Cells(Span<byte> line, long number, bool isLast)
    {
        var json = isLast ? line.TrimEnd((byte)0) : line; // a power failure can leave zeros behind
        if (_reader.TryRead(json, out _))
        {
            return Members(json);
        }

        if (json.ContainsAnyExcept(" \t\r"u8))
        {
            LeaveOut(number, isInside: false, isTorn: isLast);
        }

        return null;
    }

    private void LeaveOut(long number, bool isInside, bool isTorn)
    {
        if (!isInside)
        {
            IsOnlyTorn = LeftOut == 0 && isTorn;
            FirstLeftOut = LeftOut == 0 ? number : FirstLeftOut;
            LeftOut++;
        }
    }

    private static List<KeyValuePair<string, object?>> Members(Span<byte> line)
    {
        var json = new Utf8JsonReader(line);
        using var document = JsonDocument.ParseValue(ref json);
        var cells = new List<KeyValuePair<string, object?>>();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            cells.Add(KeyValuePair.Create(NameOf(member), ValueOf(member.Value)));
        }

        return cells;
    }

    // Half a surrogate pair, written as an escape, is JSON and no text.
    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static object? ValueOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.Null ? null : value.ToString();
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }

    private void Fill()
    {
        if (_isEnded || Rest.Contains((byte)'\n'))
        {
            return;
        }

        Rest.CopyTo(_buffer);
        (_start, _end) = (0, Rest.Length);
        while (!_isEnded && _end < _buffer.Length && !Rest.Contains((byte)'\n'))
        {
            var count = text.Read(_buffer, _end, _buffer.Length - _end);
            _isEnded = count == 0;
            _end += count;
        }
    }
}
