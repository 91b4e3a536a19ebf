
namespace ConnectTimers.Engine.Journal;

/// <summary>An outcome as read from a journal or the pipeline.</summary>
internal sealed record RecordedOutcome
{
    public required OutcomeStatus Status { get; init; }

    public required JournalKey Contact { get; init; }

    /// <summary>Minutes or Unset as text, in the order of <see cref="TimerKinds.All"/>; null for a timer that was not set.</summary>
    public required string?[] Timers { get; init; }

    public string? ErrorId { get; init; }

    public string? Reason { get; init; }

    public string? RecommendedAction { get; init; }

    public int Attempts { get; init; }

    /// <summary>When its line was written, UTC; null for an outcome that is not from a journal.</summary>
    public DateTime? Time { get; init; }

    /// <summary>When its last request was sent, UTC; null if none was.</summary>
    public DateTime? SentAt { get; init; }

    public int? LatencyMs { get; init; }

    public string? RequestId { get; init; }

    public string? Account { get; init; }

    public string? RunId { get; init; }

    public string? InputPosition { get; init; }

    public InForceStatus? InForce { get; init; }

    public int? LeadSeconds { get; init; }

    /// <summary>Additional columns, such as those of -JournalProperty.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Notes { get; init; }

    /// <summary>Whether a timestamp could not be parsed.</summary>
    public bool HasInvalidTime { get; init; }

    /// <summary>When the call ended, as far as known, UTC; null if unknown.</summary>
    public DateTime? EndedAt => Time ?? SentAt?.AddMilliseconds(LatencyMs ?? 0);
}
