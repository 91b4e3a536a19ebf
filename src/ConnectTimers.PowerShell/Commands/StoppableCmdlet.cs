using System.Management.Automation;
using ConnectTimers.Pipeline;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>What every cmdlet that may take long has: an end when the user wants it.</summary>
public abstract class StoppableCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled by Ctrl+C, by a downstream stop, by the end.</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>On a downstream stop (Select-Object -First) and under -ErrorAction Stop this is all that runs, so it cancels too.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Cancel();
            _stop.Dispose();
        }
    }

    /// <summary>Ends the cmdlet with a terminating error if there is a problem.</summary>
    /// <param name="problem">The problem; null for none.</param>
    /// <param name="target">The target object of the error record; null for none.</param>
    private protected void ThrowIf(Problem? problem, object? target)
    {
        if (problem is not null)
        {
            ThrowTerminatingError(problem.Record(target));
        }
    }

    /// <summary>Ends the cmdlet if the user has stopped it.</summary>
    private protected void ThrowIfStopped()
    {
        if (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel(); // runs on another thread: it may cancel and nothing else
}
