using System.Diagnostics;

namespace ConnectTimers.Bench.Processes;

/// <summary>The bench itself, started once more in a role, or another program that plays one. Ends with this, whatever it is doing.</summary>
internal sealed class Child : IAsyncDisposable
{
    // A child whose input has closed ends at once; one that has not after this is killed.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly string _role;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private Child(string role, Process process)
    {
        (_role, _process) = (role, process);
        _errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public static Child Start(string role, params IEnumerable<string> arguments)
    {
        var self = Environment.ProcessPath!;
        // Either the program itself runs, or `dotnet` with the program as its first argument.
        string[] program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(Child).Assembly.Location] : [];
        return StartProgram(role, self, [.. program, role, .. arguments]);
    }

    /// <summary>Starts another program.</summary>
    /// <param name="role">What a message calls it.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">What it is started with.</param>
    public static Child StartProgram(string role, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Surroundings.Prepare(start.Environment);
        return new Child(role, Process.Start(start)!);
    }

    /// <summary>Lets a worker that is ready begin.</summary>
    public Task GoAsync() => _process.StandardInput.WriteLineAsync(Parent.Go);

    /// <summary>Waits for a line that begins with a mark.</summary>
    /// <returns>The rest of the line.</returns>
    /// <exception cref="BenchException">The child ended, or said nothing of the kind in the time.</exception>
    public async Task<string> ExpectAsync(string mark, TimeSpan patience, CancellationToken stop)
    {
        using var time = new CancellationTokenSource(patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, time.Token);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(either.Token) is { } line)
            {
                if (line.StartsWith(mark + " ", StringComparison.Ordinal))
                {
                    return line[(mark.Length + 1)..];
                }
            }

            throw new BenchException($"The process '{_role}' ended before it was {mark}. {(await _errors.WaitAsync(either.Token)).Trim()}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new BenchException($"The process '{_role}' was not {mark} after {patience.TotalSeconds:0} s.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(Grace, TimeProvider.System);
        try
        {
            _process.StandardInput.Close(); // what a child takes for its end
            await _process.WaitForExitAsync(grace.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            _process.Kill(); // this one process, by its id
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
