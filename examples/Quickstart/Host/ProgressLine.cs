using System.Management.Automation;

namespace ConnectTimers.Quickstart.Host;

/// <summary>On a screen: one line, rewritten in place, gone when the activity ends.</summary>
internal sealed class ProgressLine(Screen screen, TimeProvider clock) : Progress
{
    // Faster than this nobody reads it, and writing to a terminal is not free.
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);

    private readonly Lock _state = new();
    private long? _drawn;

    public override void Show(long sourceId, ProgressRecord record)
    {
        lock (_state)
        {
            if (record.RecordType == ProgressRecordType.Completed)
            {
                _drawn = null;
                screen.HideTransient();
            }
            else if (_drawn is not { } drawn || clock.GetElapsedTime(drawn) >= Redraw)
            {
                _drawn = clock.GetTimestamp();
                screen.ShowTransient(Describe(record));
            }
        }
    }
}
