namespace ConnectTimers.Bench.Roles;

/// <summary>What workers say.</summary>
internal static class Worker
{
    /// <summary>With its versions: warm, and waiting for go.</summary>
    public const string Ready = "ready";

    /// <summary>With its report.</summary>
    public const string Done = "done";
}
