namespace ConnectTimers;

/// <summary>What Test-ParticipantRoleConfig finds for one contact: whether it could be sent, and everything there is to say about it.</summary>
public sealed class ParticipantRoleConfigTest
{
    private readonly ParticipantRoleConfig? _config;
    private readonly IReadOnlyList<Problem> _problems;

    /// <summary>A config that could be sent.</summary>
    public ParticipantRoleConfigTest(ParticipantRoleConfig config)
        : this(config.InstanceId, config.ContactId, config.Region, []) => _config = config;

    /// <summary>A contact for which nothing could be sent.</summary>
    /// <param name="instanceId">The instance, as far as it is known.</param>
    /// <param name="contactId">The contact, as far as it is known.</param>
    /// <param name="region">The Region, as far as it is known.</param>
    /// <param name="problems">Why; none when there is just nothing to set.</param>
    public ParticipantRoleConfigTest(string? instanceId, string? contactId, string? region, IReadOnlyList<Problem> problems)
    {
        InstanceId = instanceId;
        ContactId = contactId;
        Region = region;
        _problems = problems;
    }

    /// <summary>Whether Set-ParticipantRoleConfig would send it, or has nothing to send.</summary>
    public bool IsValid => _problems.Count == 0;

    /// <summary>The instance's id; null where it cannot be read.</summary>
    public string? InstanceId { get; }

    /// <summary>The contact's id; null where it cannot be read.</summary>
    public string? ContactId { get; }

    /// <summary>The Region's code; null when it is left to the profile or the environment.</summary>
    public string? Region { get; }

    /// <summary>Minutes, Unset, or null.</summary>
    public object? CustomerIdle => _config?.CustomerIdle;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? CustomerDisconnect => _config?.CustomerDisconnect;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? AgentIdle => _config?.AgentIdle;

    /// <summary>Minutes, Unset, or null.</summary>
    public object? AgentDisconnect => _config?.AgentDisconnect;

    /// <summary>What will happen in the chat, in words; null when nothing would be sent.</summary>
    public string? Timeline => _config?.GetTimeline();

    /// <summary>Everything that is wrong, a line each; null when nothing is.</summary>
    public string? Problems => Lines(_problems.Select(p => p.Message));

    /// <summary>What to look at before it is sent, a line each; null when there is nothing.</summary>
    public string? Warnings => Lines(_config is not null ? ConfigWarnings.Of(_config) : IsValid ? ["There is no timer, so nothing would be sent."] : []);

    /// <summary>The problems, with their ids, categories and recommended actions.</summary>
    public IReadOnlyList<Problem> GetProblems() => _problems;

    /// <summary>The config; null when nothing would be sent.</summary>
    public ParticipantRoleConfig? GetConfig() => _config;

    /// <inheritdoc/>
    public override string ToString() => $"{(IsValid ? "Valid" : "Not valid")}: contact {DisplayText.Value(ContactId)}";

    private static string? Lines(IEnumerable<string> lines) => string.Join(Environment.NewLine, lines) is { Length: > 0 } text ? text : null;
}
