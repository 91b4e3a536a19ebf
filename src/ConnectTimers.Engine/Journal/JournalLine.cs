namespace ConnectTimers.Engine.Journal;

/// <summary>What a line means for the next run.</summary>
/// <param name="Contact">Whom it is about.</param>
/// <param name="Timers">What was to be set; empty where there was nothing.</param>
/// <param name="IsAccepted">Whether the service took the call.</param>
/// <param name="HasLeft">Whether a request left at all.</param>
internal readonly record struct JournalLine(JournalKey Contact, TimerSet Timers, bool IsAccepted, bool HasLeft)
{
    /// <summary>
    /// How each line begins: the member Time comes first. By it a torn line of ours is told from a file of somebody else's.
    /// </summary>
    public static ReadOnlySpan<byte> Beginning => "{\"Time\":\""u8;

    /// <summary>The longest line without its end, in bytes. What has no end in so much is no journal and not read into memory.</summary>
    public const int MaxLength = 1 << 20;
}
