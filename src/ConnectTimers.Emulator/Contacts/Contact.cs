namespace ConnectTimers.Emulator;

/// <summary>A contact: its facts, its state and its timers.</summary>
internal sealed class Contact(ContactFacts facts)
{
    private OrderedDictionary<string, int?> _inForce = [];

    public ContactFacts Facts { get; private set; } = facts;

    public ContactState State { get; private set; }

    public OrderedDictionary<string, int?> Stored { get; } = [];

    /// <summary>When timers were last stored; null if none were.</summary>
    public DateTimeOffset? StoredTimestamp { get; set; }

    /// <summary>What became of the chat until its first agent joined.</summary>
    public ChatOutcome Outcome { get; private set; }

    /// <summary>Takes over what is given, and enters its state.</summary>
    /// <remarks>
    /// Entering Connected again is a new agent, as in a transfer: the timers stored by then take force. Timers stop when
    /// the agent leaves, so in any other state none is in force.
    /// </remarks>
    public void Update(EmulatedContact given, DateTimeOffset now)
    {
        State = given.State;
        Facts = Facts.With(given).Entering(given.State, now);
        _inForce = State == ContactState.Connected ? new(Stored) : [];
    }

    /// <summary>Brings <see cref="Outcome"/> up to date with the state.</summary>
    /// <param name="isInitial">Whether the contact was there from the start: what happened before that is not known.</param>
    public void Classify(bool isInitial) => Outcome = (Outcome, State) switch
    {
        _ when Facts.Channel != ApiModel.Chat => ChatOutcome.None,
        (ChatOutcome.None, not ContactState.Waiting) when isInitial => ChatOutcome.Unknown,
        (ChatOutcome.None or ChatOutcome.Waiting, ContactState.Waiting) => ChatOutcome.Waiting,
        (ChatOutcome.None or ChatOutcome.Waiting, ContactState.Connected) => Stored.Count > 0 ? ChatOutcome.InForce : ChatOutcome.NotInForce,
        (ChatOutcome.None or ChatOutcome.Waiting, ContactState.Ended) => ChatOutcome.Abandoned,
        (var outcome, _) => outcome,
    };

    public ContactSnapshot Snapshot() => new(
        Facts.InstanceId,
        Facts.ContactId,
        State,
        new OrderedDictionary<string, int?>(Stored),
        new OrderedDictionary<string, int?>(_inForce))
    {
        InitiationTimestamp = Facts.InitiationTimestamp,
        StoredTimestamp = StoredTimestamp,
        ConnectedToAgentTimestamp = Facts.ConnectedToAgentTimestamp,
        DisconnectTimestamp = Facts.DisconnectTimestamp,
        TimersInForce = Outcome switch
        {
            ChatOutcome.InForce => true,
            ChatOutcome.NotInForce => false,
            _ => null,
        },
    };
}

/// <summary>What became of a chat until its first agent joined.</summary>
internal enum ChatOutcome
{
    /// <summary>Not a chat.</summary>
    None,

    /// <summary>An initial contact that had an agent, or had ended, before the emulator started.</summary>
    Unknown,

    /// <summary>No agent has joined yet.</summary>
    Waiting,

    /// <summary>Timers were stored when the agent joined.</summary>
    InForce,

    /// <summary>No timers were stored when the agent joined.</summary>
    NotInForce,

    /// <summary>The chat ended before an agent joined.</summary>
    Abandoned,
}

/// <summary>What is known of a contact besides its timers.</summary>
/// <remarks>Immutable, so that a search with pages left can hold on to it.</remarks>
internal sealed record ContactFacts(string InstanceId, string ContactId, DateTimeOffset InitiationTimestamp)
{
    /// <summary>The agent of a chat that was given none: always the same, so that answers can be compared.</summary>
    private const string DefaultAgent = "a9e47a9e-0000-4000-8000-000000000001";

    public string Channel { get; private init; } = ApiModel.Chat;

    public string InitiationMethod { get; private init; } = ApiModel.Api;

    public string? Name { get; private init; }

    public string? QueueId { get; private init; }

    /// <summary>Null without a queue.</summary>
    public DateTimeOffset? EnqueueTimestamp => QueueId is null ? null : GivenEnqueueTimestamp ?? InitiationTimestamp;

    /// <summary>Null until an agent has joined.</summary>
    public string? AgentId => ConnectedToAgentTimestamp is null ? null : GivenAgentId ?? DefaultAgent;

    public DateTimeOffset? ConnectedToAgentTimestamp { get; private init; }

    public DateTimeOffset? DisconnectTimestamp { get; private init; }

    private DateTimeOffset? GivenEnqueueTimestamp { get; init; }

    private string? GivenAgentId { get; init; }

    /// <summary>Replaces what is given and keeps the rest.</summary>
    public ContactFacts With(EmulatedContact given) => this with
    {
        InitiationTimestamp = ToMilliseconds(given.InitiationTimestamp) ?? InitiationTimestamp,
        Channel = given.Channel ?? Channel,
        InitiationMethod = given.InitiationMethod ?? InitiationMethod,
        Name = given.Name ?? Name,
        QueueId = given.QueueId ?? QueueId,
        GivenEnqueueTimestamp = ToMilliseconds(given.EnqueueTimestamp) ?? GivenEnqueueTimestamp,
        GivenAgentId = given.AgentId ?? GivenAgentId,
    };

    /// <summary>Enters a state, perhaps the current one.</summary>
    /// <remarks>
    /// Connected again is another agent. A contact that waits again loses its agent's timestamp, and one that has ended
    /// keeps it: both are readings. A contact ends once, unless it was revived.
    /// </remarks>
    public ContactFacts Entering(ContactState state, DateTimeOffset now) => state switch
    {
        ContactState.Connected => this with { ConnectedToAgentTimestamp = now, DisconnectTimestamp = null },
        ContactState.Ended => this with { DisconnectTimestamp = DisconnectTimestamp ?? now },
        _ => this with { ConnectedToAgentTimestamp = null, DisconnectTimestamp = null },
    };

    /// <summary>Returns the timestamp of a type of the API model; null if the contact does not have it. No contact is ever scheduled.</summary>
    public DateTimeOffset? Timestamp(string type) => type switch
    {
        ApiModel.Initiation => InitiationTimestamp,
        ApiModel.ConnectedToAgent => ConnectedToAgentTimestamp,
        ApiModel.Disconnect => DisconnectTimestamp,
        ApiModel.Enqueue => EnqueueTimestamp,
        _ => null,
    };

    private static DateTimeOffset? ToMilliseconds(DateTimeOffset? time) => time is { } given ? ApiModel.ToMilliseconds(given) : null;
}
