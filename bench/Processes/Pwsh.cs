namespace ConnectTimers.Bench.Processes;

/// <summary>The PowerShell that is installed, where one is.</summary>
internal static class Pwsh
{
    /// <summary>Runs a command in a PowerShell of its own.</summary>
    /// <returns>Null when there is no pwsh on the path.</returns>
    /// <exception cref="BenchException">It ended with an error.</exception>
    public static Task<ProgramRun?> RunAsync(string command, CancellationToken stop) =>
        Installed.RunAsync("pwsh", ["-NoProfile", "-NonInteractive", "-Command", "$ErrorActionPreference = 'Stop'; " + command], stop);
}
