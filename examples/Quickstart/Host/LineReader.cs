using System.Management.Automation;

namespace ConnectTimers.Quickstart.Host;

/// <summary>Reads a line such that Ctrl+C ends the wait, which no console read by itself can.</summary>
internal sealed class LineReader(TextReader input)
{
    private readonly Lock _state = new();
    private Task<string?>? _reading;
    private TaskCompletionSource? _cancelled;

    /// <summary>The next line, or null at the end of the input.</summary>
    /// <exception cref="PipelineStoppedException">The wait was cancelled.</exception>
    public string? ReadLine()
    {
        Task<string?> reading;
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_state)
        {
            // A read that was given up is still waiting for its line; it is this line now.
            reading = _reading ??= Task.Run(input.ReadLine);
            _cancelled = cancelled;
        }

        // The engine calls a host from its own pipeline thread, which has nothing else to do meanwhile.
        if (Task.WaitAny(reading, cancelled.Task) == 1)
        {
            throw new PipelineStoppedException();
        }

        lock (_state)
        {
            _reading = null;
            _cancelled = null;
        }

        return reading.GetAwaiter().GetResult();
    }

    public void Cancel()
    {
        lock (_state)
        {
            _cancelled?.TrySetResult();
        }
    }
}
