using Amazon.Runtime;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Credentials;

/// <summary>Credentials that somebody else keeps and renews, for our SDK.</summary>
internal sealed class ExternalCredentialsAdapter(ExternalCredentials given) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials()
    {
        var keys = given.Get();
        return new ImmutableCredentials(keys.AccessKey, keys.SecretKey, keys.SessionToken);
    }

    // Theirs may go to the network.
    public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.Run(GetCredentials);
}
