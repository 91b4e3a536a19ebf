namespace ConnectTimers.Emulator;

/// <summary>Names that the API model, 2017-08-08, lists for a contact.</summary>
internal static class ModelNames
{
    public const string Chat = "CHAT";
    public const string Api = "API";

    public const string Initiation = "INITIATION_TIMESTAMP";
    public const string Scheduled = "SCHEDULED_TIMESTAMP";
    public const string ConnectedToAgent = "CONNECTED_TO_AGENT_TIMESTAMP";
    public const string Disconnect = "DISCONNECT_TIMESTAMP";
    public const string Enqueue = "ENQUEUE_TIMESTAMP";

    /// <summary>The shape Channel.</summary>
    public static readonly string[] Channels = ["VOICE", Chat, "TASK", "EMAIL"];

    /// <summary>The shape ContactInitiationMethod.</summary>
    public static readonly string[] InitiationMethods =
    [
        "INBOUND", "OUTBOUND", "TRANSFER", "QUEUE_TRANSFER", "CALLBACK", Api, "DISCONNECT", "MONITOR", "EXTERNAL_OUTBOUND",
        "WEBRTC_API", "AGENT_REPLY", "FLOW",
    ];

    /// <summary>The shape SearchContactsTimeRangeType.</summary>
    public static readonly string[] Timestamps = [Initiation, Scheduled, ConnectedToAgent, Disconnect, Enqueue];

    /// <summary>The name as the model spells it; null stays null.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static string? Find(string what, string? said, string[] names) => said is null ? null
        : Array.Find(names, name => name.Equals(said, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"{what} '{said}' is none of {string.Join(", ", names)}");
}
