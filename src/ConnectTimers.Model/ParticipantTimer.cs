namespace ConnectTimers;

/// <summary>
/// One timer from New-ParticipantTimer. Its properties are flat and have the API's names, so that Export-Csv and ConvertTo-Json can write it and
/// Set-ParticipantRoleConfig can read it.
/// </summary>
public sealed class ParticipantTimer
{
    private readonly TimerKind _kind;
    private readonly TimerValue _value;

    /// <summary>Creates a timer.</summary>
    /// <param name="kind">The role and type.</param>
    /// <param name="value">The value.</param>
    /// <param name="instanceId">The instance's id, not an ARN; null for none.</param>
    /// <param name="contactId">The contact's id, not an ARN; null for none.</param>
    /// <param name="region">The Region of an ARN; null for none.</param>
    /// <param name="account">The account of an ARN; null for none.</param>
    public ParticipantTimer(TimerKind kind, TimerValue value, string? instanceId = null, string? contactId = null, string? region = null, string? account = null)
    {
        _kind = kind;
        _value = value;
        InstanceId = instanceId;
        ContactId = contactId;
        Region = region;
        Account = account;
    }

    /// <summary>CUSTOMER or AGENT.</summary>
    public string ParticipantRole => _kind.Role().ToString();

    /// <summary>IDLE or DISCONNECT_NONCUSTOMER.</summary>
    public string TimerType => _kind.Type().ToString();

    /// <summary>The duration in minutes; null when the timer is removed.</summary>
    public int? Minutes => _value.Minutes;

    /// <summary>Whether the timer is removed.</summary>
    public bool Unset => _value.IsUnset;

    /// <summary>The instance; null for none.</summary>
    public string? InstanceId { get; }

    /// <summary>The contact; null for none.</summary>
    public string? ContactId { get; }

    /// <summary>The Region of an ARN; null for none.</summary>
    public string? Region { get; }

    /// <summary>The account of an ARN; null for none.</summary>
    public string? Account { get; }

    /// <summary>The role and type. A method, because PowerShell exports properties, and this repeats two of them.</summary>
    public TimerKind GetKind() => _kind;

    /// <summary>The value.</summary>
    public TimerValue GetValue() => _value;

    /// <summary><c>CustomerIdle 5 min</c>.</summary>
    public override string ToString() => $"{_kind} {_value}";
}
