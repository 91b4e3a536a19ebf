using System.Net;

namespace ConnectTimers.Emulator;

/// <summary>How an emulator behaves; what is not said is as documented for Amazon Connect, or else the reading taken here.</summary>
public sealed record EmulatorOptions
{
    /// <summary>
    /// The address to listen on. With any but a loopback address everybody on the network can call, with keys that are
    /// known unless others are set, and the control addresses with none.
    /// </summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Calls of UpdateParticipantRoleConfig a second, per Region; 0 lifts this limit, and that of SearchContacts with it
    /// unless it is given. 5 is the documented quota.
    /// </summary>
    public double RateLimit { get; init; } = 5;

    /// <summary>Such calls at once from a full bucket, at least 1; 8 is the documented quota.</summary>
    public double BurstLimit { get; init; } = 8;

    /// <summary>
    /// Calls of SearchContacts a second, per Region; 0 lifts the limit. Null is the documented quota, 0.5, or no limit
    /// where <see cref="RateLimit"/> is 0: who lifts the limit means the limit of all.
    /// </summary>
    public double? SearchRateLimit { get; init; }

    /// <summary>Such calls at once from a full bucket, at least 1, which is the documented quota.</summary>
    public double SearchBurstLimit { get; init; } = 1;

    /// <summary>The only contacts that exist; null lets every contact exist.</summary>
    public IReadOnlyList<EmulatedContact>? Contacts { get; init; }

    /// <summary>
    /// Whether an update replaces all timers of a contact. By default it merges with those it does not name. Which of
    /// the two the service does is documented nowhere.
    /// </summary>
    public bool Replace { get; init; }

    /// <summary>The only Region whose signatures are taken; null takes those of every Region, each with quotas of its own.</summary>
    public string? Region { get; init; }

    /// <summary>The access key that signs right.</summary>
    public string AccessKey { get; init; } = "AKIDEXAMPLE";

    /// <summary>The secret key that signs right.</summary>
    public string SecretKey { get; init; } = "SECRET";

    /// <summary>The session token that must come along; null if none may.</summary>
    public string? SessionToken { get; init; }

    /// <summary>What goes wrong from the start.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>Where the dice start; the same seed and calls meet the same faults.</summary>
    public int Seed { get; init; }

    /// <summary>How many of the newest calls the log keeps; 100,000 of the usual size take about 100 MB.</summary>
    public int RequestLogLimit { get; init; } = 100_000;
}
