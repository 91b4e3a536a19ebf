using System.ComponentModel;
using System.Diagnostics;

namespace ConnectTimers.Bench.Processes;

/// <summary>What a program wrote, and how long it took from its start to its end.</summary>
internal sealed record ProgramRun(string Output, double Seconds);

/// <summary>Programs that a machine may have.</summary>
internal static class Installed
{
    /// <summary>Runs one to its end.</summary>
    /// <param name="program">Its name, which is looked for on the path, or a path to it.</param>
    /// <param name="arguments">What it is started with.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="environment">What is set for it besides.</param>
    /// <returns>Null when there is no such program.</returns>
    /// <exception cref="BenchException">It ended with an error.</exception>
    public static async Task<ProgramRun?> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken stop, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Surroundings.Prepare(start.Environment);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var began = TimeProvider.System.GetTimestamp();
        using var process = Start(start);
        if (process is null)
        {
            return null;
        }

        try
        {
            process.StandardInput.Close(); // there is no user to answer
            var errors = process.StandardError.ReadToEndAsync(stop);
            var output = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            return process.ExitCode == 0
                ? new ProgramRun(output.Trim(), seconds)
                : throw new BenchException($"{program} ended with {process.ExitCode}. {(await errors).Trim()}");
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
