using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ConnectTimers.Tests.Support;

/// <summary>
/// The services that give out credentials, on this machine: STS, the portal of IAM Identity Center, a container's agent, EC2's metadata. All give
/// keys that name who was asked, good for an hour unless a test says otherwise.
/// </summary>
public sealed class LoopbackAws : IDisposable
{
    private readonly WebApplication _server;

    public LoopbackAws()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        _server.StartAsync().Wait();
        Address = _server.Urls.Single();
    }

    public string Address { get; }

    /// <summary>The requests received: method, path, and body or token.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>How long what is given is good.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The HTTP status of a rejection; null to give credentials.</summary>
    public int? Refusal { get; set; }

    public void Dispose() => _server.DisposeAsync().AsTask().Wait();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = $"{http.Request.Path}{http.Request.QueryString}";
        string?[] said = [http.Request.Method, path, body, http.Request.Headers["x-amz-sso_bearer_token"], http.Request.Headers.Authorization.ToString().Split(',')[0]];
        Asked.Enqueue(string.Join(' ', said.Where(s => !string.IsNullOrEmpty(s))));
        var (type, text) = Refusal is null ? Given(http.Request.Method, path, body) : ("text/xml", "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>");
        http.Response.StatusCode = Refusal ?? 200;
        http.Response.ContentType = type;
        http.Response.Headers["X-Aws-Ec2-Metadata-Token-Ttl-Seconds"] = "21600";
        await http.Response.WriteAsync(text);
    }

    private (string Type, string Text) Given(string method, string path, string body)
    {
        var expires = TimeProvider.System.GetUtcNow() + Lifetime;
        var time = expires.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        if (body.Contains("Action=AssumeRole", StringComparison.Ordinal))
        {
            var action = body.Contains("Action=AssumeRoleWithWebIdentity", StringComparison.Ordinal) ? "AssumeRoleWithWebIdentity" : "AssumeRole";
            return ("text/xml", $"""
                <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials><AccessKeyId>{action}</AccessKeyId>
                <SecretAccessKey>SECRET</SecretAccessKey><SessionToken>TOKEN</SessionToken><Expiration>{time}</Expiration></Credentials></{action}Result>
                <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></{action}Response>
                """);
        }

        return path switch
        {
            _ when path.StartsWith("/federation/credentials", StringComparison.Ordinal) => ("application/json",
                $$$"""{"roleCredentials":{"accessKeyId":"SSO","secretAccessKey":"SECRET","sessionToken":"TOKEN","expiration":{{{expires.ToUnixTimeMilliseconds()}}}}}"""),
            "/latest/api/token" => ("text/plain", "METADATA"),
            "/latest/meta-data/iam/security-credentials/" => ("text/plain", "the-role"),
            _ when method == "GET" => ("application/json",
                JsonSerializer.Serialize(new Dictionary<string, string>
                {
                    ["Code"] = "Success",
                    ["Type"] = "AWS-HMAC",
                    ["LastUpdated"] = "2026-03-01T12:00:00Z",
                    ["AccessKeyId"] = path.StartsWith("/latest", StringComparison.Ordinal) ? "INSTANCE" : "CONTAINER",
                    ["SecretAccessKey"] = "SECRET",
                    ["Token"] = "TOKEN",
                    ["Expiration"] = time,
                })),
            _ => ("text/plain", ""),
        };
    }
}
