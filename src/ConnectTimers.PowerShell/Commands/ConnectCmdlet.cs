using System.Management.Automation;
using System.Net;
using System.Security;
using ConnectTimers.PowerShell.Binding;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>What every cmdlet that calls Amazon Connect has: where to, as whom, and an end when the user wants it.</summary>
public abstract class ConnectCmdlet : InputCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>A profile of the shared AWS credentials and config files.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    public string? ProfileName { get; set; }

    /// <summary>The id of an access key.</summary>
    [Parameter]
    [Alias("AK")]
    public string? AccessKey { get; set; }

    /// <summary>The access key's secret; text or SecureString.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    [SecretTransformation]
    public SecureString? SecretKey { get; set; }

    /// <summary>The session token of temporary keys; text or SecureString.</summary>
    [Parameter]
    [Alias("ST")]
    [SecretTransformation]
    public SecureString? SessionToken { get; set; }

    /// <summary>Another endpoint than AWS's own: https, or http on this machine.</summary>
    [Parameter]
    public string? EndpointUrl { get; set; }

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

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel(); // runs on another thread: it may cancel and nothing else

    /// <summary>A SecureString's text, for the engine; null when there is none.</summary>
    protected static string? Plain(SecureString? secret) => secret is null ? null : new NetworkCredential("", secret).Password;
}
