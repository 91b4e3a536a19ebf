using System.Text;
using ConnectTimers.Engine.Import;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Report;

/// <summary>A report in the making.</summary>
/// <param name="clock">Says when it was written.</param>
internal sealed class RunReport(TimeProvider clock) : IRunReport
{
    private const int Pipeline = 0; // the source of what is piped in; journals count from 1

    private readonly ReportData _book = new();
    private readonly List<string> _leftOut = [];
    private int _journals;

    /// <inheritdoc/>
    public int Contacts => _book.Contacts.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <inheritdoc/>
    public Problem? AddOutcome(IReadOnlyList<KeyValuePair<string, object?>> cells)
    {
        if (OutcomeCells.TryRead(cells, out var outcome) is { } missing)
        {
            return ReportProblems.NotAnOutcome(missing);
        }

        _book.Add(outcome, Pipeline);
        return null;
    }

    /// <inheritdoc/>
    public Problem? AddJournal(string path, CancellationToken stopToken)
    {
        _journals++;
        try
        {
            // A run may be writing to it.
            using var text = Utf8Text.Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan), stopToken);
            return BeginsAsJournal(text.Peek(JournalLine.Beginning.Length).Span) ? Read(new JournalLines(text), path) : NotAJournal(path);
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
    public Problem? FindEmpty() => _book.Outcomes > 0 ? null
        : ReportProblems.NothingToReport(_journals == 0 ? "" : $" in {DisplayText.Count(_journals, "journal", "journals")}{(_leftOut.Count == 0 ? "" : ": " + string.Join(" ", _leftOut))}");

    /// <inheritdoc/>
    public Problem? Write(ReportSettings settings, CancellationToken stopToken)
    {
        if (FindEmpty() is { } empty)
        {
            return empty;
        }

        using var page = new MemoryStream();
        var title = string.IsNullOrWhiteSpace(settings.Title) ? "Chat timers: what became of each contact" : settings.Title;
        new ReportPage(_book, _leftOut, title, settings.RateLimit is > 0 ? settings.RateLimit : null, clock.GetUtcNow().UtcDateTime).WriteTo(page, stopToken);
        return ReportFile.Write(settings.Path, page, settings.NoClobber);
    }

    // Blank lines and zeros before the first line do no harm, and are told from a file of somebody else's when they have been read.
    private static bool BeginsAsJournal(ReadOnlySpan<byte> text) =>
        JournalLine.Beginning.StartsWith(text) || text.IsEmpty || text[0] is 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static Problem NotAJournal(string path) =>
        JournalProblems.NotAJournal(path, "line 1", "Use a file that Set-ParticipantRoleConfig -JournalPath wrote; no report was written.");

    private Problem? Read(JournalLines lines, string path)
    {
        var isAny = false;
        foreach (var cells in lines.Read())
        {
            isAny = true;
            if (OutcomeCells.TryRead(cells, out var outcome) is null)
            {
                _book.Add(outcome, _journals);
            }
        }

        if (!isAny && lines.LeftOut > 0 && !lines.IsOnlyTorn)
        {
            return NotAJournal(path);
        }

        if (lines.LeftOut > 0)
        {
            var which = lines.IsOnlyTorn ? $"the last, line {DisplayText.Number(lines.FirstLeftOut)}, which has no end"
                : lines.LeftOut == 1 ? $"line {DisplayText.Number(lines.FirstLeftOut)}" : $"the first is line {DisplayText.Number(lines.FirstLeftOut)}";
            _leftOut.Add($"{DisplayText.Count(lines.LeftOut, "line", "lines")} of {DisplayText.Value(Path.GetFileName(path))} cannot be read and {(lines.LeftOut == 1 ? "is" : "are")} left out: {which}.");
        }

        return null;
    }
}
