using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Http;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Http;

/// <summary>Where connections go, whatever the environment says, and how much of an answer is read.</summary>
[Collection(nameof(OneAtATime))]
public class HttpTransportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Loopback_knows_no_proxy(string host)
    {
        using var proxy = new WireServer("HTTP/1.1 200 OK\r\nx-amzn-RequestId: proxy\r\nContent-Length: 0\r\n\r\n");
        using var server = new WireServer(Calls.Accepted);
        using var transport = new HttpTransport(TimeProvider.System, proxy: new WebProxy(proxy.Endpoint));
        using var service = Calls.To(new UriBuilder(server.Endpoint) { Host = host }.Uri, Calls.Session(Calls.Origin(Calls.Keys(1))), transport);

        var answer = await service.SetAsync();

        Assert.Equal((AnswerKind.Accepted, "r-1"), (answer.Kind, answer.RequestId));
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task Plain_http_is_not_opened_to_another_machine_even_where_an_address_got_past_the_check()
    {
        using var transport = new HttpTransport(TimeProvider.System);
        using var service = new ConnectService(Calls.Session(Calls.Origin(Calls.Keys(1))), "eu-west-2", "http://192.0.2.1", transport);

        var answer = await service.SetAsync().WaitAsync(Patience, TimeProvider.System);

        Assert.Equal((AnswerKind.Fatal, "InsecureConnection"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.Contains("192.0.2.1", answer.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_never_goes_through_a_proxy_wherever_it_is_meant_to_go()
    {
        using var proxy = new WireServer(Calls.Accepted);
        using var transport = new HttpTransport(TimeProvider.System, proxy: new WebProxy(proxy.Endpoint));

        var thrown = await Assert.ThrowsAnyAsync<HttpRequestException>(() => transport.Client.GetAsync(new Uri("http://192.0.2.1/")));

        Assert.NotNull(thrown.Find<PlainHttpException>());
        Assert.Empty(proxy.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.1", true)]
    [InlineData("http://169.254.169.254", false)]
    [InlineData("http://10.0.0.1", false)]
    [InlineData("http://[::1]", true)]
    [InlineData("http://[::ffff:127.0.0.1]", true)]
    [InlineData("http://[fd00:ec2::254]", false)]
    [InlineData("http://localhost.example.com", false)]
    public void Only_this_machine_is_a_plain_host_and_metadata_is_one_for_itself(string address, bool isLoopback)
    {
        Assert.Equal(isLoopback, PlainHosts.Loopback.Includes(new Uri(address)));
        Assert.Equal(isLoopback || address.Contains("169.254", StringComparison.Ordinal) || address.Contains("fd00", StringComparison.Ordinal), PlainHosts.LoopbackAndMetadata.Includes(new Uri(address)));
    }

    [Fact]
    public async Task A_proxy_in_the_way_is_named_without_its_user_and_password()
    {
        using var proxy = new WireServer("HTTP/1.1 407 Proxy Authentication Required\r\nX-Echo: dXNlcjpQYXNzd29yZDEyMw==\r\nContent-Length: 0\r\n\r\n");
        var address = new UriBuilder(proxy.Endpoint) { UserName = "anna", Password = "Password123" }.Uri;
        using var transport = new HttpTransport(TimeProvider.System, proxy: new WebProxy(address));
        using var service = new ConnectService(Calls.Session(Calls.Origin(Calls.Keys(1))), "eu-west-2", "https://connect.eu-west-2.amazonaws.com", transport);

        var answer = await service.SetAsync().WaitAsync(Patience, TimeProvider.System);

        Assert.Equal((AnswerKind.Transient, "ProxyFailed"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.Contains($"'{proxy.Endpoint.GetLeftPart(UriPartial.Authority)}'", answer.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("407", answer.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Password123", answer.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", answer.Problem.Message, StringComparison.Ordinal);
        Assert.All(proxy.Requests, request => Assert.StartsWith("CONNECT connect.eu-west-2.amazonaws.com:443 ", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("500 Oops", AnswerKindName.Transient)]
    [InlineData("403 Forbidden", AnswerKindName.Rejected)]
    [InlineData("200 OK", AnswerKindName.Transient)]
    public async Task An_answer_without_end_is_cut_off_and_its_connection_closed(string status, string kind)
    {
        var closed = new TaskCompletionSource<long>();
        using var server = new RawServer(async stream =>
        {
            long sent = 0;
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nx-amzn-RequestId: r-1\r\nContent-Type: application/json\r\n\r\n{{\"Message\":\""));
                var chunk = new byte[64 * 1024];
                Array.Fill(chunk, (byte)'a');
                for (; sent < 64 * 1024 * 1024; sent += chunk.Length) // far more than sockets buffer
                {
                    await stream.WriteAsync(chunk);
                }
            }
            finally
            {
                closed.SetResult(sent);
            }
        });
        using var service = Calls.To(server.Endpoint);

        var answer = await service.SetAsync().WaitAsync(Patience, TimeProvider.System);

        Assert.Equal((kind, "HTTP" + status[..3]), (answer.Kind.ToString(), answer.Problem?.ErrorId));
        Assert.True(answer.Problem!.Message.Length < 2_000);
        Assert.InRange(await closed.Task.WaitAsync(Patience, TimeProvider.System), 0, 63 * 1024 * 1024);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_a_body_trickles_ends_at_once()
    {
        var headers = new TaskCompletionSource();
        var closed = new TaskCompletionSource();
        using var server = new RawServer(async stream =>
        {
            await stream.WriteAsync("HTTP/1.1 500 Oops\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray());
            headers.SetResult();
            var buffer = new byte[16 * 1024];
            while (await stream.ReadAsync(buffer) > 0) // until the client hangs up
            {
            }

            closed.SetResult();
        });
        using var service = Calls.To(server.Endpoint);
        using var stop = new CancellationTokenSource();
        var call = service.SetAsync(stop.Token);
        await headers.Task.WaitAsync(Patience, TimeProvider.System);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience, TimeProvider.System));
        await closed.Task.WaitAsync(Patience, TimeProvider.System);
    }

    [Theory]
    [InlineData("Fri, 01 Jan 0100 00:00:00 GMT")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_clock_that_is_off_by_centuries_is_not_believed(string date)
    {
        using var server = new WireServer($"HTTP/1.1 403 Forbidden\r\nX-Amzn-Errortype: InvalidSignatureException\r\nx-amzn-RequestId: r-1\r\nDate: {date}\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{{}}");
        using var forget = new SdkClock(server.Endpoint);
        using var service = Calls.To(server.Endpoint);

        var answer = await service.SetAsync();

        Assert.Equal(AnswerKind.Fatal, answer.Kind); // not corrected
        Assert.Equal(TimeSpan.Zero, new ServiceClock(server.Endpoint.GetLeftPart(UriPartial.Authority)).Correction);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_authorities_of_a_bundle_are_trusted_instead_of_the_machines(bool isNamed)
    {
        using var authority = Certificate("CN=test authority", issuer: null);
        using var other = Certificate("CN=other authority", issuer: null);
        using var leaf = Certificate("CN=127.0.0.1", authority);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, (isNamed ? authority : other).ExportCertificatePem());
            using var server = new RawServer(async stream =>
            {
                using var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(leaf);
                await tls.ReadAtLeastAsync(new byte[16 * 1024], 500);
                await tls.WriteAsync(Encoding.ASCII.GetBytes(Calls.Accepted));
            });
            using var transport = new HttpTransport(TimeProvider.System, CaBundle.Read(new Setting(file, "AWS_CA_BUNDLE")));
            using var service = Calls.To(new Uri($"https://{server.Endpoint.Authority}"), Calls.Session(Calls.Origin(Calls.Keys(1))), transport);

            var answer = await service.SetAsync();

            Assert.Equal(isNamed ? (AnswerKind.Accepted, null) : (AnswerKind.Fatal, "UntrustedCertificate"), (answer.Kind, answer.Problem?.ErrorId));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n")]
    public void An_unusable_CA_bundle_is_an_error_that_names_its_setting(string? content)
    {
        var file = Path.GetTempFileName();
        if (content is null)
        {
            File.Delete(file);
        }
        else
        {
            File.WriteAllText(file, content);
        }

        var problem = Assert.Throws<RunFaultException>(() => CaBundle.Read(new Setting(file, "ca_bundle of profile 'ops'"))).Problem;

        Assert.Equal("CaBundleUnusable", problem.ErrorId);
        Assert.Contains("ca_bundle of profile 'ops'", problem.Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    private static X509Certificate2 Certificate(string name, X509Certificate2? issuer)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        if (issuer is null)
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
            return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        }

        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(issuer, now.AddDays(-1), now.AddDays(1), [1, 2, 3, 4]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    private static class AnswerKindName
    {
        public const string Transient = nameof(AnswerKind.Transient);
        public const string Rejected = nameof(AnswerKind.Rejected);
    }
}
