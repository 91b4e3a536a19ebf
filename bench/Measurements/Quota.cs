namespace ConnectTimers.Bench.Measurements;

/// <summary>A token bucket: calls a second, of which 0 is no limit, and calls at once when it is full.</summary>
internal readonly record struct Quota(double Rate, double Burst)
{
    /// <summary>How long so many contacts take at the least: the burst goes at once, the rest at the rate.</summary>
    public double IdealSeconds(int contacts) => Rate > 0 ? (contacts - Burst) / Rate : 0;

    /// <summary>How long a run is waited for: at three times the ideal and a slow start there is nothing left to measure.</summary>
    public static TimeSpan Patience(double idealSeconds) => TimeSpan.FromSeconds(30 + (3 * idealSeconds));
}
