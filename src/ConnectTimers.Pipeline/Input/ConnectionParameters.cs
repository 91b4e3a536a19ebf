using System.Management.Automation;
using System.Net;
using System.Security;

namespace ConnectTimers.Pipeline.Input;

/// <summary>
/// The parameters that say where calls go, as whom, and how persistently. Cmdlets return it as their dynamic parameters: a class has one
/// base, and Set-ParticipantRoleConfig shares its input with Test-ParticipantRoleConfig but its connection with Find-ChatContact.
/// </summary>
public class ConnectionParameters
{
    /// <summary>A profile of the shared AWS credentials and config files.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The shared credentials file to read instead of the usual ones.</summary>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    [ValidateNotNullOrEmpty]
    public string? ProfileLocation { get; set; }

    /// <summary>Credentials as an object: the output of Get-AWSCredential, or a PSCredential with access key id and secret key.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Credential { get; set; }

    /// <summary>An access key id.</summary>
    [Parameter]
    [Alias("AK")]
    public string? AccessKey { get; set; }

    /// <summary>The secret key of the access key: text or SecureString.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    [SecretTransformation]
    public SecureString? SecretKey { get; set; }

    /// <summary>The session token of temporary credentials: text or SecureString.</summary>
    [Parameter]
    [Alias("ST")]
    [SecretTransformation]
    public SecureString? SessionToken { get; set; }

    /// <summary>The ARN of a role that is assumed with the credentials, for all calls.</summary>
    [Parameter]
    public string? RoleArn { get; set; }

    /// <summary>The name of a role that is assumed with the credentials in the account of each instance, which its ARN names.</summary>
    [Parameter]
    public string? RoleName { get; set; }

    /// <summary>The external id that the role requires, 2 to 1,224 characters.</summary>
    [Parameter]
    public string? ExternalId { get; set; }

    /// <summary>The session name of the role, 2 to 64 characters, which CloudTrail shows. Null for ConnectTimers and the time.</summary>
    [Parameter]
    public string? RoleSessionName { get; set; }

    /// <summary>An endpoint other than AWS's own: https, or http on this machine.</summary>
    [Parameter]
    public string? EndpointUrl { get; set; }

    /// <summary>
    /// Calls per second, 0 to 1,000, fractions allowed; 0 is no limit. Null for the operation's default: 4 updates per second, four fifths of
    /// the documented quota of 5, which other callers of the account share; 0.5 pages per second, the documented quota of searches.
    /// </summary>
    [Parameter]
    [ValidateRange(0d, 1000d)]
    public double? RateLimit { get; set; }

    /// <summary>Attempts for each call when the service or the network fails, 1 to 100. Null for 5. Throttled calls do not count.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int? MaxAttempts { get; set; }

    /// <summary>Minutes without a single success after which the cmdlet ends, 0.01 to 1,440. Null for 10.</summary>
    [Parameter]
    [ValidateRange(0.01, 1440d)]
    public double? MaxStallMinutes { get; set; }
}

/// <summary>Takes a secret as a SecureString or as plain text, so that it is never shown afterwards.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ((inputData as PSObject)?.BaseObject ?? inputData) switch // a line of Get-Content is wrapped
        {
            string plain => new NetworkCredential("", plain).SecurePassword,
            SecureString secure => secure,
            _ => throw new ArgumentTransformationMetadataException("A secret must be a string or a SecureString."), // without the value
        };
}
