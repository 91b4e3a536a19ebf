namespace ConnectTimers;

/// <summary>
/// What New-ParticipantTimer writes, besides an error, for an invalid timer, so that Set-ParticipantRoleConfig sends nothing for its contact: the
/// contact's other timers alone could end a live chat early.
/// </summary>
public sealed class InvalidTimer
{
    /// <summary>Creates an invalid timer.</summary>
    public InvalidTimer(Problem problem, string place, string? instanceId, string? contactId)
    {
        Reason = problem.Message;
        RecommendedAction = problem.RecommendedAction;
        Place = place;
        InstanceId = instanceId;
        ContactId = contactId;
    }

    /// <summary>The instance; null when the timer has none.</summary>
    public string? InstanceId { get; }

    /// <summary>The contact; null when the timer has none.</summary>
    public string? ContactId { get; }

    /// <summary>Where the timer is, <c>row 7</c>; empty for the command line.</summary>
    public string Place { get; }

    /// <summary>Why it is invalid.</summary>
    public string Reason { get; }

    /// <summary>What to do next.</summary>
    public string RecommendedAction { get; }

    /// <inheritdoc/>
    public override string ToString() => Reason;
}
