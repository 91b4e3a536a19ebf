using Amazon.Runtime;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Credentials;

/// <summary>
/// Where credentials are looked for, in our order: it is AWS.Tools' own with the environment's AWS_PROFILE and web identity where the
/// other SDKs have them. What was named and is not there is an error; nothing else is tried in its place.
/// </summary>
internal static class CredentialChain
{
    // AWS.Tools' Initialize-AWSDefaultConfiguration stores a session's defaults under this name.
    private const string ToolsDefault = "AWS PS Default";

    /// <summary>The first that there is.</summary>
    /// <exception cref="RunFaultException">There is none, or what is there contradicts itself.</exception>
    public static CredentialOrigin Find(ConnectionSettings settings) =>
        Typed(settings)
        ?? (settings.StoredCredential is { } stored ? OfGiven(stored) : null)
        ?? EnvironmentKeys()
        ?? (EnvironmentVariable.Of("AWS_PROFILE") is { } name ? Profiles.Named(name, settings.ProfileLocation, "AWS_PROFILE", takesRegion: false) : null)
        ?? WebIdentity()
        ?? Profiles.Find("default", settings.ProfileLocation)
        ?? Profiles.Find(ToolsDefault, settings.ProfileLocation)
        ?? Container()
        ?? Instance()
        ?? throw new RunFaultException(CredentialProblems.NoCredentials());

    private static CredentialOrigin? Typed(ConnectionSettings settings)
    {
        string?[] typed =
        [
            (settings.AccessKey ?? settings.SecretKey ?? settings.SessionToken) is null ? null : "keys",
            settings.ProfileName is null ? null : "-ProfileName",
            settings.Credential is null ? null : "-Credential",
        ];
        if (typed.OfType<string>().Count() > 1)
        {
            throw new RunFaultException(CredentialProblems.ConflictingCredentials(string.Join(" and ", typed.OfType<string>())));
        }

        return settings switch
        {
            { Credential: { } given } => OfGiven(given),
            { ProfileName: { } name } => Profiles.Named(name, settings.ProfileLocation, "-ProfileName", takesRegion: true),
            { AccessKey: { } key, SecretKey: { } secret } => OfKeys("keys", key, secret, settings.SessionToken, "Give new keys"),
            { AccessKey: null, SecretKey: null, SessionToken: null } => null,
            _ => throw new RunFaultException(CredentialProblems.IncompleteKeys("-AccessKey, -SecretKey and -SessionToken")),
        };
    }

    private static CredentialOrigin OfGiven(ExternalCredentials given) => new(
        $"given\n{given.Id}", "", _ => new CredentialSource(new ExternalCredentialsAdapter(given), null, $"Renew what is in {given.Source}"));

    private static CredentialOrigin OfKeys(string origin, string key, string secret, string? token, string signIn)
    {
        AWSCredentials credentials = token is null ? new BasicAWSCredentials(key, secret) : new SessionAWSCredentials(key, secret, token);
        return new CredentialOrigin($"{origin}\n{CredentialOrigin.Digest(key, secret, token)}", "", _ => new CredentialSource(credentials, null, signIn));
    }

    private static CredentialOrigin? EnvironmentKeys() => (EnvironmentVariable.Of("AWS_ACCESS_KEY_ID"), EnvironmentVariable.Of("AWS_SECRET_ACCESS_KEY")) switch
    {
        (null, null) => null,
        ({ } key, { } secret) => OfKeys("environment", key, secret, EnvironmentVariable.Of("AWS_SESSION_TOKEN"), "Renew the keys of the environment"),
        _ => throw new RunFaultException(CredentialProblems.IncompleteKeys("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")),
    };

    private static CredentialOrigin? WebIdentity() => (EnvironmentVariable.Of("AWS_WEB_IDENTITY_TOKEN_FILE"), EnvironmentVariable.Of("AWS_ROLE_ARN")) switch
    {
        ({ } file, { } role) => new CredentialOrigin($"web identity\n{file}\n{role}", "", _ => new CredentialSource(
            AssumeRoleWithWebIdentityCredentials.FromEnvironmentVariables(), null, $"See to it that {DisplayText.Value(file)} holds a token that is valid")),
        _ => null,
    };

    private static CredentialOrigin? Container() =>
        (EnvironmentVariable.Of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ?? EnvironmentVariable.Of("AWS_CONTAINER_CREDENTIALS_FULL_URI")) is { } uri
            ? new CredentialOrigin($"container\n{uri}", "", _ => new CredentialSource(new GenericContainerCredentials(), null, "Look at the role of the container's task"))
            : null;

    private static CredentialOrigin? Instance() => string.Equals(EnvironmentVariable.Of("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        ? null
        : new CredentialOrigin("instance", "", _ => new CredentialSource(new InstanceProfileAWSCredentials(), null, "Look at the role of the EC2 instance"));
}
