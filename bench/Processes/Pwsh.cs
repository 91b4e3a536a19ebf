using System.ComponentModel;
using System.Diagnostics;

namespace ConnectTimers.Bench.Processes;

/// <summary>The PowerShell that is installed, where one is.</summary>
internal static class Pwsh
{
    /// <summary>Runs a command in a PowerShell of its own.</summary>
    /// <returns>What it wrote; null when there is no pwsh on the path.</returns>
    /// <exception cref="BenchException">It ended with an error.</exception>
    public static async Task<string?> RunAsync(string command, CancellationToken stop)
    {
        var start = new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", "-Command", "$ErrorActionPreference = 'Stop'; " + command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Surroundings.Prepare(start.Environment);
        using var process = Start(start);
        if (process is null)
        {
            return null;
        }

        try
        {
            var errors = process.StandardError.ReadToEndAsync(stop);
            var output = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0 ? output.Trim() : throw new BenchException($"pwsh ended with {process.ExitCode}. {(await errors).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(); // this one process, by its id
            throw;
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
