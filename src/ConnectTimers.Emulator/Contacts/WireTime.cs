namespace ConnectTimers.Emulator;

/// <summary>Times as restJson1 has them: seconds since 1970, with a fraction.</summary>
internal static class WireTime
{
    private static readonly decimal Earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly decimal Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>To the millisecond, so that a client can search by the very time it was told.</summary>
    public static DateTimeOffset Cut(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    public static decimal? Seconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() / 1000m;

    /// <summary>Null if no calendar has that time.</summary>
    public static DateTimeOffset? FromSeconds(decimal seconds) => seconds >= Earliest && seconds <= Latest
        ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
        : null;
}
