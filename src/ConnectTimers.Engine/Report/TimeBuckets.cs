namespace ConnectTimers.Engine.Report;

/// <summary>Counts calls by time, in buckets of equal width from the first to the last call.</summary>
internal sealed class TimeBuckets
{
    // As many bars as are distinguishable at the width of a page.
    private const int MaxBuckets = 90;

    private const int MinuteSeconds = 60;
    private const int HourSeconds = 60 * MinuteSeconds;
    private const int DaySeconds = 24 * HourSeconds;

    // Widths that divide the next larger clock unit.
    private static readonly int[] Widths =
    [
        1, 2, 5, 10, 15, 30, MinuteSeconds, 2 * MinuteSeconds, 5 * MinuteSeconds, 10 * MinuteSeconds, 15 * MinuteSeconds, 30 * MinuteSeconds,
        HourSeconds, 2 * HourSeconds, 3 * HourSeconds, 6 * HourSeconds, 12 * HourSeconds, DaySeconds,
    ];

    private readonly int[] _accepted;
    private readonly int[] _others;

    /// <summary>Counts calls.</summary>
    /// <param name="calls">The calls; those without a time are left out.</param>
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

    /// <summary>The number of calls counted.</summary>
    public int Calls { get; }

    public int Count => _accepted.Length;

    public TimeSpan Width { get; }

    public DateTime Start { get; }

    public DateTime End => Start + Width * Count;

    /// <summary>The highest rate of a bucket in calls a second.</summary>
    public double MaxRate => Enumerable.Range(0, Count).Max(i => _accepted[i] + _others[i]) / Width.TotalSeconds;

    public int Accepted(int bucket) => _accepted[bucket];

    /// <summary>Returns the calls of a bucket that failed or whose result is unknown.</summary>
    public int NotAccepted(int bucket) => _others[bucket];

    private static TimeSpan WidthOf(DateTime first, DateTime last)
    {
        foreach (var seconds in Widths)
        {
            var width = TimeSpan.FromSeconds(seconds);
            if ((last - Floor(first, width)).Ticks / width.Ticks < MaxBuckets)
            {
                return width;
            }
        }

        return TimeSpan.FromDays(Math.Floor((last - first).TotalDays / MaxBuckets) + 1);
    }

    private static DateTime Floor(DateTime time, TimeSpan width) => new(time.Ticks - time.Ticks % width.Ticks, DateTimeKind.Utc);
}
