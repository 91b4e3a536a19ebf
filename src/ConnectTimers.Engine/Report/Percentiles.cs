namespace ConnectTimers.Engine.Report;

/// <summary>How long answers took. A percentile is the smallest value that so many in a hundred do not exceed (nearest rank).</summary>
internal sealed class Percentiles
{
    private readonly int[] _sorted;

    public Percentiles(IEnumerable<int> values) => _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    /// <summary>All values, the smallest first.</summary>
    public IReadOnlyList<int> Sorted => _sorted;

    public int Max => _sorted[^1];

    public int Median => this[50];

    /// <summary>The percentile, 1 to 100. There must be values.</summary>
    public int this[int percent] => _sorted[(int)((percent * (long)_sorted.Length + 99) / 100) - 1];
}
