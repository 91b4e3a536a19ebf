using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConnectTimers.Emulator;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>The result of a call without a valid response.</summary>
[Collection(nameof(OneAtATime))]
public class TransportFailureTests
{
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("not http at all\r\n\r\n")]
    public async Task An_incomplete_or_invalid_HTTP_response_is_transient(string bytes)
    {
        using var server = new WireServer(bytes);
        using var service = Calls.To(server.Endpoint);

        var answer = await service.SetAsync();

        AssertTransient("EndpointUnreachable", answer);
        Assert.Contains(server.Endpoint.Authority, answer.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_is_transient_and_names_the_endpoint()
    {
        Uri gone;
        using (var server = new WireServer(""))
        {
            gone = server.Endpoint;
        }

        using var service = Calls.To(gone);

        var answer = await service.SetAsync();

        AssertTransient("EndpointUnreachable", answer);
        Assert.Contains(gone.Authority, answer.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_closed_before_the_request_is_read_is_transient()
    {
        using var server = new RawServer(_ => Task.CompletedTask);
        using var service = Calls.To(server.Endpoint);

        AssertTransient("EndpointUnreachable", await service.SetAsync());
    }

    [Fact]
    public async Task A_connection_reset_after_the_request_was_read_is_transient()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { Faults = [FaultRule.Of("reset", 1)] });
        using var service = Calls.To(emulator.Endpoint);

        AssertTransient("EndpointUnreachable", await service.SetAsync());
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NoData)]
    public void A_host_name_that_is_not_found_is_transient_and_reported_as_not_found(SocketError error)
    {
        // What HttpClient throws; a name that is surely unknown would be asked for beyond this machine.
        var thrown = new HttpRequestException(HttpRequestError.NameResolutionError, "unknown", new SocketException((int)error));

        var answer = ServiceFailure.Answer(thrown, "https://connect.eu-wset-2.amazonaws.com", proxy: null, Operation.UpdateParticipantRoleConfig);

        AssertTransient("EndpointNotFound", answer);
        Assert.Contains("Could not find 'https://connect.eu-wset-2.amazonaws.com'", answer.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("Check the Region, the endpoint", answer.Problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_failure_is_transient_and_distinguished_from_an_endpoint_failure()
    {
        // What HttpClient throws; its proxy is the whole process's.
        var thrown = new HttpRequestException(HttpRequestError.ProxyTunnelError, "The proxy tunnel request failed with status code '407'.");

        var answer = ServiceFailure.Answer(thrown, "https://connect.eu-west-2.amazonaws.com", proxy: null, Operation.UpdateParticipantRoleConfig);

        AssertTransient("ProxyFailed", answer);
        Assert.Contains("407", answer.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_ends_the_run()
    {
        using var certificate = SelfSigned();
        using var server = new RawServer(async stream =>
        {
            using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(certificate);
        });
        using var service = Calls.To(Tls(server.Endpoint));

        var answer = await service.SetAsync();

        Assert.Equal((AnswerKind.Fatal, "UntrustedCertificate"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.Contains("certificate", answer.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_https_where_plain_http_is_spoken_ends_the_run_and_is_not_said_to_have_a_certificate()
    {
        using var server = new RawServer(async stream =>
        {
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            await stream.CopyToAsync(Stream.Null); // until the client hangs up: what is left unread would break the connection before
        });
        using var service = Calls.To(Tls(server.Endpoint));

        var answer = await service.SetAsync();

        Assert.Equal((AnswerKind.Fatal, "UntrustedCertificate"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.Contains("shows no certificate that is trusted here", answer.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("whether it speaks https", answer.Problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_closed_during_the_TLS_handshake_is_transient()
    {
        using var server = new RawServer(_ => Task.CompletedTask);
        using var service = Calls.To(Tls(server.Endpoint));

        AssertTransient("EndpointUnreachable", await service.SetAsync());
    }

    [Fact]
    public void A_failed_TLS_handshake_is_transient_and_gives_the_reason()
    {
        // What HttpClient throws on Linux when the two have no version of TLS in common.
        var thrown = new HttpRequestException(HttpRequestError.SecureConnectionError, "see inner exception",
            new AuthenticationException("see inner exception", new CryptographicException("handshake failure")));

        var answer = ServiceFailure.Answer(thrown, "https://connect.eu-west-2.amazonaws.com", proxy: null, Operation.UpdateParticipantRoleConfig);

        AssertTransient("EndpointUnreachable", answer);
        Assert.Contains("handshake failure", answer.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timeout_is_reported_as_a_timeout_and_not_as_a_connection_failure()
    {
        // What HttpClient throws when its own time-out cuts the connection.
        var thrown = new TaskCanceledException("timeout", new TimeoutException("timeout", new IOException("Operation canceled")));

        var answer = ServiceFailure.Answer(thrown, "http://127.0.0.1:1", proxy: null, Operation.UpdateParticipantRoleConfig);

        Assert.Equal((AnswerKind.Transient, "RequestTimeout", ProblemCategory.OperationTimeout), (answer.Kind, answer.Problem?.ErrorId, answer.Problem!.Category));
        Assert.Equal(TransportFailure.TimedOut("http://127.0.0.1:1", Operation.UpdateParticipantRoleConfig).Message, answer.Problem.Message);
    }

    private static void AssertTransient(string errorId, Answer answer) => Assert.Equal(
        (AnswerKind.Transient, errorId, ProblemCategory.ConnectionError), (answer.Kind, answer.Problem?.ErrorId, answer.Problem?.Category ?? default));

    private static Uri Tls(Uri endpoint) => new($"https://{endpoint.Authority}");

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        // Through a file's form: Windows serves no certificate whose key was never stored.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
