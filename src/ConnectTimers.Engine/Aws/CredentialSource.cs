using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using ConnectTimers.Seam;

namespace ConnectTimers.Engine.Aws;

/// <summary>Whose calls they are.</summary>
/// <param name="Credentials">What signs them.</param>
/// <param name="ProfileRegion">The Region of the profile when one was named.</param>
/// <param name="SignIn">What a person does to get new credentials of this source: the first half of a sentence.</param>
internal sealed record CredentialSource(AWSCredentials Credentials, string? ProfileRegion, string SignIn)
{
    /// <summary>Keys; else the named profile; else the SDK's chain: environment, default profile, container, EC2.</summary>
    /// <param name="settings">Which of them.</param>
    /// <param name="anew">
    /// Past what the SDK remembers of its chain: the credentials that a role, SSO or a program gave, until they say that they expire.
    /// That memory is otherwise welcome: it spares a loop of single calls a sign-in each.
    /// </param>
    /// <exception cref="RunFaultException">There are none, or they contradict each other.</exception>
    public static async Task<CredentialSource> ResolveAsync(ConnectionSettings settings, bool anew = false)
    {
        var source = settings switch
        {
            { AccessKey: not null, ProfileName: not null } => throw new RunFaultException(RunProblems.ConflictingCredentials()),
            { AccessKey: { } key, SecretKey: { } secret, SessionToken: { } token } => OfKeys(new SessionAWSCredentials(key, secret, token)),
            { AccessKey: { } key, SecretKey: { } secret } => OfKeys(new BasicAWSCredentials(key, secret)),
            { AccessKey: null, SecretKey: null, SessionToken: null } => settings.ProfileName is { } name ? OfProfile(name) : OfEnvironment(anew),
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
            throw new RunFaultException(RunProblems.NoCredentials(CallerFailure.Detail(e)), e);
        }
    }

    private static CredentialSource OfKeys(AWSCredentials credentials) => new(credentials, null, "Give new keys");

    private static CredentialSource OfProfile(string name)
    {
        var chain = new CredentialProfileStoreChain();
        if (!chain.TryGetProfile(name, out var profile))
        {
            throw new RunFaultException(RunProblems.ProfileNotFound(name, chain.ProfilesLocation));
        }

        try
        {
            var credentials = profile.GetAWSCredentials(chain);
            return new CredentialSource(credentials, profile.Region?.SystemName, SignInTo(credentials, name, $"Renew the keys of profile {Shown.Value(name)}"));
        }
        catch (Exception e) when (e is AmazonClientException or InvalidDataException or ArgumentException)
        {
            throw new RunFaultException(RunProblems.NoCredentials(e.Message), e);
        }
    }

    private static CredentialSource OfEnvironment(bool anew)
    {
        try
        {
            using var resolver = anew ? new DefaultAWSCredentialsIdentityResolver() : null;
            var config = new ConnectConfig();
            var credentials = resolver?.ResolveIdentity(config) ?? DefaultAWSCredentialsIdentityResolver.GetCredentials(config);
            return new CredentialSource(credentials, null, SignInTo(credentials, null, "Renew the keys of the environment or of the default profile"));
        }
        catch (Exception e) when (e is AmazonClientException or InvalidDataException or ArgumentException)
        {
            throw new RunFaultException(RunProblems.NoCredentials(null), e);
        }
    }

    /// <summary>What renews credentials of this kind, as far as their kind says it.</summary>
    internal static string SignInTo(AWSCredentials credentials, string? profile, string otherwise)
    {
        var named = profile is null ? "" : $" --profile {Shown.Value(profile)}";
        return credentials switch
        {
            SSOAWSCredentials => "Sign in again with aws sso login" + named,
            LoginAWSCredentials => "Sign in again with aws login" + named,
            _ => otherwise + ", with aws sso login where they come from IAM Identity Center",
        };
    }
}
