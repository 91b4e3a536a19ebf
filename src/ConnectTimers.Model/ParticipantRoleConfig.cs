namespace ConnectTimers;

/// <summary>
/// A chat and the one to four timers to set in one call. A config that cannot be sent cannot be created. Its properties are flat, so that
/// Export-Csv, ConvertTo-Json and Export-Clixml can write it and it can be read back.
/// </summary>
public sealed class ParticipantRoleConfig : IEquatable<ParticipantRoleConfig>
{
    private readonly ChatContact _contact;
    private readonly TimerValue?[] _timers;

    /// <summary>Creates a config.</summary>
    /// <param name="contact">The chat.</param>
    /// <param name="timers">One to four, each kind at most once.</param>
    /// <exception cref="ArgumentException">No timer, or one kind twice.</exception>
    public ParticipantRoleConfig(ChatContact contact, IEnumerable<TimerSetting> timers)
    {
        _contact = contact;
        _timers = new TimerValue?[TimerKinds.All.Count];
        foreach (var timer in timers)
        {
            _timers[(int)timer.Kind] = _timers[(int)timer.Kind] is null
                ? timer.Value
                : throw new ArgumentException($"{timer.Kind} is set twice.", nameof(timers));
        }

        if (Array.TrueForAll(_timers, t => t is null))
        {
            throw new ArgumentException("There is no timer.", nameof(timers));
        }
    }

    private ParticipantRoleConfig(ChatContact contact, TimerValue?[] timers)
    {
        _contact = contact;
        _timers = Array.Exists(timers, t => t is not null) ? timers : throw new ArgumentException("There is no timer.", nameof(timers));
    }

    private ParticipantRoleConfig(ChatContact contact, ParticipantRoleConfig other)
    {
        _contact = contact;
        _timers = other._timers;
        InputPosition = other.InputPosition;
        Origin = other.Origin;
        Agent = other.Agent;
    }

    /// <summary>The instance's id.</summary>
    public string InstanceId => _contact.InstanceId;

    /// <summary>The contact's id.</summary>
    public string ContactId => _contact.ContactId;

    /// <summary>The Region's code; null for the profile's or environment's.</summary>
    public string? Region => _contact.Region;

    /// <summary>Minutes, 2 to 480; null when the call removes this timer or does not name it.</summary>
    public int? CustomerIdle => GetTimer(TimerKind.CustomerIdle)?.Minutes;

    /// <summary>Minutes, 2 to 480; null when the call removes this timer or does not name it.</summary>
    public int? CustomerDisconnect => GetTimer(TimerKind.CustomerDisconnect)?.Minutes;

    /// <summary>Minutes, 2 to 480; null when the call removes this timer or does not name it.</summary>
    public int? AgentIdle => GetTimer(TimerKind.AgentIdle)?.Minutes;

    /// <summary>Minutes, 2 to 480; null when the call removes this timer or does not name it.</summary>
    public int? AgentDisconnect => GetTimer(TimerKind.AgentDisconnect)?.Minutes;

    /// <summary>The names of the timers that the call removes.</summary>
    public TimerNameList UnsetTimers => TimerNameList.UnsetIn(this);

    /// <summary>Where the input has it, <c>chats.csv line 7</c> or <c>row 7</c>; null for the command line. Does not count in comparisons.</summary>
    public string? InputPosition { get; private set; }

    /// <summary>The input that it was made of, which only the cmdlets know; null for none.</summary>
    internal object? Origin { get; private set; }

    /// <summary>What the input said about the chat's agent; null for nothing.</summary>
    internal AgentPresence? Agent { get; init; }

    /// <summary>The chat. A method, because PowerShell exports properties and this one is not flat.</summary>
    public ChatContact GetContact() => _contact;

    /// <summary>The value of one timer; null when the call does not name it.</summary>
    public TimerValue? GetTimer(TimerKind kind) => _timers[(int)kind];

    /// <summary>The timers of the call, one to four, in a fixed order.</summary>
    public IEnumerable<TimerSetting> GetTimers()
    {
        foreach (var kind in TimerKinds.All)
        {
            if (GetTimer(kind) is { } value)
            {
                yield return new TimerSetting(kind, value);
            }
        }
    }

    /// <summary>Describes what will happen in the chat; see <see cref="Timeline"/>.</summary>
    public string GetTimeline() => Timeline.Of(this);

    /// <summary>Returns the same config with this Region.</summary>
    /// <param name="region">The Region's code.</param>
    /// <param name="account">The account of the instance if no ARN named it; null if it is not known.</param>
    public ParticipantRoleConfig In(string region, string? account = null) => region == Region && (account is null || _contact.Account is not null)
        ? this
        : new(new ChatContact(InstanceId, ContactId, region, _contact.Account ?? account), this);

    /// <summary>Returns the same config for the instance with this id.</summary>
    internal ParticipantRoleConfig OfInstance(string instanceId) => instanceId == InstanceId
        ? this
        : new(new ChatContact(instanceId, ContactId, Region, _contact.Account), this);

    /// <summary>Creates a config of values by their kinds, of which there is at least one; the array is the config's from now on.</summary>
    internal static ParticipantRoleConfig Of(ChatContact contact, TimerValue?[] timers, string? inputPosition, AgentPresence? agent) =>
        new(contact, timers) { InputPosition = inputPosition, Agent = agent };

    /// <summary>Returns the same config with its place in the input.</summary>
    internal ParticipantRoleConfig From(string? inputPosition, object? origin) =>
        new(_contact, this) { InputPosition = inputPosition, Origin = origin };

    /// <inheritdoc/>
    public bool Equals(ParticipantRoleConfig? other) =>
        other is not null && _contact.Equals(other._contact) && _timers.SequenceEqual(other._timers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParticipantRoleConfig);

    /// <inheritdoc/>
    public override int GetHashCode() => _contact.GetHashCode();

    /// <summary><c>CustomerIdle 5 min, AgentIdle unset</c>.</summary>
    public override string ToString() => string.Join(", ", GetTimers());
}

/// <summary>One timer of a call, and the value that the call gives it.</summary>
/// <param name="Kind">The role and type.</param>
/// <param name="Value">Minutes, or Unset.</param>
public sealed record TimerSetting(TimerKind Kind, TimerValue Value)
{
    /// <summary><c>CustomerIdle 5 min</c>.</summary>
    public override string ToString() => $"{Kind} {Value}";
}
