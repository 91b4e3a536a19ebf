namespace ConnectTimers.Bench.Processes;

/// <summary>What a worker shall send.</summary>
internal sealed record WorkOrder
{
    /// <summary>How many calls a round of a warm-up has.</summary>
    public const int Round = 1000;

    public required Uri Endpoint { get; init; }

    /// <summary>The number of the first chat.</summary>
    public required int First { get; init; }

    public required int Contacts { get; init; }

    /// <summary>For how long calls are sent before, in rounds; they are not counted.</summary>
    public double WarmUpSeconds { get; init; }

    /// <summary>-RateLimit; 0 lifts it.</summary>
    public double RateLimit { get; init; }

    /// <summary>-BurstLimit; null leaves it out.</summary>
    public double? BurstLimit { get; init; }

    /// <summary>The most calls in flight: -ThrottleLimit, which null leaves out; how many workers another client has.</summary>
    public int? InFlight { get; init; }

    /// <summary>How another client repeats what was throttled, as it spells it; null leaves it as it is.</summary>
    public string? RetryMode { get; init; }

    /// <summary>After how long another client begins no more contacts; null for never.</summary>
    public double? MostSeconds { get; init; }

    /// <summary>-JournalPath, with -Resume; null leaves both out.</summary>
    public string? JournalPath { get; init; }

    /// <summary>Whether the run is stopped, as by Ctrl+C, while its calls hang; its report tells how long the stop took.</summary>
    public bool IsStopped { get; init; }

    /// <summary>The warm-up, round by round, each of which begins while there is time.</summary>
    public IEnumerable<WorkOrder> WarmUp()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began).TotalSeconds < WarmUpSeconds)
        {
            yield return this with { Contacts = Round, WarmUpSeconds = 0 };
        }
    }
}

/// <summary>What became of it, in the worker's own words.</summary>
/// <param name="Outcomes">How many outcomes there were of each status.</param>
/// <param name="Attempts">Requests that left, by the outcomes; null where a client does not let that be known.</param>
/// <param name="NotAccepted">The numbers of the chats with another outcome than Accepted.</param>
/// <param name="Errors">The first few errors, in words.</param>
/// <param name="Seconds">From the call to its return.</param>
/// <param name="CpuSeconds">What the worker's process used meanwhile.</param>
internal sealed record WorkReport(
    IReadOnlyDictionary<string, int> Outcomes,
    int? Attempts,
    IReadOnlyList<int> NotAccepted,
    IReadOnlyList<string> Errors,
    double Seconds,
    double CpuSeconds)
{
    /// <summary>Of those that failed, how many another client had not begun when its time was over.</summary>
    public int NotBegun { get; init; }

    /// <summary>The most memory that the module's process has had, in bytes; 0 where it was not measured.</summary>
    public long PeakBytes { get; init; }

    public int Accepted => Outcomes.GetValueOrDefault("Accepted");
}

/// <summary>What a worker runs on.</summary>
/// <param name="PowerShell">The engine's version; null where there is none.</param>
/// <param name="Module">The module's version; null where there is none.</param>
internal sealed record WorkerVersions(string? PowerShell, string? Module);
