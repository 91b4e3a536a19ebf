using ConnectTimers.Engine.Configuration;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Credentials;

/// <summary>
/// The places where credentials are looked for, in AWS.Tools' order, with the environment's AWS_PROFILE and web identity where the other SDKs
/// have them. If named credentials do not exist, that is an error; no others are tried.
/// </summary>
internal static class CredentialChain
{
    /// <summary>Returns the first credentials found.</summary>
    /// <exception cref="RunFaultException">There are no credentials, or the settings contradict each other.</exception>
    public static CredentialOrigin Find(CredentialContext context)
    {
        var (settings, profiles) = (context.Settings, new ProfileCredentials(context));
        return OfParameters(context, profiles)
            ?? (context.Connection.StoredCredential is { } stored ? OfExternal(stored) : null)
            ?? EnvironmentKeys()
            ?? (settings.Named is { } named ? profiles.Named(settings.Profile!, named.Source) : null)
            ?? WebIdentity(context)
            ?? OfDefault("default")
            ?? OfDefault(AwsSettings.ToolsDefault)
            ?? Container(context)
            ?? Instance(context, isLastPlace: true)
            ?? throw new RunFaultException(CredentialProblems.NoCredentials());

        CredentialOrigin? OfDefault(string name) => settings.Named is null && settings.Files.Find(name) is { } profile ? profiles.Find(profile, from: null, []) : null;
    }

    /// <summary>Checks that parameters name credentials only once.</summary>
    /// <exception cref="RunFaultException">They name more than one.</exception>
    public static void CheckParameters(ConnectionSettings connection)
    {
        string?[] given = [HasKeys(connection) ? "keys" : null, connection.ProfileName is null ? null : "-ProfileName", connection.Credential is null ? null : "-Credential"];
        if (given.OfType<string>().Count() > 1)
        {
            throw new RunFaultException(CredentialProblems.ConflictingCredentials(string.Join(" and ", given.OfType<string>())));
        }
    }

    /// <summary>Returns the keys of the environment; null if there are none.</summary>
    /// <exception cref="RunFaultException">One of the two keys is missing.</exception>
    public static CredentialOrigin? EnvironmentKeys()
    {
        var (key, secret) = (EnvironmentVariable.Of("AWS_ACCESS_KEY_ID"), EnvironmentVariable.Of("AWS_SECRET_ACCESS_KEY"));
        return (key ?? secret) is null ? null
            : OfKeys("environment", key, secret, EnvironmentVariable.Of("AWS_SESSION_TOKEN"), "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", "Renew the keys of the environment");
    }

    /// <summary>Returns the credentials of the container that this runs in; null if it runs in none.</summary>
    public static CredentialOrigin? Container(CredentialContext context) => ContainerCredentials.Address() is { } address
        ? new CredentialOrigin($"container\n{address.Value}", "", $"the container ({address.Source})", "Check the role of the container's task",
            (_, ct) => ContainerCredentials.FetchAsync(address, context.MetadataTransport, ct))
        : null;

    /// <summary>Returns the credentials of the EC2 instance that this runs on; null if they are disabled.</summary>
    /// <param name="context">The context for getting credentials.</param>
    /// <param name="isLastPlace">Whether this is only the last place to look, so that a missing instance is not an error of its own.</param>
    public static CredentialOrigin? Instance(CredentialContext context, bool isLastPlace) => InstanceMetadata.Of(context.Settings, context.MetadataTransport, context.Clock) is not { } metadata ? null
        : new CredentialOrigin("instance", context.Addresses, "the role of this EC2 instance", "Check the role of the EC2 instance", async (_, ct) =>
        {
            try
            {
                return await metadata.FetchAsync(ct).ConfigureAwait(false);
            }
            catch (HttpRequestException e) when (isLastPlace)
            {
                throw new RunFaultException(CredentialProblems.NoCredentials(), e);
            }
            catch (RunFaultException e) when (isLastPlace && e.InnerException is TimeoutException)
            {
                throw new RunFaultException(CredentialProblems.NoCredentials(), e);
            }
        });

    private static bool HasKeys(ConnectionSettings connection) => (connection.AccessKey ?? connection.SecretKey ?? connection.SessionToken) is not null;

    private static CredentialOrigin? OfParameters(CredentialContext context, ProfileCredentials profiles)
    {
        var connection = context.Connection;
        if (HasKeys(connection))
        {
            return OfKeys("keys", Setting.Of(connection.AccessKey, "-AccessKey"), Setting.Of(connection.SecretKey, "-SecretKey"), Setting.Of(connection.SessionToken, "-SessionToken"),
                "-AccessKey, -SecretKey and -SessionToken", "Give new keys");
        }

        return connection.Credential is { } credential ? OfExternal(credential)
            : context.Settings.IsNamedByParameter ? profiles.Named(context.Settings.Profile!, "-ProfileName") : null;
    }

    private static CredentialOrigin OfKeys(string name, Setting? key, Setting? secret, Setting? token, string source, string signIn)
    {
        var keys = IssuedKeys.Of(key, secret, token, source);
        return new CredentialOrigin(name, CredentialOrigin.Digest(key?.Value, secret?.Value, token?.Value), $"keys of {source}", signIn, (_, _) => Task.FromResult(keys));
    }

    private static CredentialOrigin OfExternal(ExternalCredentials given) => new($"external\n{given.Id}", "", given.Source, $"Renew what is in {given.Source}",
        // The object may use the network.
        (_, ct) => Task.Run(() => given.Get() is var keys ? IssuedKeys.Of(keys.AccessKey, keys.SecretKey, keys.SessionToken, given.Source) : null!, ct))
    {
        IsAskedEachTime = true,
    };

    private static CredentialOrigin? WebIdentity(CredentialContext context) => (EnvironmentVariable.Of("AWS_WEB_IDENTITY_TOKEN_FILE"), EnvironmentVariable.Of("AWS_ROLE_ARN")) switch
    {
        ({ } file, { } role) => new CredentialOrigin($"web identity\n{file.Value}\n{role.Value}", context.Addresses, $"{role.Value} (AWS_ROLE_ARN, with the token in AWS_WEB_IDENTITY_TOKEN_FILE)",
            $"Check that {DisplayText.Value(file.Value)} holds a valid token",
            (_, ct) => new AssumedRole(role.Value, EnvironmentVariable.Of("AWS_ROLE_SESSION_NAME")?.Value, null, null).AssumeWithWebIdentityAsync(context, file.Value, ct)),
        _ => null,
    };
}
