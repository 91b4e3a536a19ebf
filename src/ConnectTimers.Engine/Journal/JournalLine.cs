using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Journal;

/// <summary>
/// The contact of a line; a member that the line does not have is empty. It includes the endpoint, so that a trial run against an emulator never counts
/// for the service.
/// </summary>
internal readonly record struct JournalKey(string Endpoint, string Region, string InstanceId, string ContactId);

/// <summary>What a line of a journal is about.</summary>
internal enum LineKind
{
    /// <summary>The outcome of a config, or of a row.</summary>
    Outcome,

    /// <summary>A run.</summary>
    Run,

    /// <summary>A request that is about to be sent.</summary>
    Sending,

    /// <summary>An event of a later version, without a meaning for this one.</summary>
    Other,
}

/// <summary>What a line of a journal says about the service.</summary>
internal enum CallState
{
    /// <summary>No request was sent: an outcome of a contact that was not sent, or the start of a run.</summary>
    NotSent,

    /// <summary>A request was, or is about to be, sent, and was not accepted: the service may have carried it out all the same.</summary>
    Unknown,

    /// <summary>The service accepted the call.</summary>
    Accepted,
}

/// <summary>What a line of a journal means for the next run.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Contact">The contact.</param>
/// <param name="Timers">The timers of the config; empty if there was no config.</param>
/// <param name="Call">What became of the call.</param>
/// <param name="RunId">The run that wrote the line; null in version 1.</param>
internal readonly record struct JournalLine(LineKind Kind, JournalKey Contact, TimerSet Timers, CallState Call, string? RunId)
{
    /// <summary>The version of the lines that this module writes. Version 1 had neither run ids nor events, and no version.</summary>
    public const int Version = 2;

    /// <summary>The event of the line that describes a run. It is written again when more about the run is known.</summary>
    public const string RunStarted = nameof(RunStarted);

    /// <summary>
    /// The event of the line that is written before a request that may change timers for which the journal has others: if the process is killed
    /// during the call, the journal knows that their values are uncertain.
    /// </summary>
    public const string Sending = nameof(Sending);

    /// <summary>The longest line without its LF, in bytes. More than that is not read into memory.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The beginning of each line. It tells a torn line of a journal from a file of another kind.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"Time\":\""u8;

    /// <summary>Whether a file that begins with these bytes is a journal.</summary>
    public static bool IsJournal(ReadOnlySpan<byte> beginning) => beginning[Utf8Text.MarkLength(beginning)..].StartsWith(Beginning);
}
