using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Journal;

/// <summary>An outcome of a journal, with what it means for the timers of its contact.</summary>
internal readonly record struct JournalRecord(RecordedOutcome Outcome, JournalLine Line);

/// <summary>
/// Reads what happened according to a journal. <see cref="JournalLineReader"/> decides what a line is, as for -Resume. An invalid line ends a run,
/// because it might send what was accepted before; here the line is left out and counted.
/// </summary>
/// <param name="text">The file as UTF-8.</param>
internal sealed class JournalHistory(Stream text)
{
    private readonly LineReader _lines = new(text, JournalLine.MaxLength);
    private readonly JournalLineReader _reader = new();
    private readonly Dictionary<string, JournalRun> _runs = new(StringComparer.Ordinal);

    // Calls that were about to be sent and have no outcome yet. A run has the file for itself: what is left when another begins was killed.
    private readonly Dictionary<JournalKey, JournalRecord> _sending = [];
    private string? _run;

    /// <summary>The runs so far, by their ids.</summary>
    public IReadOnlyDictionary<string, JournalRun> Runs => _runs;

    /// <summary>The number of lines that cannot be read; blank lines do not count.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The number of the first line that cannot be read; 0 for none.</summary>
    public long FirstLeftOut { get; private set; }

    /// <summary>Whether only the last line, which has no LF, cannot be read, as after a run that was killed.</summary>
    public bool IsOnlyTorn { get; private set; }

    /// <summary>Describes the lines that were left out; null for none.</summary>
    /// <param name="path">The journal.</param>
    public string? DescribeLeftOut(string path)
    {
        if (LeftOut == 0)
        {
            return null;
        }

        var first = FirstLeftOut.ToString("N0", CultureInfo.InvariantCulture);
        var which = IsOnlyTorn ? $"the last, line {first}, which is incomplete" : LeftOut == 1 ? $"line {first}" : $"the first is line {first}";
        return $"{DisplayText.Count(LeftOut, "line", "lines")} of {DisplayText.Value(Path.GetFileName(path))} cannot be read and {(LeftOut == 1 ? "is" : "are")} left out: {which}.";
    }

    /// <summary>Reads the outcomes. A call that was about to be sent when its process was killed is an outcome as well: cancelled, and unknown.</summary>
    public IEnumerable<JournalRecord> Read()
    {
        while (_lines.Read())
        {
            if (TryRead(out var line, out var cells))
            {
                if (line.RunId != _run)
                {
                    _run = line.RunId;
                    foreach (var killed in TakeKilled())
                    {
                        yield return killed;
                    }
                }

                if (RecordOf(line, cells) is { } record)
                {
                    yield return record;
                }
            }
        }

        foreach (var killed in TakeKilled())
        {
            yield return killed;
        }
    }

    private JournalRecord? RecordOf(JournalLine line, List<KeyValuePair<string, object?>> cells)
    {
        switch (line.Kind)
        {
            case LineKind.Run when line.RunId is { } id:
                _runs[id] = JournalRun.Of(id, cells);
                return null;
            case LineKind.Sending:
                var problem = RunProblems.KilledInFlight();
                cells.RemoveAll(c => c.Key == "Event");
                cells.Add(new(nameof(RecordedOutcome.Status), nameof(OutcomeStatus.Cancelled)));
                if (OutcomeParser.TryRead(cells, out var sending) is null)
                {
                    _sending[line.Contact] = new JournalRecord(
                        sending with { Attempts = 1, ErrorId = problem.ErrorId, Reason = problem.Message, RecommendedAction = problem.RecommendedAction }, line);
                }

                return null;
            case LineKind.Outcome when OutcomeParser.TryRead(cells, out var outcome) is null:
                if (line.Call != CallState.NotSent)
                {
                    _sending.Remove(line.Contact);
                }

                return new JournalRecord(outcome, line);
            default:
                return null;
        }
    }

    private List<JournalRecord> TakeKilled()
    {
        List<JournalRecord> killed = [.. _sending.Values];
        _sending.Clear();
        return killed;
    }

    private bool TryRead(out JournalLine line, out List<KeyValuePair<string, object?>> cells)
    {
        var json = _lines.HasEnd ? _lines.Line : _lines.Line.TrimEnd((byte)0); // a power failure can leave zeros at the end
        cells = [];
        if (!_lines.IsTooLong && _reader.TryRead(json, out line) && Utf8.IsValid(json))
        {
            cells = Cells(json);
            return true;
        }

        line = default;
        if (json.ContainsAnyExcept(" \t\r"u8))
        {
            IsOnlyTorn = LeftOut == 0 && !_lines.HasEnd && !_lines.IsTooLong;
            FirstLeftOut = LeftOut == 0 ? _lines.Number : FirstLeftOut;
            LeftOut++;
        }

        return false;
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
