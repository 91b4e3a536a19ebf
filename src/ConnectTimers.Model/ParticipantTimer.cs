namespace ConnectTimers;

/// <summary>
/// One timer, as New-ParticipantTimer makes it. Its properties are flat and spelled as the API spells them, so that Export-Csv and
/// ConvertTo-Json carry it and Set-ParticipantRoleConfig takes it back.
/// </summary>
public sealed class ParticipantTimer
{
    private readonly TimerKind _kind;
    private readonly TimerValue _value;

    /// <summary>A timer.</summary>
    /// <param name="kind">Which of the four.</param>
    /// <param name="value">What it is set to.</param>
    /// <param name="instanceId">The instance, where the timer names its chat; an id, not an ARN.</param>
    /// <param name="contactId">The contact, likewise.</param>
    /// <param name="region">The Region, where an ARN named it.</param>
    public ParticipantTimer(TimerKind kind, TimerValue value, string? instanceId = null, string? contactId = null, string? region = null)
    {
        _kind = kind;
        _value = value;
        InstanceId = instanceId;
        ContactId = contactId;
        Region = region;
    }

    /// <summary>CUSTOMER or AGENT.</summary>
    public string ParticipantRole => _kind.Role().ToString();

    /// <summary>IDLE or DISCONNECT_NONCUSTOMER.</summary>
    public string TimerType => _kind.Type().ToString();

    /// <summary>The duration in minutes; null when the timer is to be unset.</summary>
    public int? Minutes => _value.Minutes;

    /// <summary>Whether the timer is to be taken away.</summary>
    public bool Unset => _value.IsUnset;

    /// <summary>The instance, where the timer names its chat.</summary>
    public string? InstanceId { get; }

    /// <summary>The contact, where the timer names its chat.</summary>
    public string? ContactId { get; }

    /// <summary>The Region, where an ARN named it.</summary>
    public string? Region { get; }

    /// <summary>Which of the four it is. A method, because PowerShell exports properties and these two repeat the flat ones.</summary>
    public TimerKind GetKind() => _kind;

    /// <summary>What it is set to.</summary>
    public TimerValue GetValue() => _value;

    /// <summary><c>CustomerIdle 5 min</c>.</summary>
    public override string ToString() => $"{_kind} {_value}";
}
