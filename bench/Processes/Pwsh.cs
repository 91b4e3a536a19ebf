namespace ConnectTimers.Bench.Processes;

/// <summary>The real PowerShell, out of the .NET tool's package.</summary>
internal static class Pwsh
{
    // Otherwise the console's set-up stands before what the command writes.
    private static readonly KeyValuePair<string, string>[] NoTerminal = [new("TERM", "dumb")];

    /// <summary>Runs a command in a PowerShell of its own.</summary>
    /// <exception cref="BenchException">It ended with an error.</exception>
    public static async Task<ProgramRun> RunAsync(string command, CancellationToken stop)
    {
        string[] arguments = ["exec", Outputs.Pwsh, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", "$ErrorActionPreference = 'Stop'; " + command];
        return await Installed.RunAsync(Outputs.Dotnet, arguments, stop, NoTerminal) ?? throw new BenchException($"'{Outputs.Dotnet}' could not be started.");
    }
}
