using Amazon.Runtime;

namespace ConnectTimers.Engine.Credentials;

/// <summary>Wraps keys as credentials of the SDK. They are never renewed, so that a rejection is about the keys that the call was signed with.</summary>
/// <param name="keys">The keys.</param>
internal sealed class FixedCredentials(ImmutableCredentials keys) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials() => keys;
}
