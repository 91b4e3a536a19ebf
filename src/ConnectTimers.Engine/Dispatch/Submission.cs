namespace ConnectTimers.Engine.Dispatch;

/// <summary>A config that was handed over, with what else of its input goes into the journal.</summary>
internal readonly record struct Submission(ParticipantRoleConfig Config, IReadOnlyList<KeyValuePair<string, string?>> Notes);
