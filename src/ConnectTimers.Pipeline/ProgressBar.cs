using System.Globalization;
using System.Management.Automation;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Pipeline;

/// <summary>
/// The progress bar of a run: rows read, accepted, failed, waiting, calls per second, throttled calls, and percentage and time left once the input
/// has been read.
/// </summary>
internal sealed class ProgressBar
{
    private const string Activity = "Setting chat timers";

    private readonly PSCmdlet _cmdlet;
    private readonly RunSummary _summary;
    private string? _shown;
    private bool _isPaused;

    public ProgressBar(PSCmdlet cmdlet, RunSummary summary)
    {
        _cmdlet = cmdlet;
        _summary = summary;
    }

    /// <summary>Whether no more input can come.</summary>
    public bool IsTotalKnown { get; set; }

    /// <summary>Shows a change. The start of a pause is a warning as well.</summary>
    public void Show(RunProgress progress)
    {
        var pause = progress.Pause;
        if (pause is not null && !_isPaused)
        {
            _cmdlet.WriteWarning($"No response: {pause.Message} Pausing, then retrying one call at a time; the run ends after -MaxStallMinutes without a success.");
        }

        _isPaused = pause is not null;
        var left = _summary.Chats - _summary.Done;
        var text = (IsTotalKnown ? "" : $"{DisplayText.Count(_summary.Rows, "row", "rows")} read: ")
            + $"{_summary.Accepted} accepted, {_summary.Failed} failed, {left} waiting"
            + (progress.Rate is { } rate ? $", {rate.ToString("0.0", CultureInfo.InvariantCulture)}/s" : "")
            + (progress.Throttled > 0 ? $", {progress.Throttled} throttled" : "")
            + (_isPaused ? "; paused" : "");
        if (text == _shown)
        {
            return;
        }

        _shown = text;
        var record = new ProgressRecord(0, Activity, text);
        if (IsTotalKnown && _summary.Chats > 0)
        {
            record.PercentComplete = (int)(100L * _summary.Done / _summary.Chats);
            record.SecondsRemaining = progress.Rate is > 0 and var perSecond ? (int)Math.Min(int.MaxValue, left / perSecond) : -1;
        }

        _cmdlet.WriteProgress(record);
    }

    /// <summary>Removes the progress bar.</summary>
    public void Complete()
    {
        if (_shown is not null)
        {
            _cmdlet.WriteProgress(new ProgressRecord(0, Activity, _summary.ToLine()) { RecordType = ProgressRecordType.Completed });
        }
    }
}
