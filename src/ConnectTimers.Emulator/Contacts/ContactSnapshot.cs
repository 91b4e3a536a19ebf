namespace ConnectTimers.Emulator;

/// <summary>A contact as the emulator holds it at one moment.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="State">Where the chat stands.</param>
/// <param name="Stored">Minutes by <c>ROLE/TYPE</c>, in the order first named; null after an Unset; absent if never named.</param>
/// <param name="InForce">What was stored when the present agent joined; empty while there is none.</param>
public sealed record ContactSnapshot(
    string InstanceId,
    string ContactId,
    ContactState State,
    IReadOnlyDictionary<string, int?> Stored,
    IReadOnlyDictionary<string, int?> InForce);
