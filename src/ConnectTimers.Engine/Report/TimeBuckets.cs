namespace ConnectTimers.Engine.Report;

/// <summary>Calls by when they left: the time from the first to the last in equal parts.</summary>
internal sealed class TimeBuckets
{
    // As many bars as can be told from each other at the width that a page has.
    private const int Most = 90;

    private const int MinuteSeconds = 60;
    private const int HourSeconds = 60 * MinuteSeconds;
    private const int DaySeconds = 24 * HourSeconds;

    // Whole parts of what is above them, as a clock's face has them.
    private static readonly int[] Widths =
    [
        1, 2, 5, 10, 15, 30, MinuteSeconds, 2 * MinuteSeconds, 5 * MinuteSeconds, 10 * MinuteSeconds, 15 * MinuteSeconds, 30 * MinuteSeconds,
        HourSeconds, 2 * HourSeconds, 3 * HourSeconds, 6 * HourSeconds, 12 * HourSeconds, DaySeconds,
    ];

    private readonly int[] _accepted;
    private readonly int[] _others;

    /// <summary>Counts them.</summary>
    /// <param name="calls">Those without a time are not counted.</param>
    public TimeBuckets(IEnumerable<ReportedCall> calls)
    {
        var timed = calls.Where(c => c.At is not null).ToList();
        Calls = timed.Count;
        var (first, last) = timed.Count == 0 ? (default, default) : (timed.Min(c => c.At!.Value), timed.Max(c => c.At!.Value));
        Width = WidthOf(first, last);
        Start = Floor(first, Width);
        var count = (int)((last - Start).Ticks / Width.Ticks) + 1;
        (_accepted, _others) = (new int[count], new int[count]);
        foreach (var call in timed)
        {
            (call.Status == OutcomeStatus.Accepted ? _accepted : _others)[(int)((call.At!.Value - Start).Ticks / Width.Ticks)]++;
        }
    }

    /// <summary>How many calls are in them.</summary>
    public int Calls { get; }

    public int Count => _accepted.Length;

    public TimeSpan Width { get; }

    public DateTime Start { get; }

    public DateTime End => Start + Width * Count;

    /// <summary>The most in one of them, in calls a second.</summary>
    public double MaxRate => Enumerable.Range(0, Count).Max(i => _accepted[i] + _others[i]) / Width.TotalSeconds;

    public int Accepted(int bucket) => _accepted[bucket];

    /// <summary>Those that the service did not take, or of which it is unknown.</summary>
    public int NotAccepted(int bucket) => _others[bucket];

    private static TimeSpan WidthOf(DateTime first, DateTime last)
    {
        foreach (var seconds in Widths)
        {
            var width = TimeSpan.FromSeconds(seconds);
            if ((last - Floor(first, width)).Ticks / width.Ticks < Most)
            {
                return width;
            }
        }

        return TimeSpan.FromDays(Math.Floor((last - first).TotalDays / Most) + 1);
    }

    private static DateTime Floor(DateTime time, TimeSpan width) => new(time.Ticks - time.Ticks % width.Ticks, DateTimeKind.Utc);
}
