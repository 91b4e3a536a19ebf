using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Security;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Questions of the engine's to whoever sits at the prompt. They come from its threads, and a host may be spoken to from the pipeline's
/// only, so they wait here until that comes by.
/// </summary>
internal sealed class MfaQuestions : IDisposable
{
    private readonly PSCmdlet _cmdlet;
    private readonly ConcurrentQueue<(string Serial, TaskCompletionSource<string?> Answer)> _asked = new();
    private readonly CancellationTokenSource _over = new();

    public MfaQuestions(PSCmdlet cmdlet) => _cmdlet = cmdlet;

    /// <summary>Asks for the code of a device, from a thread of the engine's; blocks until it is answered.</summary>
    /// <returns>Null when nobody can be asked, or the cmdlet has ended.</returns>
    public string? Ask(string serial)
    {
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var over = _over.Token.Register(() => answer.TrySetResult(null));
        _asked.Enqueue((serial, answer));
        return answer.Task.GetAwaiter().GetResult();
    }

    /// <summary>Puts what is waiting to the person; on the pipeline's thread.</summary>
    public void Serve()
    {
        while (_asked.TryDequeue(out var question))
        {
            question.Answer.TrySetResult(Prompt(question.Serial));
        }
    }

    public void Dispose() => _over.Cancel();

    private string? Prompt(string serial)
    {
        try
        {
            var code = new FieldDescription("Code");
            code.SetParameterType(typeof(SecureString)); // not shown while it is typed
            var answers = _cmdlet.Host.UI.Prompt("AWS sign-in", $"The code of the MFA device {DisplayText.Value(serial)}", new Collection<FieldDescription> { code });
            var answer = answers?.Values.FirstOrDefault()?.BaseObject;
            return answer is SecureString secret ? new NetworkCredential("", secret).Password : answer as string;
        }
        catch (Exception e) when (e is HostException or InvalidOperationException or NotImplementedException or NotSupportedException)
        {
            return null; // -NonInteractive, or a host without anybody
        }
    }
}
