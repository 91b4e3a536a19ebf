using System.Management.Automation;

namespace ConnectTimers.Quickstart.Host;

/// <summary>How far something has come, shown as fits the place.</summary>
internal abstract class Progress
{
    public static Progress On(Screen screen, Terminal terminal, TimeProvider clock) =>
        terminal.IsScreen ? new ProgressLine(screen, clock) : new ProgressLog(screen);

    public abstract void Show(long sourceId, ProgressRecord record);

    protected static string Describe(ProgressRecord record)
    {
        var percent = record.PercentComplete >= 0 ? $" {Math.Min(record.PercentComplete, 100)}%" : string.Empty;
        var left = record.SecondsRemaining >= 0 ? $", {TimeSpan.FromSeconds(record.SecondsRemaining):c} left" : string.Empty;
        var doing = record.CurrentOperation is { Length: > 0 } operation ? $" ({operation})" : string.Empty;
        return $"{record.Activity}:{percent} {record.StatusDescription}{doing}{left}".TrimEnd();
    }
}
