namespace ConnectTimers;

/// <summary>
/// The timers of one chat by what a journal says was accepted: for each timer the last value, by whatever run. AWS has no operation that reads
/// timers back, so a change outside this journal is not known.
/// </summary>
public sealed class JournalContact
{
    private readonly JournalTimer[] _timers;

    /// <summary>Creates the state of a chat.</summary>
    /// <param name="contact">The chat.</param>
    /// <param name="timers">The state of each timer, in the order of <see cref="TimerKinds.All"/>.</param>
    internal JournalContact(ChatContact contact, IEnumerable<JournalTimer> timers)
    {
        (Contact, _timers) = (contact, [.. timers]);
        Unknown = MessageList.Of(TimerKinds.All.Where(k => GetTimer(k).Unknown is not null).Select(k => $"{k} {GetTimer(k).Unknown}"));
    }

    /// <summary>The contact's id.</summary>
    public string ContactId => Contact.ContactId;

    /// <summary>The instance's id.</summary>
    public string InstanceId => Contact.InstanceId;

    /// <summary>The Region of the calls; null if unknown.</summary>
    public string? Region => Contact.Region;

    /// <summary>The AWS account of the instance; null when it is not known.</summary>
    public string? Account => Contact.Account;

    /// <summary>The last accepted value: minutes, Unset, or null when none was accepted.</summary>
    public object? CustomerIdle => GetTimer(TimerKind.CustomerIdle).Accepted?.Cell;

    /// <summary>The last accepted value: minutes, Unset, or null when none was accepted.</summary>
    public object? CustomerDisconnect => GetTimer(TimerKind.CustomerDisconnect).Accepted?.Cell;

    /// <summary>The last accepted value: minutes, Unset, or null when none was accepted.</summary>
    public object? AgentIdle => GetTimer(TimerKind.AgentIdle).Accepted?.Cell;

    /// <summary>The last accepted value: minutes, Unset, or null when none was accepted.</summary>
    public object? AgentDisconnect => GetTimer(TimerKind.AgentDisconnect).Accepted?.Cell;

    /// <summary>Values of later calls of which it is unknown whether they were carried out: <c>CustomerIdle 10 min</c>.</summary>
    public MessageList Unknown { get; }

    /// <summary>When the last line that may have changed its timers was written, UTC; null if it cannot be read.</summary>
    public DateTime? LastChanged { get; internal set; }

    /// <summary>The run of that line; null in version 1 of the journal, as the user.</summary>
    public string? RunId { get; internal set; }

    /// <summary>The user who ran it.</summary>
    public string? User { get; internal set; }

    /// <summary>The address of the calls.</summary>
    public string? Endpoint { get; internal set; }

    private ChatContact Contact { get; }

    /// <summary>The chat. A method, because PowerShell exports properties and this one is not flat.</summary>
    public ChatContact GetContact() => Contact;

    /// <summary>What is known of one timer.</summary>
    public JournalTimer GetTimer(TimerKind kind) => _timers[(int)kind];

    /// <summary><c>contact 'c' of instance 'i'</c>.</summary>
    public override string ToString() => Contact.ToString();
}

/// <summary>The last thing that happened to a timer according to a journal, by whatever run.</summary>
/// <param name="accepted">The last accepted value; null for none.</param>
/// <param name="acceptedBy">The run that set it.</param>
/// <param name="unknown">A value of a later call that may have been carried out; null for none.</param>
/// <param name="unknownBy">The run of that call.</param>
public sealed class JournalTimer(TimerValue? accepted, string? acceptedBy, TimerValue? unknown, string? unknownBy)
{
    /// <summary>The last accepted value; null for none.</summary>
    public TimerValue? Accepted => accepted;

    /// <summary>The run that set it.</summary>
    public string? AcceptedBy => acceptedBy;

    /// <summary>A value of a later call that may have been carried out; null for none.</summary>
    public TimerValue? Unknown => unknown;

    /// <summary>The run of that call.</summary>
    public string? UnknownBy => unknownBy;
}
