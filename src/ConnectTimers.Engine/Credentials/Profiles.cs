using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace ConnectTimers.Engine.Credentials;

/// <summary>The profiles of the shared credentials and config files, as the SDK reads them.</summary>
internal static class Profiles
{
    /// <summary>Their names.</summary>
    /// <param name="location">A credentials file; null for the usual ones.</param>
    public static IReadOnlyList<string> Names(string? location)
    {
        SharedFiles.Locate();
        return [.. new CredentialProfileStoreChain(location).ListProfiles().Select(p => p.Name).Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>A profile that somebody named.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="location">A credentials file; null for the usual ones.</param>
    /// <param name="from">What named it, for a message.</param>
    /// <param name="takesRegion">Whether its Region counts.</param>
    /// <exception cref="RunFaultException">There is none, or it has no credentials.</exception>
    public static CredentialOrigin Named(string name, string? location, string from, bool takesRegion)
    {
        var chain = new CredentialProfileStoreChain(location);
        var profile = Read(chain, name) ?? throw new RunFaultException(CredentialProblems.ProfileNotFound(name, location ?? chain.ProfilesLocation, from));
        return profile.CanCreateAWSCredentials
            ? Origin(profile, chain, location, takesRegion)
            : throw new RunFaultException(CredentialProblems.ProfileIncomplete(name, from));
    }

    /// <summary>A profile that nobody named; null when there is none, or it has no credentials.</summary>
    public static CredentialOrigin? Find(string name, string? location)
    {
        var chain = new CredentialProfileStoreChain(location);
        return Read(chain, name) is { CanCreateAWSCredentials: true } profile ? Origin(profile, chain, location, takesRegion: false) : null;
    }

    private static CredentialProfile? Read(CredentialProfileStoreChain chain, string name) =>
        SharedFiles.Read(() => chain.TryGetProfile(name, out var profile) ? profile : null);

    private static CredentialOrigin Origin(CredentialProfile profile, CredentialProfileStoreChain chain, string? location, bool takesRegion) => new(
        $"profile\n{location}\n{profile.Name}",
        CredentialOrigin.Digest(Definition(profile, chain, [])),
        prompt => new CredentialSource(Credentials(profile, chain, prompt), takesRegion ? profile.Region?.SystemName : null, SignIn(profile)));

    private static AWSCredentials Credentials(CredentialProfile profile, CredentialProfileStoreChain chain, MfaPrompt prompt)
    {
        AWSCredentials credentials;
        try
        {
            credentials = profile.GetAWSCredentials(chain);
        }
        catch (Exception e) when (e is AmazonClientException or InvalidDataException or ArgumentException or InvalidOperationException)
        {
            throw new RunFaultException(CredentialProblems.ProfileInvalid(profile.Name, e), e);
        }

        switch (credentials)
        {
            case AssumeRoleAWSCredentials { Options.MfaSerialNumber: { Length: > 0 } serial } role:
                role.Options.MfaTokenCodeCallback = () => prompt.Ask(serial, profile.Name);
                break;
            case SSOAWSCredentials sso:
                sso.Options.ClientName = "ConnectTimers"; // what signing in would be asked for by; that is left to the AWS CLI
                break;
        }

        return credentials;
    }

    // Its own lines and those of the profiles that it stands on: what makes it another when somebody edits the file.
    private static IEnumerable<string> Definition(CredentialProfile profile, CredentialProfileStoreChain chain, HashSet<string> seen)
    {
        yield return JsonSerializer.Serialize(profile.Options);
        if (seen.Add(profile.Name) && profile.Options.SourceProfile is { } name && Read(chain, name) is { } source)
        {
            foreach (var line in Definition(source, chain, seen))
            {
                yield return line;
            }
        }
    }

    private static string SignIn(CredentialProfile profile)
    {
        var name = DisplayText.Value(profile.Name);
        return profile.Options switch
        {
            { SsoStartUrl: not null } or { SsoSession: not null } => $"Sign in again with aws sso login --profile {name}",
            { LoginSession: not null } => $"Sign in again with aws login --profile {name}",
            { CredentialProcess: not null } => $"See to it that the credential_process of profile {name} gives new keys",
            { RoleArn: not null } => $"Renew the credentials that profile {name} assumes its role with",
            _ => $"Renew the keys of profile {name}",
        };
    }
}
