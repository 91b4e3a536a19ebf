using System.Globalization;
using ConnectTimers.Engine.Configuration;

namespace ConnectTimers.Engine.Credentials;

/// <summary>
/// The credentials of profiles, looked for within a profile in botocore's order: a role, web identity, IAM Identity Center, keys in the
/// credentials file, aws login, a program, keys in the config file.
/// </summary>
/// <param name="context">The context for getting credentials.</param>
internal sealed class ProfileCredentials(CredentialContext context)
{
    /// <summary>Returns the credentials of a profile that was named.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="from">The parameter or variable that named it, for messages.</param>
    /// <exception cref="RunFaultException">It has no credentials, or incomplete ones.</exception>
    public CredentialOrigin Named(Profile profile, string from) => Find(profile, from, [])
        ?? throw new RunFaultException(CredentialProblems.ProfileIncomplete(profile.Name, $"It has no credentials ({from})."));

    /// <summary>Returns the credentials of a profile; null if it has none.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="from">The parameter or variable that named it, for messages; null for none.</param>
    /// <param name="visited">The profiles that led to it through source_profile.</param>
    /// <exception cref="RunFaultException">Its credentials are incomplete.</exception>
    public CredentialOrigin? Find(Profile profile, string? from, IReadOnlyList<string> visited)
    {
        var (name, what) = (DisplayText.Value(profile.Name), $"profile {DisplayText.Value(profile.Name)}{(from is null ? "" : $" ({from})")}");
        CredentialOrigin Origin(string signIn, Func<MfaPrompt, CancellationToken, Task<IssuedKeys>> fetch, string? description = null, string? more = null) => new(
            $"profile\n{profile.Files.CredentialsPath}\n{profile.Files.ConfigPath}\n{profile.Name}",
            CredentialOrigin.Digest([.. profile.Definition(), context.Addresses, more]), description is null ? what : $"{what}: {description}", signIn, fetch);

        var isSourceOfItself = visited.Contains(profile.Name);
        if (profile["role_arn"] is { } arn && !isSourceOfItself)
        {
            return profile["web_identity_token_file"] is { } tokenFile
                ? Origin($"Check that {DisplayText.Value(tokenFile.Value)} holds a valid token", (_, ct) => Role(profile, arn.Value).AssumeWithWebIdentityAsync(context, tokenFile.Value, ct), arn.Value)
                : RoleOrigin(profile, arn, visited, Origin);
        }

        if (SsoSignIn.Of(profile) is { } sso)
        {
            var signIn = $"Sign in with aws sso login --profile {Quoted(profile.Name)}";
            return Origin(signIn, (_, ct) => sso.FetchAsync(context, signIn, ct), $"role {sso.RoleName} of account {sso.AccountId} (IAM Identity Center)", sso.ToString());
        }

        var (key, secret, token) = (profile["aws_access_key_id"], profile["aws_secret_access_key"], profile["aws_session_token"]);
        var hasKeys = (key ?? secret) is not null;
        if (hasKeys && (profile.IsInCredentialsFile("aws_access_key_id") || profile.IsInCredentialsFile("aws_secret_access_key")))
        {
            return KeysOrigin();
        }

        if (profile["login_session"] is { } session)
        {
            var signIn = $"Sign in with aws login --profile {Quoted(profile.Name)}";
            return Origin(signIn, (_, ct) => new LoginSession(session.Value).FetchAsync(context, signIn, ct), $"{DisplayText.Sentence(session.Value)} (aws login)");
        }

        if (profile["credential_process"] is { } command)
        {
            return Origin($"Check that the credential_process of profile {name} prints new keys", (_, ct) => new CredentialProcess(command.Value, profile.Name).FetchAsync(context.Clock, ct), "credential_process");
        }

        return hasKeys ? KeysOrigin() : null;

        CredentialOrigin KeysOrigin() => key is null || secret is null ? throw new RunFaultException(CredentialProblems.ProfileIncomplete(profile.Name, "It has half a pair of keys."))
            : Origin($"Renew the keys of profile {name}", (_, _) => Task.FromResult(IssuedKeys.Of(key, secret, token, what)));
    }

    private CredentialOrigin RoleOrigin(Profile profile, Setting arn, IReadOnlyList<string> visited, Func<string, Func<MfaPrompt, CancellationToken, Task<IssuedKeys>>, string?, string?, CredentialOrigin> origin)
    {
        var role = Role(profile, arn.Value);
        var source = (profile["source_profile"], profile["credential_source"]) switch
        {
            ({ } sourceProfile, null) => OfSourceProfile(profile, sourceProfile, visited),
            (null, { } credentialSource) => OfCredentialSource(credentialSource),
            (null, null) => throw new RunFaultException(CredentialProblems.ProfileIncomplete(profile.Name, "It has a role_arn, and neither source_profile nor credential_source.")),
            _ => throw new RunFaultException(CredentialProblems.ProfileInvalid(profile.Name, "It has both source_profile and credential_source.")),
        };
        var serial = profile["mfa_serial"]?.Value;
        return origin($"Renew the credentials that profile {DisplayText.Value(profile.Name)} assumes its role with", async (prompt, cancellationToken) =>
        {
            var keys = await source.FetchAsync(prompt, cancellationToken).ConfigureAwait(false);
            (string, string)? mfa = serial is null ? null : (serial, prompt.Ask(serial, profile.Name));
            return await role.AssumeAsync(context, keys.Keys, mfa, cancellationToken).ConfigureAwait(false);
        }, $"{arn.Value}, assumed with {source.Description}", source.State);
    }

    private CredentialOrigin OfSourceProfile(Profile profile, Setting name, IReadOnlyList<string> visited)
    {
        var source = profile.Files.Find(name.Value) ?? throw new RunFaultException(CredentialProblems.ProfileInvalid(profile.Name, $"Its source_profile {DisplayText.Value(name.Value)} does not exist."));

        // A profile may be its own source, for keys beside the role; any other cycle never ends.
        var isOwn = name.Value == profile.Name && visited.Count == 0 && (source["aws_access_key_id"] ?? source["aws_secret_access_key"]) is not null;
        if ((name.Value == profile.Name || visited.Contains(name.Value)) && !isOwn)
        {
            throw new RunFaultException(CredentialProblems.ProfileRefersToItself(profile.Name));
        }

        return Find(source, from: null, [.. visited, profile.Name])
            ?? throw new RunFaultException(CredentialProblems.ProfileInvalid(profile.Name, $"Its source_profile {DisplayText.Value(name.Value)} has no credentials."));
    }

    private CredentialOrigin OfCredentialSource(Setting source) => source.Value switch
    {
        "Environment" => CredentialChain.EnvironmentKeys() ?? throw new RunFaultException(CredentialProblems.CredentialSourceEmpty(source, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set")),
        "EcsContainer" => CredentialChain.Container(context) ?? throw new RunFaultException(CredentialProblems.CredentialSourceEmpty(source, "no AWS_CONTAINER_CREDENTIALS_… variable is set")),
        "Ec2InstanceMetadata" => CredentialChain.Instance(context, isLastPlace: false) ?? throw new RunFaultException(CredentialProblems.CredentialSourceEmpty(source, "AWS_EC2_METADATA_DISABLED is true")),
        _ => throw new RunFaultException(ConfigurationProblems.InvalidValue(source, "Environment, EcsContainer or Ec2InstanceMetadata")),
    };

    private static AssumedRole Role(Profile profile, string arn) => new(arn, profile["role_session_name"]?.Value, profile["external_id"]?.Value, profile["duration_seconds"] switch
    {
        null => null,
        var setting when int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => seconds,
        var setting => throw new RunFaultException(ConfigurationProblems.InvalidValue(setting, "a number of seconds")),
    });

    private static string Quoted(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? name : DisplayText.Value(name);
}
