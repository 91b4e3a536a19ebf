namespace ConnectTimers;

/// <summary>
/// What New-ParticipantTimer passes on, behind its error, in place of a timer that cannot be. It stands in the pipeline so that
/// Set-ParticipantRoleConfig sends nothing for that contact: its other timers alone could end a live chat early.
/// </summary>
public sealed class InvalidTimer
{
    /// <summary>A refusal.</summary>
    public InvalidTimer(Problem problem, string place, string? instanceId, string? contactId)
    {
        Reason = problem.Message;
        RecommendedAction = problem.RecommendedAction;
        Place = place;
        InstanceId = instanceId;
        ContactId = contactId;
    }

    /// <summary>The instance, where the timer named its chat.</summary>
    public string? InstanceId { get; }

    /// <summary>The contact, where the timer named its chat.</summary>
    public string? ContactId { get; }

    /// <summary>Where it was read, <c>row 7</c>; blank for the command line.</summary>
    public string Place { get; }

    /// <summary>Why it was refused.</summary>
    public string Reason { get; }

    /// <summary>What to do next.</summary>
    public string RecommendedAction { get; }

    /// <inheritdoc/>
    public override string ToString() => Reason;
}
