using Amazon.Runtime;
using ConnectTimers.Emulator;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>The client on the wire: what it sends, byte for byte, and once.</summary>
[Collection(nameof(OneAtATime))]
public class ConnectServiceTests
{
    [Fact]
    public async Task Sends_the_request_of_the_model_and_the_service_takes_its_signature()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions());
        using var service = Calls.To(emulator.Endpoint);

        var answer = await service.UpdateParticipantRoleConfigAsync(Calls.Config("c-1", (TimerKind.CustomerIdle, 5), (TimerKind.AgentIdle, null)), CancellationToken.None);

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
        using var service = Calls.To(emulator.Endpoint);

        var answer = await service.UpdateParticipantRoleConfigAsync(Calls.Config(contact, (TimerKind.CustomerIdle, 5)), CancellationToken.None);

        Assert.Null(answer.Problem);
        Assert.Equal("/contact/participant-role-config/i-1/" + encoded, Assert.Single(emulator.GetRequests()).Path);
        Assert.Equal(contact, Assert.Single(emulator.GetState().Contacts).ContactId);
    }

    [Theory]
    [InlineData("throttle", 429)]
    [InlineData("500", 500)]
    public async Task One_attempt_is_one_request_whatever_the_environment_says(string fault, int status)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { Faults = [FaultRule.Of(fault, 1)] });
        using var attempts = new Variable("AWS_MAX_ATTEMPTS", "10");
        using var service = Calls.To(emulator.Endpoint);

        await service.SetAsync();

        Assert.Equal(status, Assert.Single(emulator.GetRequests()).Status);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_not_tried_again()
    {
        using var server = new WireServer("");
        using var service = Calls.To(server.Endpoint);

        await service.SetAsync();

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_redirect_is_never_followed_and_no_token_arrives_there()
    {
        using var elsewhere = new WireServer(Calls.Accepted);
        using var server = new WireServer($"HTTP/1.1 307 Moved\r\nLocation: {elsewhere.Endpoint}\r\nContent-Length: 0\r\n\r\n");
        using var service = Calls.To(server.Endpoint, new ImmutableCredentials("AKIDEXAMPLE", "SECRET", "TOKEN"));

        var answer = await service.SetAsync();

        Assert.Empty(elsewhere.Requests);
        Assert.Contains("redirect", answer.Problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_headers_say_who_calls_and_carry_one_signature()
    {
        using var server = new WireServer(Calls.Accepted);
        using var service = Calls.To(server.Endpoint);

        await service.SetAsync();

        var request = Assert.Single(server.Requests);
        Assert.StartsWith("PUT /contact/participant-role-config/i-1/c-1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("/eu-west-2/connect/aws4_request", request, StringComparison.Ordinal);
        Assert.Contains(" lib/ConnectTimers#", request, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_during_a_hanging_call_throws_and_does_not_answer()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { Faults = [FaultRule.Of("hang", 1)] });
        using var service = Calls.To(emulator.Endpoint);
        using var stop = new CancellationTokenSource();
        var call = service.SetAsync(stop.Token);
        SpinWait.SpinUntil(() => emulator.GetState().Counts.Received > 0, TimeSpan.FromSeconds(30));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task One_request_is_signed_with_one_set_of_credentials_though_others_come_in_between()
    {
        using var server = new WireServer(Calls.Accepted);
        var asked = 0;
        var origin = Calls.Origin(() => Task.FromResult(Calls.Keys(Interlocked.Increment(ref asked)))) with { IsAskedEachTime = true };
        using var service = Calls.To(server.Endpoint, Calls.Session(origin));

        await service.SetAsync();

        var request = Assert.Single(server.Requests);
        Assert.Contains("Credential=KEY1/", request, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Amz-Security-Token: TOKEN1\r\n", request, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_caller_whose_scheduler_runs_one_thing_at_a_time_does_not_sign_on_it()
    {
        using var server = new WireServer(Calls.Accepted);
        TaskScheduler? askedOn = null;
        using var service = Calls.To(server.Endpoint, Calls.Session(Calls.Origin(() =>
        {
            askedOn = TaskScheduler.Current;
            return Task.FromResult(Calls.Keys(1));
        })));
        var oneAtATime = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

        await await Task.Factory.StartNew(() => service.SetAsync(), CancellationToken.None, TaskCreationOptions.None, oneAtATime);

        Assert.Same(TaskScheduler.Default, askedOn);
    }

    [Fact]
    public void How_long_an_answer_is_waited_for_is_not_the_clients_to_say() => Assert.Null(new ConnectConfig().Timeout);
}
