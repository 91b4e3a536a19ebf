namespace ConnectTimers.Engine.Credentials;

/// <summary>What the environment says now, and not when the process began.</summary>
internal static class EnvironmentVariable
{
    /// <summary>A variable's value; null where it is blank, which means the same as not being there.</summary>
    public static string? Of(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
