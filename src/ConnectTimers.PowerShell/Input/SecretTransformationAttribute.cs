using System.Management.Automation;
using System.Net;
using System.Security;

namespace ConnectTimers.PowerShell.Input;

/// <summary>Takes a secret as a SecureString or as plain text; from there on it is never shown.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ((inputData as PSObject)?.BaseObject ?? inputData) switch // a line of Get-Content comes wrapped
        {
            string plain => new NetworkCredential("", plain).SecurePassword,
            SecureString secure => secure,
            // The value itself stays out of the message.
            _ => throw new ArgumentTransformationMetadataException("A secret is a string or a SecureString."),
        };
}
