namespace ConnectTimers;

/// <summary>How it ended for one config.</summary>
public enum OutcomeStatus
{
    /// <summary>The service took the call. Whether the timers bite in the chat that is open now is another matter: see the help.</summary>
    Accepted,

    /// <summary>The service refused it, or could not be reached.</summary>
    Failed,

    /// <summary>There was nothing to send.</summary>
    Skipped,

    /// <summary>The user answered No at the prompt.</summary>
    Declined,

    /// <summary>-WhatIf: what would have been sent.</summary>
    WhatIf,

    /// <summary>The run ended first.</summary>
    Cancelled,
}

/// <summary>
/// What became of one config. Flat, so that it can be exported, and shaped like a row, so that a failed one can be piped into
/// Set-ParticipantRoleConfig again.
/// </summary>
public sealed class ParticipantRoleOutcome
{
    private readonly ParticipantRoleConfig? _config;
    private readonly ChatContact _contact;
    private readonly Problem? _problem;
    private readonly OutcomeStatus _status;

    /// <summary>An outcome of a config.</summary>
    /// <param name="config">What was to be sent.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="problem">Why, when it was not accepted.</param>
    public ParticipantRoleOutcome(ParticipantRoleConfig config, OutcomeStatus status, Problem? problem = null)
        : this(config.GetContact(), status, problem) => _config = config;

    /// <summary>An outcome for a chat for which there is no config, because there was nothing to set.</summary>
    public ParticipantRoleOutcome(ChatContact contact, OutcomeStatus status, Problem? problem)
    {
        _contact = contact;
        _status = status;
        _problem = problem;
    }

    /// <summary>Accepted, Failed, Skipped, Declined, WhatIf or Cancelled.</summary>
    public string Status => _status.ToString();

    /// <summary>The instance's id.</summary>
    public string InstanceId => _contact.InstanceId;

    /// <summary>The contact's id.</summary>
    public string ContactId => _contact.ContactId;

    /// <summary>The Region the call went to; null when none was known.</summary>
    public string? Region => _contact.Region;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? CustomerIdle => _config?.CustomerIdle;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? CustomerDisconnect => _config?.CustomerDisconnect;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? AgentIdle => _config?.AgentIdle;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? AgentDisconnect => _config?.AgentDisconnect;

    /// <summary>Why it was not accepted: the service's code or ours; null when it was.</summary>
    public string? ErrorId => _problem?.ErrorId;

    /// <summary>Why, in words.</summary>
    public string? Reason => _problem?.Message;

    /// <summary>What to do next.</summary>
    public string? RecommendedAction => _problem?.RecommendedAction;

    /// <summary>How many requests left for it.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last of them left, in UTC; null when none did.</summary>
    public DateTime? SentAt { get; init; }

    /// <summary>How long its answer took, in milliseconds; null when none came.</summary>
    public int? LatencyMs { get; init; }

    /// <summary>The service's id of the last request, for AWS Support.</summary>
    public string? RequestId { get; init; }

    /// <summary>The status, to compare with.</summary>
    public OutcomeStatus GetStatus() => _status;

    /// <summary>The problem, with its category; null when it was accepted.</summary>
    public Problem? GetProblem() => _problem;

    /// <summary>The config; null when there was nothing to set.</summary>
    public ParticipantRoleConfig? GetConfig() => _config;

    /// <inheritdoc/>
    public override string ToString() => $"{Status}: {_contact}";
}
