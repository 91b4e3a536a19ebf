namespace ConnectTimers.Engine.Journal;

/// <summary>
/// Whom a line is about. The endpoint belongs to it, so that a rehearsal against an emulator never counts for the service itself.
/// What a line does not say is empty.
/// </summary>
internal readonly record struct JournalKey(string Endpoint, string Region, string InstanceId, string ContactId);
