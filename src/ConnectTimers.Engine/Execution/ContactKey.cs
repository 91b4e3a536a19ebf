namespace ConnectTimers.Engine.Execution;

/// <summary>The ids of a contact.</summary>
/// <remarks>A class, as Submission is.</remarks>
internal sealed record ContactKey(string InstanceId, string ContactId);
