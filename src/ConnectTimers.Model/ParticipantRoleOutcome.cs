namespace ConnectTimers;

/// <summary>The status of an outcome.</summary>
public enum OutcomeStatus
{
    /// <summary>The service accepted the call. A chat uses the timers that were set when its agent joined: see the help.</summary>
    Accepted,

    /// <summary>The service rejected the call, or could not be reached.</summary>
    Failed,

    /// <summary>There was nothing to set, or it is already accepted according to the journal.</summary>
    Skipped,

    /// <summary>The user answered No.</summary>
    Declined,

    /// <summary>It would have been sent without -WhatIf.</summary>
    WhatIf,

    /// <summary>The run ended before it was sent, or during the call.</summary>
    Cancelled,
}

/// <summary>
/// What happened to one chat. Its properties are flat, so that it can be exported, and have the names of a row's columns, so that a failed one
/// can be piped into Set-ParticipantRoleConfig again.
/// </summary>
public sealed class ParticipantRoleOutcome
{
    private readonly ParticipantRoleConfig? _config;
    private readonly ChatContact _contact;
    private readonly Problem? _problem;
    private readonly OutcomeStatus _status;

    /// <summary>Creates the outcome of a config.</summary>
    /// <param name="config">The config.</param>
    /// <param name="status">The status.</param>
    /// <param name="problem">Why it was not accepted; null when it was.</param>
    public ParticipantRoleOutcome(ParticipantRoleConfig config, OutcomeStatus status, Problem? problem = null)
        : this(config.GetContact(), status, problem) => _config = config;

    /// <summary>Creates the outcome of a chat without timers.</summary>
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

    /// <summary>The Region of the call; null when none was known.</summary>
    public string? Region => _contact.Region;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? CustomerIdle => _config?.CustomerIdle;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? CustomerDisconnect => _config?.CustomerDisconnect;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? AgentIdle => _config?.AgentIdle;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? AgentDisconnect => _config?.AgentDisconnect;

    /// <summary>The service's error code, or this module's error id; null when it was accepted.</summary>
    public string? ErrorId => _problem?.ErrorId;

    /// <summary>The reason; null when it was accepted.</summary>
    public string? Reason => _problem?.Message;

    /// <summary>What to do next.</summary>
    public string? RecommendedAction => _problem?.RecommendedAction;

    /// <summary>The number of requests sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last request was sent, UTC; null when none was.</summary>
    public DateTime? SentAt { get; init; }

    /// <summary>The response time of the last request in milliseconds; null without a response.</summary>
    public int? LatencyMs { get; init; }

    /// <summary>The service's id of the last request, for AWS Support; null without a response.</summary>
    public string? RequestId { get; init; }

    /// <summary>The status as an enum.</summary>
    public OutcomeStatus GetStatus() => _status;

    /// <summary>The problem; null when it was accepted.</summary>
    public Problem? GetProblem() => _problem;

    /// <summary>The chat.</summary>
    public ChatContact GetContact() => _contact;

    /// <summary>The config; null for a chat without timers.</summary>
    public ParticipantRoleConfig? GetConfig() => _config;

    /// <inheritdoc/>
    public override string ToString() => $"{Status}: {_contact}";
}
