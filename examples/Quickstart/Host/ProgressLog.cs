using System.Management.Automation;

namespace ConnectTimers.Quickstart.Host;

/// <summary>Into a file: one line for each tenth that an activity has come, and one for its end.</summary>
internal sealed class ProgressLog(Screen screen) : Progress
{
    private readonly Lock _state = new();
    private readonly Dictionary<(long Source, int Activity), int> _tenths = [];

    public override void Show(long sourceId, ProgressRecord record)
    {
        lock (_state)
        {
            var key = (sourceId, record.ActivityId);
            if (record.RecordType == ProgressRecordType.Completed)
            {
                // An end without a beginning says nothing: cmdlets often send one to be sure.
                if (_tenths.Remove(key))
                {
                    screen.WriteLine($"{record.Activity}: done");
                }

                return;
            }

            // Without a percentage there is the beginning and the end.
            var tenth = Math.Max(0, record.PercentComplete / 10);
            if (!_tenths.TryGetValue(key, out var logged) || tenth > logged)
            {
                _tenths[key] = tenth;
                screen.WriteLine(Describe(record));
            }
        }
    }
}
