namespace ConnectTimers.Engine.Execution;

/// <summary>The ids of a contact; an empty contact id for a call about an instance, both empty for a list of instances.</summary>
/// <remarks>A class, for the same reason as <see cref="Submission"/>.</remarks>
internal sealed record ContactKey(string InstanceId, string ContactId);
