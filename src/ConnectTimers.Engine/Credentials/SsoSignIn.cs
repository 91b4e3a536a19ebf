using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SSO.Model;
using Amazon.SSOOIDC.Model;
using ConnectTimers.Engine.Configuration;

namespace ConnectTimers.Engine.Credentials;

/// <summary>A role of IAM Identity Center, with the token that <c>aws sso login</c> left. Signing in is left to the AWS CLI.</summary>
/// <param name="StartUrl">The address of the portal.</param>
/// <param name="Region">The Region of the portal.</param>
/// <param name="AccountId">The account.</param>
/// <param name="RoleName">The permission set.</param>
/// <param name="Session">The name of the sso-session, whose token can be renewed; null for a profile of the older form.</param>
internal sealed record SsoSignIn(string StartUrl, string Region, string AccountId, string RoleName, string? Session)
{
    // botocore, tokens.py: a token is renewed this long before it expires.
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(15);

    /// <summary>Reads the sign-in settings of a profile; null if it has none.</summary>
    /// <exception cref="RunFaultException">Something is missing, or the profile and its sso-session contradict each other.</exception>
    public static SsoSignIn? Of(Profile profile)
    {
        if ((profile["sso_role_name"] ?? profile["sso_account_id"]) is null)
        {
            return null;
        }

        var session = profile["sso_session"] is { } name
            ? profile.Files.FindSsoSession(name.Value) ?? throw new RunFaultException(ConfigurationProblems.SectionNotFound("sso-session", name)) : null;

        string Value(string key) => (session?[key], profile[key]) switch
        {
            ({ } one, { } other) when one.Value != other.Value => throw new RunFaultException(CredentialProblems.ProfileInvalid(profile.Name,
                $"{one.Source} and {other.Source} differ.")),
            var (one, other) => (one ?? other)?.Value ?? throw new RunFaultException(CredentialProblems.ProfileIncomplete(profile.Name, $"It uses IAM Identity Center and has no {key}.")),
        };

        return new SsoSignIn(Value("sso_start_url"), Value("sso_region"), Value("sso_account_id"), Value("sso_role_name"), profile["sso_session"]?.Value);
    }

    /// <summary>Gets the role's keys.</summary>
    /// <exception cref="RunFaultException">There is no valid sign-in.</exception>
    public async Task<IssuedKeys> FetchAsync(CredentialContext context, string signIn, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(context, cancellationToken).ConfigureAwait(false) ?? throw new RunFaultException(CredentialProblems.SignInNeeded(signIn));
        ForeignText.Hide(token);
        using var sso = context.Sso(Region);
        try
        {
            var answer = await sso.GetRoleCredentialsAsync(new GetRoleCredentialsRequest { AccessToken = token, AccountId = AccountId, RoleName = RoleName }, cancellationToken).ConfigureAwait(false);
            var keys = answer.RoleCredentials;
            return IssuedKeys.Of(keys?.AccessKeyId, keys?.SecretAccessKey, keys?.SessionToken, "the response of IAM Identity Center",
                DateTimeOffset.FromUnixTimeMilliseconds(keys?.Expiration ?? 0), AccountId, $"role {RoleName} of IAM Identity Center");
        }
        catch (UnauthorizedException e)
        {
            throw new RunFaultException(CredentialProblems.SignInNeeded(signIn), e);
        }
    }

    // The current token; null if it has expired and cannot be renewed.
    private async Task<string?> TokenAsync(CredentialContext context, CancellationToken cancellationToken)
    {
        var file = CachedToken.OfSso(Session ?? StartUrl);
        var cached = file.Read();
        if (cached is null || CredentialContext.Time(cached.Text("expiresAt")) is not { } expires)
        {
            return null;
        }

        if (Session is not null && expires - context.Clock.GetUtcNow() < RenewBefore && await RenewedAsync(cached, context, cancellationToken).ConfigureAwait(false) is { } renewed)
        {
            file.Write(renewed);
            return renewed.Text("accessToken");
        }

        return expires > context.Clock.GetUtcNow() ? cached.Text("accessToken") : null;
    }

    private async Task<JsonObject?> RenewedAsync(JsonObject cached, CredentialContext context, CancellationToken cancellationToken)
    {
        if (cached.Text("refreshToken") is not { } refresh || cached.Text("clientId") is not { } client || cached.Text("clientSecret") is not { } secret
            || !(CredentialContext.Time(cached.Text("registrationExpiresAt")) > context.Clock.GetUtcNow()))
        {
            return null;
        }

        ForeignText.Hide(refresh, secret);
        using var oidc = context.SsoOidc(Region);
        try
        {
            var answer = await oidc.CreateTokenAsync(new CreateTokenRequest
            {
                GrantType = "refresh_token",
                ClientId = client,
                ClientSecret = secret,
                RefreshToken = refresh,
            }, cancellationToken).ConfigureAwait(false);
            var renewed = (JsonObject)cached.DeepClone();
            renewed["accessToken"] = answer.AccessToken;
            renewed["expiresAt"] = (context.Clock.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn ?? 0)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            renewed["refreshToken"] = answer.RefreshToken ?? refresh;
            return renewed;
        }
        catch (AmazonServiceException)
        {
            return null; // as botocore: the cached token may still be valid
        }
    }
}
