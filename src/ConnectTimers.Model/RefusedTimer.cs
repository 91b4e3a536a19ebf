namespace ConnectTimers;

/// <summary>
/// What New-ParticipantTimer passes on, behind its error, in place of a timer that cannot be. It stands in the pipeline so that
/// Set-ParticipantRoleConfig sends nothing for that contact: its other timers alone could end a live chat early.
/// </summary>
public sealed class RefusedTimer
{
    private readonly Problem _problem;

    /// <summary>A refusal.</summary>
    public RefusedTimer(Problem problem, string place, string? instanceId, string? contactId)
    {
        _problem = problem;
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
    public string Reason => _problem.Message;

    /// <summary>What to do next.</summary>
    public string RecommendedAction => _problem.RecommendedAction;

    /// <summary>Why it was refused. A method, because PowerShell exports properties and this one is not flat.</summary>
    public Problem GetProblem() => _problem;

    /// <inheritdoc/>
    public override string ToString() => Reason;
}
