using System.CommandLine;
using System.Net;
using System.Net.Sockets;

namespace ConnectTimers.Emulator;

/// <summary>The emulator as a command.</summary>
public static class EmulatorCommand
{
    /// <summary>The exit code of a wrong command line.</summary>
    public const int WrongUsage = 2;

    /// <summary>Runs the emulator until it is told to stop.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Receives the address, on one line, once the emulator listens; then the queue's URL if it has one.</param>
    /// <param name="errors">Receives each problem on one line, and a warning if the emulator is open to the network.</param>
    /// <param name="stop">Stops the emulator.</param>
    /// <returns>The exit code: 0 after a stop, 1 if the emulator cannot listen, <see cref="WrongUsage"/> for a wrong command line.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);

        var line = CommandLine.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            foreach (var problem in line.Errors)
            {
                await errors.WriteLineAsync(problem.Message);
            }

            return WrongUsage;
        }

        if (line.Action is not null)
        {
            // --help or --version.
            return await line.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, ProcessTerminationTimeout = null }, stop);
        }

        return await ListenAsync(CommandLine.ToOptions(line), output, errors, stop);
    }

    private static async Task<int> ListenAsync(EmulatorOptions options, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        try
        {
            if (!IPAddress.IsLoopback(options.Host))
            {
                await errors.WriteLineAsync(
                    $"--host {options.Host}: open to the network; the default keys are public, and /_emulator/ requires none");
            }

            await using var emulator = await ConnectEmulator.StartAsync(options, cancellationToken: stop);

            // Scripts wait for this line through a pipe, which the writer may buffer.
            await output.WriteLineAsync($"listening on {emulator.Endpoint.GetLeftPart(UriPartial.Authority)}");
            if (emulator.QueueUrl is { } queue)
            {
                await output.WriteLineAsync($"queue {queue}");
            }

            await output.FlushAsync(stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }
        catch (IOException problem)
        {
            await errors.WriteLineAsync($"--port {options.Port}: {problem.Message}");
            return 1;
        }
        catch (SocketException problem)
        {
            await errors.WriteLineAsync($"--host {options.Host}: {problem.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }

        return 0;
    }
}
