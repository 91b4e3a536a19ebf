using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Credentials;

/// <summary>
/// A session of <c>aws login</c>, which a profile names as its login_session: the keys that the AWS CLI cached, renewed at AWS Sign-In when they
/// are about to expire. Source: botocore, credentials.py, LoginCredentialFetcher; the signin model 2023-01-01.
/// </summary>
/// <param name="Arn">The ARN in the profile's login_session.</param>
internal sealed record LoginSession(string Arn)
{
    // botocore renews when fewer minutes than these are left; the keys are good for fifteen.
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    /// <summary>Gets the keys.</summary>
    /// <param name="context">The settings that determine the endpoint of AWS Sign-In.</param>
    /// <param name="signIn">How the user signs in again.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="RunFaultException">The session is over, or there was no sign-in.</exception>
    public async Task<IssuedKeys> FetchAsync(CredentialContext context, string signIn, CancellationToken cancellationToken)
    {
        var file = CachedToken.OfLogin(Arn);
        if (file.Read() is not { } cached || cached["accessToken"] is not JsonObject access || cached.Text("refreshToken") is not { } refresh
            || cached.Text("clientId") is not { } client || cached.Text("dpopKey") is not { } key)
        {
            throw new RunFaultException(CredentialProblems.SignInNeeded(signIn));
        }

        ForeignText.Hide(refresh);
        if (CredentialContext.Time(access.Text("expiresAt")) is { } expires && expires - context.Clock.GetUtcNow() > RenewBefore)
        {
            return Keys(access, file);
        }

        var renewed = await RenewAsync(context, client, refresh, key, signIn, cancellationToken).ConfigureAwait(false);
        var keys = (renewed["accessToken"] as JsonObject)!.DeepClone().AsObject();
        keys["accountId"] = access.Text("accountId");
        keys["expiresAt"] = (context.Clock.GetUtcNow() + Lifetime(renewed)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        cached["accessToken"] = keys;
        cached["refreshToken"] = renewed.Text("refreshToken") ?? refresh;
        file.Write(cached);
        return Keys(keys, file);
    }

    private static TimeSpan Lifetime(JsonObject answer) =>
        answer["expiresIn"] is JsonValue value && value.TryGetValue(out double seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    private static IssuedKeys Keys(JsonObject access, CachedToken file) => IssuedKeys.Of(
        access.Text("accessKeyId"), access.Text("secretAccessKey"), access.Text("sessionToken"), $"the AWS CLI's cache of 'aws login' ({file.Path})",
        CredentialContext.Time(access.Text("expiresAt")), access.Text("accountId"));

    private static async Task<JsonObject> RenewAsync(CredentialContext context, string client, string refresh, string key, string signIn, CancellationToken cancellationToken)
    {
        var region = context.Settings.Region?.Value ?? context.Connection.Region ?? "us-east-1";
        var address = context.Settings.EndpointUrl("signin") is { } url ? AwsEndpoint.Checked(url, context.Settings) : AwsEndpoint.Signin(region, context.Settings);
        var uri = address.TrimEnd('/') + "/v1/token";
        using var request = new HttpRequestMessage(HttpMethod.Post, uri);
        request.Content = new StringContent(new JsonObject { ["clientId"] = client, ["grantType"] = "refresh_token", ["refreshToken"] = refresh }.ToJsonString());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("DPoP", DpopProof.Of(key, uri, context.Clock.GetUtcNow(), RandomNumberGenerator.GetHexString(32, lowercase: true)));
        using var answer = await context.Transport.Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = Parsed(await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        return answer.StatusCode switch
        {
            HttpStatusCode.OK when body?["accessToken"] is JsonObject => body,
            >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests => throw new HttpRequestException($"AWS Sign-In answered HTTP {(int)answer.StatusCode}."),
            _ when body.Text("error") is "TOKEN_EXPIRED" or "USER_CREDENTIALS_CHANGED" => throw new RunFaultException(CredentialProblems.SignInNeeded(signIn)),
            _ when body.Text("error") == "INSUFFICIENT_PERMISSIONS" => throw new RunFaultException(CredentialProblems.SignInDenied(signIn)),
            _ => throw new RunFaultException(CredentialProblems.SignInFailed((int)answer.StatusCode, ForeignText.Code(body.Text("error")), signIn)),
        };
    }

    private static JsonObject? Parsed(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A DPoP proof (RFC 9449) that the caller holds the session's key: a JWT, signed ES256.</summary>
internal static class DpopProof
{
    /// <summary>Makes a proof for one POST.</summary>
    /// <param name="pem">The private key: P-256, in PEM, as the AWS CLI keeps it.</param>
    /// <param name="uri">The URI of the request.</param>
    /// <param name="time">The time of the request.</param>
    /// <param name="id">The unique id of the proof (jti).</param>
    /// <exception cref="CryptographicException">The text is not such a key.</exception>
    public static string Of(string pem, string uri, DateTimeOffset time, string id)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException("The private key in the AWS CLI's cache cannot be read.", e);
        }

        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var header = new JsonObject
        {
            ["typ"] = "dpop+jwt",
            ["alg"] = "ES256",
            ["jwk"] = new JsonObject { ["kty"] = "EC", ["x"] = Base64Url(point.X!), ["y"] = Base64Url(point.Y!), ["crv"] = "P-256" },
        };
        var payload = new JsonObject { ["htm"] = "POST", ["htu"] = uri, ["iat"] = time.ToUnixTimeSeconds(), ["jti"] = id };
        var signed = $"{Base64Url(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url(Encoding.UTF8.GetBytes(payload.ToJsonString()))}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Url(signature)}";
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
