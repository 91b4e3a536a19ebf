using System.Management.Automation;
using System.Net;
using System.Security;
using ConnectTimers.Recognition;

namespace ConnectTimers.PowerShell.Binding;

/// <summary>Takes a role as people write it: <c>Customer</c>, <c>AGENT</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class RoleTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Names.TryReadRole(inputData, out var role) ? role : throw new ArgumentTransformationMetadataException(Said(InputProblems.InvalidRole(inputData)));

    internal static string Said(Problem problem) => problem.Message + " " + problem.RecommendedAction;
}

/// <summary>Takes a timer type as people write it: <c>Idle</c>, <c>DISCONNECT_NONCUSTOMER</c>, <c>Disconnect</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class TimerTypeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Names.TryReadType(inputData, out var type)
            ? type
            : throw new ArgumentTransformationMetadataException(RoleTransformationAttribute.Said(InputProblems.InvalidTimerType(inputData)));
}

/// <summary>Takes a secret as a SecureString or as plain text; from there on it is never shown.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData as PSObject)?.BaseObject ?? inputData switch
        {
            string plain => new NetworkCredential("", plain).SecurePassword,
            SecureString secure => secure,
            // The value itself stays out of the message.
            _ => throw new ArgumentTransformationMetadataException("A secret is a string or a SecureString."),
        };
}
