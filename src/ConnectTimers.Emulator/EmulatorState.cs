namespace ConnectTimers.Emulator;

/// <summary>What <c>GET /_emulator/state</c> says.</summary>
/// <param name="Contacts">Every contact named so far, in the order first named.</param>
/// <param name="Counts">What became of the calls.</param>
public sealed record EmulatorState(IReadOnlyList<ContactSnapshot> Contacts, EmulatorCounts Counts);
