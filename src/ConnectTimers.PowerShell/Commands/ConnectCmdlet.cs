using System.Management.Automation;
using System.Security;
using ConnectTimers.PowerShell.Input;
using ConnectTimers.PowerShell.Isolation;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>What every cmdlet that sends configs to Amazon Connect has: where to, as whom, and how insistently.</summary>
public abstract class ConnectCmdlet : InputCmdlet, IConnectParameters
{
    /// <summary>A profile of the shared AWS credentials and config files.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The shared credentials file to look for profiles in, in place of the usual ones.</summary>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    [ValidateNotNullOrEmpty]
    public string? ProfileLocation { get; set; }

    /// <summary>Credentials as an object: what Get-AWSCredential returns, or a PSCredential of key and secret.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Credential { get; set; }

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

    /// <summary>
    /// Calls per second, fractions allowed; 0 is no limit. Default 4: four fifths of the documented quota of 5 calls per second for
    /// the account and Region, which the flows' own Lambdas draw from as well.
    /// </summary>
    [Parameter]
    [ValidateRange(0d, 1000d)]
    public double? RateLimit { get; set; }

    /// <summary>How often a contact is tried when the service or the network fails, 1 to 100. Default 5. Throttled calls do not count.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int? MaxAttempts { get; set; }

    /// <summary>Minutes without a single success after which the run ends, 0.01 to 1440. Default 10.</summary>
    [Parameter]
    [ValidateRange(0.01, 1440d)]
    public double? MaxStallMinutes { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EngineHost.WarmUp();
        base.BeginProcessing();
    }
}
