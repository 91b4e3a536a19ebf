using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using ConnectTimers.Seam;

namespace ConnectTimers.Engine.Aws;

/// <summary>Whose calls they are, and the Region of the profile when one was named.</summary>
internal sealed record CredentialSource(AWSCredentials Credentials, string? ProfileRegion)
{
    /// <summary>Keys; else the named profile; else the SDK's chain: environment, default profile, container, EC2.</summary>
    /// <exception cref="RunFaultException">There are none, or they contradict each other.</exception>
    public static async Task<CredentialSource> ResolveAsync(RunSettings settings)
    {
        var source = settings switch
        {
            { AccessKey: not null, ProfileName: not null } => throw new RunFaultException(RunProblems.ConflictingCredentials()),
            { AccessKey: { } key, SecretKey: { } secret, SessionToken: { } token } => new CredentialSource(new SessionAWSCredentials(key, secret, token), null),
            { AccessKey: { } key, SecretKey: { } secret } => new CredentialSource(new BasicAWSCredentials(key, secret), null),
            { AccessKey: null, SecretKey: null, SessionToken: null } => settings.ProfileName is { } name ? OfProfile(name) : OfEnvironment(),
            _ => throw new RunFaultException(RunProblems.IncompleteKeys()),
        };
        try
        {
            // Asked once here, so that missing credentials end the run before anything is sent and not contact by contact.
            await source.Credentials.GetCredentialsAsync().ConfigureAwait(false);
            return source;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new RunFaultException(RunProblems.NoCredentials(e.Message), e);
        }
    }

    private static CredentialSource OfProfile(string name)
    {
        var chain = new CredentialProfileStoreChain();
        if (!chain.TryGetProfile(name, out var profile))
        {
            throw new RunFaultException(RunProblems.ProfileNotFound(name, chain.ProfilesLocation));
        }

        try
        {
            return new CredentialSource(profile.GetAWSCredentials(chain), profile.Region?.SystemName);
        }
        catch (Exception e) when (e is AmazonClientException or InvalidDataException or ArgumentException)
        {
            throw new RunFaultException(RunProblems.NoCredentials(e.Message), e);
        }
    }

    private static CredentialSource OfEnvironment()
    {
        try
        {
            return new CredentialSource(DefaultAWSCredentialsIdentityResolver.GetCredentials(new ConnectConfig()), null);
        }
        catch (Exception e) when (e is AmazonClientException or InvalidDataException or ArgumentException)
        {
            throw new RunFaultException(RunProblems.NoCredentials(null), e);
        }
    }
}
