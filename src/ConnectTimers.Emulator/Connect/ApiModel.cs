namespace ConnectTimers.Emulator;

/// <summary>Names, limits and times of Amazon Connect's API model, 2017-08-08.</summary>
internal static class ApiModel
{
    public const string Chat = "CHAT";
    public const string Api = "API";

    public const string Initiation = "INITIATION_TIMESTAMP";
    public const string Scheduled = "SCHEDULED_TIMESTAMP";
    public const string ConnectedToAgent = "CONNECTED_TO_AGENT_TIMESTAMP";
    public const string Disconnect = "DISCONNECT_TIMESTAMP";
    public const string Enqueue = "ENQUEUE_TIMESTAMP";

    public const int InstanceIdLength = 100;
    public const int AgentIdLength = 256;
    private const int ContactIdLength = 256;

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

    private static readonly decimal Earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly decimal Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Returns the name as the model spells it; null stays null.</summary>
    /// <exception cref="FormatException">The model does not have the name.</exception>
    public static string? Find(string what, string? given, string[] names) => given is null ? null
        : Array.Find(names, name => name.Equals(given, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"{what} '{given}' is not one of {string.Join(", ", names)}");

    /// <summary>Returns the decoded ids of an address <c>PREFIX{InstanceId}/{ContactId}</c>; null for any other address.</summary>
    public static (string InstanceId, string ContactId)? FindIds(ServiceRequest request, string method, string prefix) =>
        request.Method == method
        && request.Path.StartsWith(prefix, StringComparison.Ordinal)
        && request.Path[prefix.Length..].Split('/') is [{ Length: > 0 } instance, { Length: > 0 } contact]
            // Split first and decoded then: an id may hold an encoded slash.
            ? (Uri.UnescapeDataString(instance), Uri.UnescapeDataString(contact))
            : null;

    /// <summary>Returns the ids of such an address.</summary>
    /// <exception cref="ServiceException">An id is longer than the model allows.</exception>
    public static (string InstanceId, string ContactId) NeedIds(ServiceRequest request, string method, string prefix)
    {
        var (instanceId, contactId) = FindIds(request, method, prefix)!.Value;
        CheckLength("InstanceId", instanceId, InstanceIdLength);
        CheckLength("ContactId", contactId, ContactIdLength);
        return (instanceId, contactId);
    }

    /// <summary>Checks the length of an id in characters, not UTF-16 units, as the model does.</summary>
    /// <exception cref="ServiceException">The id is empty or too long.</exception>
    public static void CheckLength(string name, string id, int maximum)
    {
        if (id.Length == 0 || id.EnumerateRunes().Count() > maximum)
        {
            throw ServiceException.InvalidParameter($"{name} must have 1 to {maximum} characters.");
        }
    }

    /// <summary>Drops what is shorter than a millisecond, so that a client can search by the very time that it was told.</summary>
    public static DateTimeOffset ToMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <summary>Returns a time as restJson1 writes it: seconds since 1970, with a fraction.</summary>
    public static decimal? ToSeconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() / 1000m;

    /// <summary>Returns the time of seconds since 1970; null outside the years 1 to 9999.</summary>
    public static DateTimeOffset? FromSeconds(decimal seconds) => seconds >= Earliest && seconds <= Latest
        ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
        : null;
}
