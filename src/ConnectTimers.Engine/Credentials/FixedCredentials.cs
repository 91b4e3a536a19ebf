using Amazon.Runtime;

namespace ConnectTimers.Engine.Credentials;

/// <summary>Keys as credentials of the SDK: a rejection must be about the keys that the call was signed with, so they are not renewed.</summary>
/// <param name="keys">The keys.</param>
internal sealed class FixedCredentials(ImmutableCredentials keys) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials() => keys;
}
