namespace ConnectTimers.Engine.Execution;

/// <summary>A config that was handed over, with what else of its input goes into the journal.</summary>
/// <remarks>A class: queues and tasks of a struct are compiled in the first call of every process, those of classes are there.</remarks>
internal sealed record Submission(ParticipantRoleConfig Config, IReadOnlyList<KeyValuePair<string, string?>> Notes);
