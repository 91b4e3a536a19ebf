namespace ConnectTimers.Emulator;

/// <summary>One contact: its facts, its state and its timers.</summary>
internal sealed class Contact(ContactFacts facts)
{
    private OrderedDictionary<string, int?> _inForce = [];

    public ContactFacts Facts { get; private set; } = facts;

    public ContactState State { get; private set; }

    public OrderedDictionary<string, int?> Stored { get; } = [];

    /// <remarks>
    /// Entering Connected again is a new agent, as in a transfer: what is stored by then takes force. Timers stop
    /// when the agent leaves, so in any other state none is in force.
    /// </remarks>
    public void Move(EmulatedContact said, DateTimeOffset now)
    {
        State = said.State;
        Facts = Facts.With(said).Entering(said.State, now);
        _inForce = State == ContactState.Connected ? new(Stored) : [];
    }

    public ContactSnapshot Snapshot() => new(
        Facts.InstanceId,
        Facts.ContactId,
        State,
        new OrderedDictionary<string, int?>(Stored),
        new OrderedDictionary<string, int?>(_inForce));
}
