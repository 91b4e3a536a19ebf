using System.Net;
using System.Net.Sockets;

namespace ConnectTimers.Emulator;

/// <summary>The emulator as a command.</summary>
public static class EmulatorCommand
{
    /// <summary>The exit code of a command line that cannot be followed.</summary>
    public const int WrongUsage = 2;

    /// <summary>Runs the emulator until it is told to stop.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Gets the address, on one line, once the emulator listens.</param>
    /// <param name="errors">Gets the reason on one line if it cannot, and a warning if it is open to the network.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        CommandLine commandLine;
        try
        {
            commandLine = CommandLine.Parse(arguments);
        }
        catch (UsageException problem)
        {
            await errors.WriteLineAsync(problem.Message);
            return WrongUsage;
        }

        if (commandLine.Help)
        {
            await output.WriteLineAsync(CommandLine.HelpText);
            return 0;
        }

        try
        {
            if (!IPAddress.IsLoopback(commandLine.Options.Host))
            {
                await errors.WriteLineAsync(
                    $"--host {commandLine.Options.Host}: open to the network; the default keys are known, and /_emulator/ asks for none");
            }

            await using var emulator = await ConnectEmulator.StartAsync(commandLine.Options, cancellationToken: stop);

            // Scripts wait for this line through a pipe, which the writer may buffer.
            await output.WriteLineAsync($"listening on {emulator.Endpoint.GetLeftPart(UriPartial.Authority)}");
            await output.FlushAsync(stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }
        catch (IOException problem)
        {
            await errors.WriteLineAsync($"--port {commandLine.Options.Port}: {problem.Message}");
            return 1;
        }
        catch (SocketException problem)
        {
            await errors.WriteLineAsync($"--host {commandLine.Options.Host}: {problem.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }

        return 0;
    }
}
