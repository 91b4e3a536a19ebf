using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Security;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Pipeline;

/// <summary>
/// Lets the engine's threads wake the pipeline's thread, and ask the user through it: only the pipeline's thread may write output or use the
/// host.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    // A wait also ends after this long, so that the progress bar is updated while nothing else happens.
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(500);

    private readonly PSCmdlet _cmdlet;
    private readonly CancellationToken _stopToken;
    private readonly CancellationTokenRegistration _wakeOnStop;
    private readonly CancellationTokenSource _disposed = new();
    private readonly ConcurrentQueue<Question> _questions = new();
    private readonly ConcurrentQueue<ConnectionDescription> _descriptions = new();
    private readonly object _lock = new();
    private bool _isAwake;

    /// <summary>Creates a pump.</summary>
    /// <param name="cmdlet">The cmdlet, for its host.</param>
    /// <param name="stopToken">Stops the pipeline.</param>
    public PipelinePump(PSCmdlet cmdlet, CancellationToken stopToken)
    {
        _cmdlet = cmdlet;
        _stopToken = stopToken;
        _wakeOnStop = stopToken.Register(Wake);
    }

    /// <summary>Ends the current wait, or the next one. Called from any thread.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _isAwake = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Asks for the code of an MFA device. Called from the engine's threads; blocks until the pipeline's thread has the answer.</summary>
    /// <param name="serial">The serial number of the device.</param>
    /// <returns>Null if the host cannot prompt, or the cmdlet has ended.</returns>
    public string? AskMfaCode(string serial)
    {
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _disposed.Token.Register(() => answer.TrySetResult(null));
        _questions.Enqueue(new Question(serial, answer));
        Wake();
        return answer.Task.GetAwaiter().GetResult();
    }

    /// <summary>Has a connection described in the verbose stream. Called from the engine's threads; does not wait.</summary>
    public void Describe(ConnectionDescription connection)
    {
        _descriptions.Enqueue(connection);
        Wake();
    }

    /// <summary>Asks the user the waiting questions and describes new connections. Called on the pipeline's thread.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    public void AskQuestions()
    {
        if (_stopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        while (_descriptions.TryDequeue(out var connection))
        {
            _cmdlet.WriteVerbose(connection.ToString());
        }

        while (_questions.TryDequeue(out var question))
        {
            question.Answer.TrySetResult(Prompt(question.Serial));
        }
    }

    /// <summary>Waits until woken, or for the progress bar. Called on the pipeline's thread, after it has found nothing to do.</summary>
    /// <returns>Whether it was woken.</returns>
    public bool Wait()
    {
        lock (_lock)
        {
            var isWoken = _isAwake || Monitor.Wait(_lock, ProgressInterval);
            _isAwake = false;
            return isWoken;
        }
    }

    public void Dispose()
    {
        _wakeOnStop.Dispose();
        _disposed.Cancel();
    }

    private string? Prompt(string serial)
    {
        try
        {
            var code = new FieldDescription("Code");
            code.SetParameterType(typeof(SecureString)); // not shown while it is typed
            var answers = _cmdlet.Host.UI.Prompt("AWS sign-in", $"Code of the MFA device {DisplayText.Value(serial)}", new Collection<FieldDescription> { code });
            var answer = answers?.Values.FirstOrDefault()?.BaseObject;
            return answer is SecureString secret ? new NetworkCredential("", secret).Password : answer as string;
        }
        catch (Exception e) when (e is HostException or InvalidOperationException or NotImplementedException or NotSupportedException)
        {
            return null; // -NonInteractive, or a host without a user
        }
    }

    private sealed record Question(string Serial, TaskCompletionSource<string?> Answer);
}
