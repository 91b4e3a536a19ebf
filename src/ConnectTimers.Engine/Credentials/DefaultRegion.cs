using Amazon.Runtime;

namespace ConnectTimers.Engine.Credentials;

/// <summary>The Region of what names none.</summary>
internal static class DefaultRegion
{
    private static readonly object Gate = new();

    /// <summary>AWS_REGION, AWS_DEFAULT_REGION, the default profile's, EC2's; null when none of them says.</summary>
    /// <remarks>Outside AWS the last place to look takes seconds to say no.</remarks>
    public static string? Find() =>
        EnvironmentVariable.Of("AWS_REGION") ?? EnvironmentVariable.Of("AWS_DEFAULT_REGION") // the second is the AWS CLI's, and the SDK does not know it
            ?? Fallback();

    private static string? Fallback()
    {
        // One at a time: forgetting takes from another what it is about to return.
        lock (Gate)
        {
            // The SDK remembers the first answer for the life of the process; a prompt in which the default profile changes may not.
            FallbackRegionFactory.Reset();
            return FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: true)?.SystemName;
        }
    }
}
