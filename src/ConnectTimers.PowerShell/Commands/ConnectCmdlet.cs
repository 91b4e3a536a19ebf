using System.Management.Automation;
using System.Security;
using ConnectTimers.PowerShell.Binding;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>What every cmdlet that sends configs to Amazon Connect has: where to, and as whom.</summary>
public abstract class ConnectCmdlet : InputCmdlet, IConnectParameters
{
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
}
