using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>Collects outcomes and writes them as a report.</summary>
/// <param name="clock">The clock for the time of writing.</param>
/// <param name="random">Source of the name of the file that is moved into its place.</param>
internal sealed class RunReport(TimeProvider clock, Random random) : IRunReport
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

        _data.Add(outcome, null, Pipeline);
        return null;
    }

    /// <inheritdoc/>
    public Problem? AddJournal(string path, CancellationToken stopToken)
    {
        _journals++;
        var journal = new JournalFileReader(path);
        foreach (var record in journal.Read(stopToken))
        {
            _data.Add(record.Outcome, journal.RunOf(record.Line.RunId), _journals);
        }

        if (journal.LeftOut is { } leftOut)
        {
            _leftOut.Add(leftOut);
        }

        return journal.Problem;
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
        return ReportFile.Write(settings, page, random);
    }
}
