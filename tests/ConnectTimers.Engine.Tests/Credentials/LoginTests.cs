using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Tests.Aws;

namespace ConnectTimers.Engine.Tests.Credentials;

/// <summary>Profiles of <c>aws login</c>: the AWS CLI's cached keys, and their renewal at a stand-in of AWS Sign-In on this machine.</summary>
[Collection(nameof(OneAtATime))]
public class LoginTests
{
    private const string Session = "arn:aws:iam::111122223333:user/anna";
    private const string Profile = $"[team]\nlogin_session = {Session}\nregion = eu-west-2\n";

    [Fact]
    public async Task Cached_keys_are_used_while_they_last()
    {
        using var rig = Rig("http://127.0.0.1:9", out _, minutesLeft: 10);

        var session = await CredentialRig.OpenAsync(Team);

        Assert.Equal("CACHED", (await session.GetCredentialsAsync(default)).AccessKey);
        Assert.Equal("111122223333", session.AccountId);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-60)]
    public async Task Keys_that_are_about_to_expire_are_renewed_as_botocore_does_it_and_kept_where_the_AWS_CLI_keeps_them(int minutesLeft)
    {
        using var server = new WireServer(Json(200, """
            {"accessToken":{"accessKeyId":"RENEWED","secretAccessKey":"SECRET","sessionToken":"RENEWEDTOKEN"},"expiresIn":900,"refreshToken":"NEXTREFRESH","tokenType":"aws_sigv4"}
            """));
        using var rig = Rig(server.Endpoint.GetLeftPart(UriPartial.Authority), out var cache, minutesLeft);

        Assert.Equal("RENEWED", await CredentialRig.KeyAsync(Team));

        var (head, body) = Assert.Single(server.Requests).Split("\r\n\r\n", 2) is [var first, var second] ? (first, second) : ("", "");
        Assert.StartsWith("POST /v1/token HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"clientId":"arn:aws:signin:::devtools/same-device","grantType":"refresh_token","refreshToken":"REFRESH"}"""), JsonNode.Parse(body)), body);
        AssertProof(head.Split("\r\n").Single(line => line.StartsWith("DPoP: ", StringComparison.OrdinalIgnoreCase))[6..], server.Endpoint.GetLeftPart(UriPartial.Authority) + "/v1/token");
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(cache))!;
        Assert.Equal(("RENEWED", "111122223333", "NEXTREFRESH", "kept"), ((string?)kept["accessToken"]!["accessKeyId"], (string?)kept["accessToken"]!["accountId"], (string?)kept["refreshToken"], (string?)kept["idToken"]));
    }

    [Theory]
    [InlineData(401, """{"error":"TOKEN_EXPIRED","message":"m"}""", "SignInNeeded")]
    [InlineData(403, """{"error":"USER_CREDENTIALS_CHANGED","message":"m"}""", "SignInNeeded")]
    [InlineData(403, """{"error":"INSUFFICIENT_PERMISSIONS","message":"m"}""", "SignInDenied")]
    [InlineData(400, "<html>", "SignInFailed")]
    [InlineData(503, "", "NoCredentials")]
    public async Task An_expired_session_is_one_error_with_the_sign_in_command(int status, string body, string errorId)
    {
        using var server = new WireServer(Json(status, body));
        using var rig = Rig(server.Endpoint.GetLeftPart(UriPartial.Authority), out _, minutesLeft: -60);

        var problem = await CredentialRig.ProblemAsync(Team);

        Assert.Equal(errorId, problem.ErrorId);
        Assert.Contains("aws login --profile team", problem.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("REFRESH", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_sign_in_is_the_same_error()
    {
        using var rig = Rig("http://127.0.0.1:9", out var cache, minutesLeft: 10);
        File.Delete(cache);

        Assert.Equal("SignInNeeded", (await CredentialRig.ProblemAsync(Team)).ErrorId);
    }

    private static ConnectionSettings Team => new() { ProfileName = "team" };

    private static CredentialRig Rig(string signin, out string cache, int minutesLeft)
    {
        var rig = new CredentialRig(Profile);
        rig.Set("AWS_SHARED_CREDENTIALS_FILE", rig.Profiles);
        rig.Set("AWS_ENDPOINT_URL_SIGNIN", signin);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        cache = rig.File_($".aws/login/cache/{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Session))).ToLowerInvariant()}.json", new JsonObject
        {
            ["accessToken"] = new JsonObject
            {
                ["accessKeyId"] = "CACHED",
                ["secretAccessKey"] = "SECRET",
                ["sessionToken"] = "TOKEN",
                ["accountId"] = "111122223333",
                ["expiresAt"] = TimeProvider.System.GetUtcNow().AddMinutes(minutesLeft).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            },
            ["refreshToken"] = "REFRESH",
            ["clientId"] = "arn:aws:signin:::devtools/same-device",
            ["idToken"] = "kept",
            ["dpopKey"] = key.ExportECPrivateKeyPem(),
        }.ToJsonString());
        return rig;
    }

    // RFC 9449, as botocore's _build_dpop_header writes it.
    private static void AssertProof(string jwt, string uri)
    {
        var parts = jwt.Split('.');
        var header = JsonNode.Parse(Decoded(parts[0]))!;
        var payload = JsonNode.Parse(Decoded(parts[1]))!;
        Assert.Equal(("dpop+jwt", "ES256", "EC", "P-256"), ((string?)header["typ"], (string?)header["alg"], (string?)header["jwk"]!["kty"], (string?)header["jwk"]!["crv"]));
        Assert.Equal(("POST", uri), ((string?)payload["htm"], (string?)payload["htu"]));
        Assert.NotEmpty((string)payload["jti"]!);
        Assert.InRange((long)payload["iat"]!, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 120, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 5);
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Decoded((string)header["jwk"]!["x"]!), Y = Decoded((string)header["jwk"]!["y"]!) },
        });
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decoded(parts[2]), HashAlgorithmName.SHA256));
    }

    private static byte[] Decoded(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4));

    private static string Json(int status, string body) => $"HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}";
}
