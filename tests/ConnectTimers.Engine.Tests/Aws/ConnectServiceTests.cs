using Amazon.Runtime;
using ConnectTimers.Emulator;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>The client on the wire: what it sends, byte for byte, and what it makes of every answer.</summary>
[Collection(nameof(OneAtATime))]
public class ConnectServiceTests
{
    [Fact]
    public async Task Sends_the_request_of_the_model_and_the_service_takes_its_signature()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions());
        using var service = Service(emulator.Endpoint);

        var answer = await service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5), (TimerKind.AgentIdle, null)), CancellationToken.None);

        var request = Assert.Single(emulator.GetRequests());
        Assert.Null(answer.Problem);
        Assert.Equal(request.RequestId, answer.RequestId);
        Assert.Equal(("PUT", "/contact/participant-role-config/i-1/c-1", 200, "eu-west-2"), (request.Method, request.Path, request.Status, request.Region));
        Assert.Equal(
            """{"ChannelConfiguration":{"Chat":{"ParticipantTimerConfigList":[{"ParticipantRole":"CUSTOMER","TimerType":"IDLE","TimerValue":{"ParticipantTimerDurationInMinutes":5}},{"ParticipantRole":"AGENT","TimerType":"IDLE","TimerValue":{"ParticipantTimerAction":"Unset"}}]}}}""",
            request.Body);
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("%2F", "%252F")]
    [InlineData("ü x", "%C3%BC%20x")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("a//b", "a%2F%2Fb")]
    [InlineData("a=b&c+d", "a%3Db%26c%2Bd")]
    [InlineData("...", "...")]
    [InlineData("😀", "%F0%9F%98%80")]
    public async Task An_odd_id_arrives_as_itself(string contact, string encoded)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions());
        using var service = Service(emulator.Endpoint);

        var answer = await service.UpdateParticipantRoleConfigAsync(Config(contact, (TimerKind.CustomerIdle, 5)), CancellationToken.None);

        Assert.Null(answer.Problem);
        Assert.Equal("/contact/participant-role-config/i-1/" + encoded, Assert.Single(emulator.GetRequests()).Path);
        Assert.Equal(contact, Assert.Single(emulator.GetState().Contacts).ContactId);
    }

    [Theory]
    [InlineData("429 Too Many Requests", "ThrottlingException", ProblemCategory.LimitsExceeded, nameof(AnswerKind.Throttled))]
    [InlineData("403 Forbidden", "AccessDeniedException", ProblemCategory.PermissionDenied, nameof(AnswerKind.Refused))]
    [InlineData("403 Forbidden", "UnrecognizedClientException", ProblemCategory.AuthenticationError, nameof(AnswerKind.Hopeless))]
    [InlineData("403 Forbidden", "InvalidSignatureException", ProblemCategory.AuthenticationError, nameof(AnswerKind.Hopeless))]
    [InlineData("403 Forbidden", "ExpiredTokenException", ProblemCategory.AuthenticationError, nameof(AnswerKind.Hopeless))]
    [InlineData("404 Not Found", "ResourceNotFoundException", ProblemCategory.ObjectNotFound, nameof(AnswerKind.Refused))]
    [InlineData("400 Bad Request", "InvalidRequestException", ProblemCategory.InvalidArgument, nameof(AnswerKind.Refused))]
    [InlineData("400 Bad Request", "InvalidParameterException", ProblemCategory.InvalidArgument, nameof(AnswerKind.Refused))]
    [InlineData("500 Internal Server Error", "InternalServiceException", ProblemCategory.ConnectionError, nameof(AnswerKind.Broken))]
    [InlineData("408 Request Timeout", "RequestTimeout", ProblemCategory.OperationTimeout, nameof(AnswerKind.Broken))]
    [InlineData("418 Teapot", "TeapotException", ProblemCategory.NotSpecified, nameof(AnswerKind.Refused))]
    public async Task Every_error_keeps_the_services_code_and_has_a_kind(string status, string code, ProblemCategory category, string kind)
    {
        using var server = new WireServer($"HTTP/1.1 {status}\r\nX-Amzn-Errortype: {code}:http://internal.example/\r\nx-amzn-RequestId: r-1\r\n"
            + "Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"Message\":\"because\"");
        using var service = Service(server.Endpoint);

        var answer = await service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5)), CancellationToken.None);

        Assert.Equal((code, category, kind), (answer.Problem?.ErrorId, answer.Problem?.Category ?? default, answer.Kind.ToString()));
        Assert.NotEmpty(answer.Problem!.RecommendedAction);
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "HTTP500", ProblemCategory.ConnectionError)]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<html>x</html>", "HTTP503", ProblemCategory.ConnectionError)]
    [InlineData("", "EndpointUnreachable", ProblemCategory.ConnectionError)]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\n{\"Mess", null, ProblemCategory.ConnectionError)]
    [InlineData("not http at all\r\n\r\n", "EndpointUnreachable", ProblemCategory.ConnectionError)]
    public async Task A_broken_answer_is_a_problem_and_no_stack_trace(string bytes, string? errorId, ProblemCategory category)
    {
        using var server = new WireServer(bytes);
        using var service = Service(server.Endpoint);

        var answer = await service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5)), CancellationToken.None);

        Assert.Equal(category, answer.Problem?.Category);
        Assert.Equal(errorId ?? answer.Problem!.ErrorId, answer.Problem!.ErrorId);
        Assert.DoesNotContain("   at ", answer.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throttle", 429)]
    [InlineData("500", 500)]
    public async Task One_attempt_is_one_request_whatever_the_environment_says(string fault, int status)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { Faults = [FaultRule.Of(fault, 1)] });
        using var attempts = new Variable("AWS_MAX_ATTEMPTS", "10");
        using var service = Service(emulator.Endpoint);

        await service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5)), CancellationToken.None);

        Assert.Equal(status, Assert.Single(emulator.GetRequests()).Status);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_not_tried_again()
    {
        using var server = new WireServer("");
        using var service = Service(server.Endpoint);

        await service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5)), CancellationToken.None);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_redirect_is_never_followed_and_no_token_arrives_there()
    {
        using var elsewhere = new WireServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var server = new WireServer($"HTTP/1.1 307 Moved\r\nLocation: {elsewhere.Endpoint}\r\nContent-Length: 0\r\n\r\n");
        using var service = new ConnectService(new SessionAWSCredentials("AKIDEXAMPLE", "SECRET", "TOKEN"), "eu-west-2", server.Endpoint.ToString());

        var answer = await service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5)), CancellationToken.None);

        Assert.Empty(elsewhere.Requests);
        Assert.Contains("redirect", answer.Problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_headers_say_who_calls_and_carry_one_signature()
    {
        using var server = new WireServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var service = Service(server.Endpoint);

        await service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5)), CancellationToken.None);

        var request = Assert.Single(server.Requests);
        Assert.StartsWith("PUT /contact/participant-role-config/i-1/c-1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("/eu-west-2/connect/aws4_request", request, StringComparison.Ordinal);
        Assert.Contains(" lib/ConnectTimers#", request, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_the_endpoint_is_an_error_that_names_it()
    {
        Uri gone;
        using (var server = new WireServer(""))
        {
            gone = server.Endpoint;
        }

        using var service = Service(gone);

        var answer = await service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5)), CancellationToken.None);

        Assert.Equal("EndpointUnreachable", answer.Problem?.ErrorId);
        Assert.Contains(gone.Authority, answer.Problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_answer_in_time_is_a_time_out_and_not_a_broken_connection()
    {
        // What HttpClient throws when its own time-out cuts the connection.
        var thrown = new TaskCanceledException("timeout", new TimeoutException("timeout", new IOException("Operation canceled")));

        var problem = ServiceFailure.Answer(thrown, "http://127.0.0.1:1").Problem;

        Assert.Equal(("RequestTimeout", ProblemCategory.OperationTimeout), (problem?.ErrorId, problem?.Category ?? default));
    }

    [Fact]
    public async Task A_stop_during_a_hanging_call_throws_and_does_not_answer()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { Faults = [FaultRule.Of("hang", 1)] });
        using var service = Service(emulator.Endpoint);
        using var stop = new CancellationTokenSource();
        var call = service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5)), stop.Token);
        SpinWait.SpinUntil(() => emulator.GetState().Counts.Received > 0, TimeSpan.FromSeconds(30));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static ConnectService Service(Uri endpoint) =>
        new(new BasicAWSCredentials("AKIDEXAMPLE", "SECRET"), "eu-west-2", endpoint.ToString());

    private static ParticipantRoleConfig Config(string contact, params (TimerKind Kind, int? Minutes)[] timers) => new(new ChatContact("i-1", contact),
        timers.Select(t => KeyValuePair.Create(t.Kind, t.Minutes is { } m ? TimerValue.FromMinutes(m) : TimerValue.Unset)));
}
