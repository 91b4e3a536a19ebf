namespace ConnectTimers.Emulator;

/// <summary>Where a chat stands, as far as its timers care.</summary>
public enum ContactState
{
    /// <summary>No agent yet, or none any more: what is stored takes force when one joins.</summary>
    Waiting,

    /// <summary>An agent is in the chat: an update is stored, and waits for the next agent.</summary>
    Connected,

    /// <summary>Over: the contact is not found any more, which is the reading taken here; it is documented nowhere.</summary>
    Ended,
}
