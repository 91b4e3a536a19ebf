namespace ConnectTimers.Abstractions;

/// <summary>How a run goes at one moment.</summary>
public sealed class RunProgress
{
    /// <summary>Configs handed over that have no outcome yet.</summary>
    public int Waiting { get; init; }

    /// <summary>Calls a second that were accepted lately; null before the second of them.</summary>
    public double? Rate { get; init; }

    /// <summary>Calls that were throttled so far, each of which is sent again.</summary>
    public int Throttled { get; init; }

    /// <summary>Why no calls leave just now; null while they do.</summary>
    public Problem? Pause { get; init; }
}
