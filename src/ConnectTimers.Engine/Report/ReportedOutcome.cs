using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>What one line of a journal, or one outcome, says.</summary>
internal sealed record ReportedOutcome
{
    public required OutcomeStatus Status { get; init; }

    public required JournalKey Contact { get; init; }

    /// <summary>Minutes or Unset, as they stand there, in the order of <see cref="TimerKinds.All"/>; null for a timer it does not name.</summary>
    public required string?[] Timers { get; init; }

    public string? ErrorId { get; init; }

    public string? Reason { get; init; }

    public string? RecommendedAction { get; init; }

    public int Attempts { get; init; }

    /// <summary>When the line was written, UTC; an outcome that never was in a journal has none.</summary>
    public DateTime? Time { get; init; }

    /// <summary>When the last request left, UTC.</summary>
    public DateTime? SentAt { get; init; }

    public int? LatencyMs { get; init; }

    public string? RequestId { get; init; }

    /// <summary>What else it has, such as the columns of -JournalProperty.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Notes { get; init; }

    /// <summary>Whether it has a time that is none.</summary>
    public bool HasUnreadableTime { get; init; }

    /// <summary>When it was settled, as nearly as it says.</summary>
    public DateTime? EndedAt => Time ?? SentAt?.AddMilliseconds(LatencyMs ?? 0);
}
