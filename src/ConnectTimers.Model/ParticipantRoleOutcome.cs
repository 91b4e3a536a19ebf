namespace ConnectTimers;

/// <summary>
/// What happened to one chat, or to a row that names none. Its properties are flat, so that it can be exported, and have the names of a row's
/// columns, so that a failed one can be piped into Set-ParticipantRoleConfig again.
/// </summary>
public sealed class ParticipantRoleOutcome
{
    private readonly ParticipantRoleConfig? _config;
    private readonly ChatContact? _contact;
    private readonly IReadOnlyList<Problem> _problems;

    /// <summary>Creates the outcome of a config.</summary>
    /// <param name="config">The config.</param>
    /// <param name="status">The status.</param>
    /// <param name="problem">Why it was not accepted; null when it was.</param>
    public ParticipantRoleOutcome(ParticipantRoleConfig config, OutcomeStatus status, Problem? problem = null)
        : this(config.GetContact(), status, problem)
    {
        _config = config;
        InputPosition = config.InputPosition;
        Origin = config.Origin;
    }

    /// <summary>Creates the outcome of a chat without timers.</summary>
    public ParticipantRoleOutcome(ChatContact contact, OutcomeStatus status, Problem? problem)
        : this(status, contact.InstanceId, contact.ContactId, contact.Region, problem is null ? [] : [problem]) => _contact = contact;

    internal ParticipantRoleOutcome(OutcomeStatus status, string? instanceId, string? contactId, string? region, IReadOnlyList<Problem> problems)
    {
        Status = status;
        InstanceId = instanceId;
        ContactId = contactId;
        Region = region;
        _problems = problems;
        Problems = problems.Count == 0 ? MessageList.None : MessageList.Of(problems.Select(p => p.Message));
    }

    /// <summary>Creates the outcome of an invalid row.</summary>
    /// <param name="instanceId">The instance, as far as it could be read.</param>
    /// <param name="contactId">The contact, as far as it could be read.</param>
    /// <param name="region">The Region, as far as it could be read.</param>
    /// <param name="problems">At least one.</param>
    public static ParticipantRoleOutcome Invalid(string? instanceId, string? contactId, string? region, IReadOnlyList<Problem> problems) =>
        new(OutcomeStatus.Invalid, instanceId, contactId, region, problems);

    /// <summary>The status.</summary>
    public OutcomeStatus Status { get; }

    /// <summary>The instance's id; null only for an invalid row without one.</summary>
    public string? InstanceId { get; }

    /// <summary>The contact's id; null only for an invalid row without one.</summary>
    public string? ContactId { get; }

    /// <summary>The Region of the call; null when none was known.</summary>
    public string? Region { get; }

    /// <summary>The AWS account of the instance, 12 digits: as its ARN names it, or else that of the credentials; null when neither is known.</summary>
    public string? Account => _contact?.Account;

    /// <summary>Minutes, 2 to 480; null when the timer is removed or not named.</summary>
    public int? CustomerIdle => _config?.CustomerIdle;

    /// <summary>Minutes, 2 to 480; null when the timer is removed or not named.</summary>
    public int? CustomerDisconnect => _config?.CustomerDisconnect;

    /// <summary>Minutes, 2 to 480; null when the timer is removed or not named.</summary>
    public int? AgentIdle => _config?.AgentIdle;

    /// <summary>Minutes, 2 to 480; null when the timer is removed or not named.</summary>
    public int? AgentDisconnect => _config?.AgentDisconnect;

    /// <summary>The names of the timers that are removed.</summary>
    public TimerNameList UnsetTimers => TimerNameList.UnsetIn(_config);

    /// <summary>Whether the timers were set before the chat's agent joined; null when nothing was accepted.</summary>
    public InForceStatus? InForce
    {
        get => field ?? (Status == OutcomeStatus.Accepted ? InForceVerdict.Of(AcceptedAt, _config?.Agent).Status : null);
        internal set;
    }

    /// <summary>Seconds from the acceptance of the timers until the agent joined, negative when the agent joined first; null when either is not known.</summary>
    public int? LeadSeconds
    {
        get => field ?? (Status == OutcomeStatus.Accepted ? InForceVerdict.Of(AcceptedAt, _config?.Agent).LeadSeconds : null);
        internal set;
    }

    /// <summary>When the service's answer came; null when it did not accept the timers.</summary>
    internal DateTime? AcceptedAt => Status == OutcomeStatus.Accepted ? SentAt?.AddMilliseconds(LatencyMs ?? 0) : null;

    /// <summary>The service's error code, or this module's error id, of the first problem; null when it was accepted.</summary>
    public string? ErrorId => GetProblem()?.ErrorId;

    /// <summary>The reason, of the first problem; null when it was accepted.</summary>
    public string? Reason => GetProblem()?.Message;

    /// <summary>What to do next.</summary>
    public string? RecommendedAction => GetProblem()?.RecommendedAction;

    /// <summary>Every reason; empty when it was accepted.</summary>
    public MessageList Problems { get; }

    /// <summary>The number of requests sent.</summary>
    public int Attempts { get; internal set; }

    /// <summary>When the last request was sent, UTC; null when none was.</summary>
    public DateTime? SentAt { get; internal set; }

    /// <summary>The response time of the last request in milliseconds; null without a response.</summary>
    public int? LatencyMs { get; internal set; }

    /// <summary>The service's id of the last request, for AWS Support; null without a response.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Where the input has it, <c>chats.csv line 7</c> or <c>row 7</c>; null for the command line.</summary>
    public string? InputPosition { get; internal set; }

    /// <summary>The input that it is of, which only the cmdlets know; null for none.</summary>
    internal object? Origin { get; set; }

    /// <summary>The id of the run; null without a journal.</summary>
    public string? RunId { get; internal set; }

    /// <summary>The chat; null for an invalid row.</summary>
    public ChatContact? GetContact() => _contact;

    /// <summary>The first problem; null when it was accepted.</summary>
    public Problem? GetProblem() => _problems.Count == 0 ? null : _problems[0];

    /// <summary>Every problem; none when it was accepted.</summary>
    public IReadOnlyList<Problem> GetProblems() => _problems;

    /// <summary>The config; null for a chat without timers and for an invalid row.</summary>
    public ParticipantRoleConfig? GetConfig() => _config;

    /// <summary><c>Accepted: contact 'c' of instance 'i'</c>.</summary>
    public override string ToString() => $"{Status}: contact {DisplayText.Value(ContactId)} of instance {DisplayText.Value(InstanceId)}";
}
