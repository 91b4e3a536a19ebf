using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Journal;

/// <summary>
/// The contact of a line; a member that the line does not have is empty. It includes the endpoint, so that a trial run against an emulator never counts
/// for the service.
/// </summary>
internal readonly record struct JournalKey(string Endpoint, string Region, string InstanceId, string ContactId);

/// <summary>What a line of a journal means for the next run.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Timers">The timers of the config; empty if there was no config.</param>
/// <param name="IsAccepted">Whether the service accepted the call.</param>
/// <param name="WasSent">Whether at least one request was sent.</param>
internal readonly record struct JournalLine(JournalKey Contact, TimerSet Timers, bool IsAccepted, bool WasSent)
{
    /// <summary>The longest line without its LF, in bytes. More than that is not read into memory.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The beginning of each line. It tells a torn line of a journal from a file of another kind.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"Time\":\""u8;

    /// <summary>Whether a file that begins with these bytes is a journal.</summary>
    public static bool IsJournal(ReadOnlySpan<byte> beginning) => beginning[Utf8Text.MarkLength(beginning)..].StartsWith(Beginning);
}
