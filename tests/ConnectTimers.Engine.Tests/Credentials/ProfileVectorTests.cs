using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Tests.Support.Interop;

namespace ConnectTimers.Engine.Tests.Credentials;

/// <summary>
/// What boto3 resolves for profiles, environment variables and parameters, as <c>tests/interop/profiles.py</c> recorded it: the module resolves the
/// same addresses and Regions, signs with the same keys, and makes the same requests to STS.
/// </summary>
[Collection(nameof(OneAtATime))]
public sealed partial class ProfileVectorTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly Recorded All = JsonSerializer.Deserialize<Recorded>(File.ReadAllText(Path.Combine(InteropFiles.Folder, "vectors", "profiles.json")), Options)!;

    public static TheoryData<string> Profiles => [.. All.Vectors.Select(vector => vector.Profile ?? "").Distinct()];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task A_profile_is_resolved_as_boto3_resolves_it(string profile)
    {
        foreach (var vector in All.Vectors.Where(vector => (vector.Profile ?? "") == profile))
        {
            await CheckAsync(vector);
        }
    }

    [Fact]
    public void There_are_vectors_of_all_kinds()
    {
        Assert.True(All.Vectors.Length >= 400);
        Assert.Contains(All.Vectors, vector => vector.Sts is { Length: 2 });
        Assert.Contains(All.Vectors, vector => vector.Error is not null);
    }

    private static async Task CheckAsync(Vector vector)
    {
        using var rig = new CredentialRig(All.Credentials);
        rig.Set("AWS_CONFIG_FILE", rig.File_("config", All.Config));
        rig.Set("AWS_SHARED_CREDENTIALS_FILE", rig.Profiles);
        foreach (var (name, value) in vector.Environment)
        {
            rig.Set(name, value);
        }

        var settings = new ConnectionSettings { ProfileName = vector.Profile, Region = vector.Region };
        var resolved = AwsSettings.Read(settings);
        Assert.True(vector.Error is not null || resolved.CaBundle?.Value == vector.Bundle, vector.ToString());

        // Certificates that do not exist are another test's.
        using var bundle = new Variable("AWS_CA_BUNDLE", null);
        using var network = new Network();
        using var factory = new ConnectionFactory(TimeProvider.System, network: network);
        if (resolved.Profile?["ca_bundle"] is not null)
        {
            rig.Set("AWS_CONFIG_FILE", rig.File_("config", All.Config.Replace("ca_bundle", "no_bundle", StringComparison.Ordinal)));
        }

        // boto3 calls the address then, and FIPS is lost without a word.
        if ((resolved.UseFips || resolved.UseDualStack) && resolved.EndpointUrl("connect") is not null)
        {
            var fault = await Assert.ThrowsAsync<RunFaultException>(async () => (await factory.OpenAsync(settings, default)).In("eu-west-2"));
            Assert.Equal("ConflictingEndpoint", fault.Problem.ErrorId);
            return;
        }

        if ((resolved.UseFips || resolved.UseDualStack) && resolved.EndpointUrl("sts") is not null && vector.Sts is { Length: > 0 })
        {
            Assert.Equal("ConflictingEndpoint", (await Assert.ThrowsAsync<RunFaultException>(() => factory.OpenAsync(settings, default))).Problem.ErrorId);
            return;
        }

        var connection = await factory.OpenAsync(settings, default);
        var region = vector.Region ?? await connection.FindDefaultRegionAsync();
        if (vector.Error == "NoRegionError")
        {
            Assert.Null(region);
            return;
        }

        Assert.Equal(AnswerKind.Accepted, (await connection.In(region!).SetAsync()).Kind);

        var (sts, connect) = (network.Sent.SkipLast(1).ToArray(), network.Sent.Last());
        Assert.True((vector.Connect!.Address, vector.Connect.Key, vector.Connect.Region, vector.Connect.Service) == (connect.Address, connect.Key, connect.Region, connect.Service),
            $"{vector}\n{connect}");
        Assert.Equal(vector.Sts!.Length, sts.Length);
        foreach (var (expected, sent) in vector.Sts.Zip(sts))
        {
            // boto3 asks STS of another partition than the role's, which cannot know it.
            if (AwsEndpoint.PartitionOf(expected.Region) != expected.Form!["RoleArn"].Split(':')[1])
            {
                Assert.Equal(expected.Form["RoleArn"].Split(':')[1], AwsEndpoint.PartitionOf(sent.Region));
                continue;
            }

            Assert.True((expected.Address, expected.Key, expected.Region, expected.Service) == (sent.Address, sent.Key, sent.Region, sent.Service), $"{vector}\n{expected}\n{sent}");
            Assert.Equal(expected.Form!.OrderBy(pair => pair.Key, StringComparer.Ordinal), sent.Form!.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        }
    }

    /// <summary>Keeps what would leave, and answers for STS and Amazon Connect.</summary>
    private sealed partial class Network : HttpMessageHandler
    {
        public ConcurrentQueue<Sent> Sent { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var scope = Scope().Match(request.Headers.GetValues("Authorization").Single());
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var isSts = scope.Groups[3].Value == "sts";
            Sent.Enqueue(new Sent(request.RequestUri!.GetLeftPart(UriPartial.Authority), scope.Groups[1].Value, scope.Groups[2].Value, scope.Groups[3].Value, isSts ? Form(body) : null));
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(isSts ? Issued : "", Encoding.UTF8, "text/xml") };
            answer.Headers.Add("x-amzn-RequestId", "r-1");
            return answer;
        }

        private const string Issued = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIDROLE</AccessKeyId>
            <SecretAccessKey>SECRET</SecretAccessKey><SessionToken>TOKEN</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
            <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/ops/s</Arn></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>
            """;

        private static Dictionary<string, string> Form(string body) => body.Split('&').Select(pair => pair.Split('='))
            .Select(pair => (Name: pair[0], Value: WebUtility.UrlDecode(pair[1])))
            .Where(pair => pair.Name != "RoleSessionName" || !pair.Value.StartsWith("ConnectTimers-", StringComparison.Ordinal)) // a new one each time
            .ToDictionary(pair => pair.Name, pair => pair.Value);

        [GeneratedRegex("Credential=([^/]+)/[0-9]{8}/([^/]+)/([^/]+)/")]
        private static partial Regex Scope();
    }

    private sealed record Sent(string Address, string Key, string Region, string Service, Dictionary<string, string>? Form);

    private sealed record Vector(string? Profile, Dictionary<string, string> Environment, string? Region, string? Error, string? Bundle, Sent? Connect, Sent[]? Sts)
    {
        public override string ToString() => $"{Profile} {string.Join(' ', Environment)} {Region}: {Connect}";
    }

    private sealed record Recorded(string Config, string Credentials, Vector[] Vectors);
}
