namespace ConnectTimers.Emulator;

/// <summary>What is known of a contact besides its timers: what SearchContacts tells and searches by.</summary>
/// <remarks>Never changed, only replaced, so that a search may hold on to it.</remarks>
internal sealed record ContactFacts(string InstanceId, string ContactId, DateTimeOffset InitiationTimestamp)
{
    /// <summary>Who is in a chat that was given no agent: always the same, so that answers can be compared.</summary>
    private const string SomeAgent = "a9e47a9e-0000-4000-8000-000000000001";

    public string Channel { get; private init; } = ModelNames.Chat;

    public string InitiationMethod { get; private init; } = ModelNames.Api;

    public string? Name { get; private init; }

    public string? QueueId { get; private init; }

    /// <summary>Null without a queue.</summary>
    public DateTimeOffset? EnqueueTimestamp => QueueId is null ? null : GivenEnqueueTimestamp ?? InitiationTimestamp;

    /// <summary>Null as long as no agent has connected.</summary>
    public string? AgentId => ConnectedToAgentTimestamp is null ? null : GivenAgentId ?? SomeAgent;

    public DateTimeOffset? ConnectedToAgentTimestamp { get; private init; }

    public DateTimeOffset? DisconnectTimestamp { get; private init; }

    private DateTimeOffset? GivenEnqueueTimestamp { get; init; }

    private string? GivenAgentId { get; init; }

    /// <summary>What is said takes the place of what was known; what is not said stays.</summary>
    public ContactFacts With(EmulatedContact said) => this with
    {
        InitiationTimestamp = Cut(said.InitiationTimestamp) ?? InitiationTimestamp,
        Channel = said.Channel ?? Channel,
        InitiationMethod = said.InitiationMethod ?? InitiationMethod,
        Name = said.Name ?? Name,
        QueueId = said.QueueId ?? QueueId,
        GivenEnqueueTimestamp = Cut(said.EnqueueTimestamp) ?? GivenEnqueueTimestamp,
        GivenAgentId = said.AgentId ?? GivenAgentId,
    };

    /// <summary>Enters a state, perhaps the one it is in.</summary>
    /// <remarks>
    /// Connected again is another agent. That a contact which waits again has no agent's timestamp any more is the
    /// reading taken here, and so is that one which has ended keeps it. A contact ends once, unless it was revived.
    /// </remarks>
    public ContactFacts Entering(ContactState state, DateTimeOffset now) => state switch
    {
        ContactState.Connected => this with { ConnectedToAgentTimestamp = now, DisconnectTimestamp = null },
        ContactState.Ended => this with { DisconnectTimestamp = DisconnectTimestamp ?? now },
        _ => this with { ConnectedToAgentTimestamp = null, DisconnectTimestamp = null },
    };

    /// <summary>A timestamp by the name of its type; null if the contact has none such. None was ever scheduled.</summary>
    public DateTimeOffset? At(string type) => type switch
    {
        ModelNames.Initiation => InitiationTimestamp,
        ModelNames.ConnectedToAgent => ConnectedToAgentTimestamp,
        ModelNames.Disconnect => DisconnectTimestamp,
        ModelNames.Enqueue => EnqueueTimestamp,
        _ => null,
    };

    private static DateTimeOffset? Cut(DateTimeOffset? time) => time is { } given ? WireTime.Cut(given) : null;
}
