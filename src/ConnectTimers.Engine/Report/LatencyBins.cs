namespace ConnectTimers.Engine.Report;

/// <summary>Latencies in equal parts from 0, and one more for the few that are so long that they would flatten all the others.</summary>
internal sealed class LatencyBins
{
    private const int Most = 40;

    // Beyond so many times what 95 in a hundred stay below, bars would be too narrow to be told apart.
    private const int Tail = 3;

    private readonly int[] _counts;

    /// <summary>Counts them; there must be some.</summary>
    public LatencyBins(Percentiles latencies)
    {
        var top = (int)Math.Min(latencies.Max, Math.Max(1, Tail * (long)latencies[95]));
        Width = WidthOf(top);
        _counts = new int[top / Width + 1];
        foreach (var latency in latencies.Sorted)
        {
            if (latency < End)
            {
                _counts[latency / Width]++;
            }
            else
            {
                Beyond++;
            }
        }
    }

    /// <summary>Milliseconds of a part.</summary>
    public int Width { get; }

    public int Count => _counts.Length;

    /// <summary>Where the last part ends, in milliseconds.</summary>
    public long End => (long)Width * Count;

    /// <summary>How many are as long as that or longer.</summary>
    public int Beyond { get; }

    public int this[int bin] => _counts[bin];

    // 1, 2, 5, 10, 20, 50, …
    private static int WidthOf(int top)
    {
        foreach (var decade in new[] { 1, 10, 100, 1000, 10_000, 100_000, 1_000_000 })
        {
            foreach (var step in new[] { 1, 2, 5 })
            {
                if (top / (decade * step) < Most)
                {
                    return decade * step;
                }
            }
        }

        return top / Most + 1;
    }
}
