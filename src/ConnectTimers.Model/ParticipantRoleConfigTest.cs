namespace ConnectTimers;

/// <summary>The result of Test-ParticipantRoleConfig for one contact.</summary>
public sealed class ParticipantRoleConfigTest
{
    private readonly ParticipantRoleConfig? _config;
    private readonly Problem? _reason;
    private readonly IReadOnlyList<Problem> _problems;

    /// <summary>Creates the result of a valid config.</summary>
    public ParticipantRoleConfigTest(ParticipantRoleConfig config)
        : this(config.InstanceId, config.ContactId, config.Region, []) => _config = config;

    /// <summary>Creates the result of a contact that would be skipped.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="reason">Why it would be skipped; it is shown as a warning.</param>
    public ParticipantRoleConfigTest(ChatContact contact, Problem reason)
        : this(contact.InstanceId, contact.ContactId, contact.Region, []) => _reason = reason;

    /// <summary>Creates the result of a contact for which nothing would be sent.</summary>
    /// <param name="instanceId">The instance, as far as it is known.</param>
    /// <param name="contactId">The contact, as far as it is known.</param>
    /// <param name="region">The Region, as far as it is known.</param>
    /// <param name="problems">The problems; none when there is only nothing to set.</param>
    public ParticipantRoleConfigTest(string? instanceId, string? contactId, string? region, IReadOnlyList<Problem> problems)
    {
        InstanceId = instanceId;
        ContactId = contactId;
        Region = region;
        _problems = problems;
    }

    /// <summary>Whether there is no problem.</summary>
    public bool IsValid => _problems.Count == 0;

    /// <summary>The instance's id; null when it is not known.</summary>
    public string? InstanceId { get; }

    /// <summary>The contact's id; null when it is not known.</summary>
    public string? ContactId { get; }

    /// <summary>The Region's code; null for the profile's or environment's.</summary>
    public string? Region { get; }

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

    /// <summary>What will happen in the chat; null when nothing would be sent.</summary>
    public string? Timeline => _config?.GetTimeline();

    /// <summary>The problems; empty when there are none.</summary>
    public MessageList Problems => MessageList.Of(_problems.Select(p => p.Message));

    /// <summary>What to check before it is sent; empty for nothing.</summary>
    public MessageList Warnings => MessageList.Of(_config is not null ? ConfigWarnings.Of(_config) : _reason is not null ? [$"Would be skipped: {_reason.Message}"] : IsValid ? ["There is no timer, so nothing would be sent."] : []);

    /// <summary>All of it in words: the problems, or what will happen in the chat; then the warnings.</summary>
    public MessageList Findings => MessageList.Of([.. Problems, .. Timeline is null ? (string[])[] : [Timeline], .. Warnings.Select(w => "Note: " + w)]);

    /// <summary>The problems, with their ids, categories and recommended actions.</summary>
    public IReadOnlyList<Problem> GetProblems() => _problems;

    /// <summary>The config; null when nothing would be sent.</summary>
    public ParticipantRoleConfig? GetConfig() => _config;

    /// <inheritdoc/>
    public override string ToString() => $"{(IsValid ? "Valid" : "Invalid")}: contact {DisplayText.Value(ContactId)}";
}
