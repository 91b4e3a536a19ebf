using System.Text;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Report;

/// <summary>Collects outcomes and writes them as a report.</summary>
/// <param name="clock">The clock for the time of writing.</param>
internal sealed class RunReport(TimeProvider clock) : IRunReport
{
    private const int Pipeline = 0; // the source number of the pipeline; journals count from 1

    private readonly ReportData _data = new();
    private readonly List<string> _leftOut = [];
    private int _journals;

    /// <inheritdoc/>
    public int Contacts => _data.Contacts.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <inheritdoc/>
    public Problem? AddOutcome(IReadOnlyList<KeyValuePair<string, object?>> cells)
    {
        if (OutcomeParser.TryRead(cells, out var outcome) is { } missing)
        {
            return ReportProblems.NotAnOutcome(missing);
        }

        _data.Add(outcome, Pipeline);
        return null;
    }

    /// <inheritdoc/>
    public Problem? AddJournal(string path, CancellationToken stopToken)
    {
        _journals++;
        try
        {
            // A run may be writing to it at the same time.
            using var text = Utf8Text.Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan), stopToken);
            return BeginsAsJournal(text.Peek(JournalLine.Beginning.Length).Span) ? Read(new JournalRows(text), path) : NotAJournal(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return PathProblems.JournalNotFound(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            var category = e is UnauthorizedAccessException ? ProblemCategory.PermissionDenied : ProblemCategory.InvalidData;
            return ReportProblems.JournalNotReadable(path, category, Directory.Exists(path) ? "It is a folder." : e.Message);
        }
    }

    /// <inheritdoc/>
    public Problem? FindEmpty() => _data.Outcomes > 0 ? null
        : ReportProblems.NothingToReport(_journals == 0 ? "" : $" in {DisplayText.Count(_journals, "journal", "journals")}{(_leftOut.Count == 0 ? "" : ": " + string.Join(" ", _leftOut))}");

    /// <inheritdoc/>
    public Problem? Write(ReportSettings settings, CancellationToken stopToken)
    {
        if (FindEmpty() is { } empty)
        {
            return empty;
        }

        using var page = new MemoryStream();
        var title = string.IsNullOrWhiteSpace(settings.Title) ? "Chat timers: outcome of each contact" : settings.Title;
        new ReportPage(_data, _leftOut, title, settings.RateLimit is > 0 ? settings.RateLimit : null, clock.GetUtcNow().UtcDateTime).WriteTo(page, stopToken);
        return ReportFile.Write(settings.Path, page, settings.NoClobber);
    }

    // White space and zeros may precede the first line; reading on tells whether the file is a journal.
    private static bool BeginsAsJournal(ReadOnlySpan<byte> text) =>
        JournalLine.Beginning.StartsWith(text) || text.IsEmpty || text[0] is 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static Problem NotAJournal(string path) =>
        JournalProblems.NotAJournal(path, "line 1", "Use a file that Set-ParticipantRoleConfig -JournalPath wrote; no report was written.");

    private Problem? Read(JournalRows rows, string path)
    {
        var isAny = false;
        foreach (var cells in rows.Read())
        {
            isAny = true;
            if (OutcomeParser.TryRead(cells, out var outcome) is null)
            {
                _data.Add(outcome, _journals);
            }
        }

        if (!isAny && rows.LeftOut > 0 && !rows.IsOnlyTorn)
        {
            return NotAJournal(path);
        }

        if (rows.LeftOut > 0)
        {
            var which = rows.IsOnlyTorn ? $"the last, line {DisplayText.Number(rows.FirstLeftOut)}, which is incomplete"
                : rows.LeftOut == 1 ? $"line {DisplayText.Number(rows.FirstLeftOut)}" : $"the first is line {DisplayText.Number(rows.FirstLeftOut)}";
            _leftOut.Add($"{DisplayText.Count(rows.LeftOut, "line", "lines")} of {DisplayText.Value(Path.GetFileName(path))} cannot be read and {(rows.LeftOut == 1 ? "is" : "are")} left out: {which}.");
        }

        return null;
    }
}
