namespace ConnectTimers.Pipeline.Input;

/// <summary>The input that an outcome is of: it comes back with the outcome, in whatever order calls end.</summary>
/// <param name="rows">The number of its rows.</param>
/// <param name="target">The row, or an array of rows; null if its other columns are not needed.</param>
internal sealed class InputOrigin(int rows, object? target)
{
    private int _rows = rows;

    /// <summary>The row, or an array of rows; null if its other columns are not needed.</summary>
    public object? Target => target;

    /// <summary>Returns the number of rows for the first outcome, and 0 for those after it, so that each row is counted once.</summary>
    public int TakeRows() => Interlocked.Exchange(ref _rows, 0);
}
