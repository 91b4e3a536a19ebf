using ConnectTimers.Tests.Support.Interop;

namespace ConnectTimers.Emulator.Tests.Interop;

/// <summary>The contacts of the cases, and their expected timers.</summary>
internal static class CaseWorld
{
    public static EmulatedContact[] Contacts { get; } =
    [
        new("i", "waiting") { QueueId = "q", InitiationTimestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) },
        new("i", "connected", ContactState.Connected) { InitiationTimestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 1, TimeSpan.Zero) },
        new("i", "over", ContactState.Ended) { InitiationTimestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 2, TimeSpan.Zero) },
        new("i", "voice") { Channel = "VOICE", InitiationTimestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 3, TimeSpan.Zero) },
    ];

    /// <summary>Checks that the contact of an update has the timers of its input and no others.</summary>
    public static void AssertStored(InteropCase update, EmulatorState state)
    {
        var contact = Assert.Single(state.Contacts, contact => (contact.InstanceId, contact.ContactId) == (update.InstanceId, update.ContactId));
        Assert.Equal(update.Timers.ToDictionary(timer => $"{timer.Role}/{timer.Type}", timer => timer.Minutes), contact.Stored);
    }
}
