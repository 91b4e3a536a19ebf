using Amazon.Runtime;
using ConnectTimers.Emulator;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>A machine whose clock is off, and a service that tells its time with every answer.</summary>
[Collection(nameof(OneAtATime))]
public class ClockTests
{
    [Theory]
    [InlineData(60, "about 60 minutes behind")]
    [InlineData(-60, "about 60 minutes ahead of")]
    public async Task The_first_answer_corrects_the_clock_and_the_same_call_then_passes(int minutes, string said)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions(), new OffClock(minutes));
        using var forget = new SdkClock(emulator.Endpoint);
        using var service = Calls.To(emulator.Endpoint);

        var first = await service.SetAsync();
        var second = await service.SetAsync();

        Assert.Equal((AnswerKind.RetryOnce, AnswerKind.Accepted), (first.Kind, second.Kind));
        Assert.Contains(said, first.Problem!.Message, StringComparison.Ordinal);
        Assert.Equal(emulator.GetRequests()[0].RequestId, first.RequestId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)] // within the grace of a signature
    public async Task A_wrong_secret_ends_the_run_despite_a_small_clock_skew(int minutes)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions(), new OffClock(minutes));
        using var forget = new SdkClock(emulator.Endpoint);
        using var service = Calls.To(emulator.Endpoint, new ImmutableCredentials("AKIDEXAMPLE", "WRONG", null));

        var answer = await service.SetAsync();

        Assert.Equal((AnswerKind.Fatal, "InvalidSignatureException"), (answer.Kind, answer.Problem?.ErrorId));
        Assert.DoesNotContain("clock", answer.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_with_a_large_clock_skew_is_retried_once_and_then_ends_the_run()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions(), new OffClock(60));
        using var forget = new SdkClock(emulator.Endpoint);
        using var service = Calls.To(emulator.Endpoint, new ImmutableCredentials("AKIDEXAMPLE", "WRONG", null));

        var first = await service.SetAsync();
        var second = await service.SetAsync();

        Assert.Equal((AnswerKind.RetryOnce, AnswerKind.Fatal), (first.Kind, second.Kind));
        Assert.Contains("about 60 minutes behind", second.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_call_in_flight_is_retried_once()
    {
        using var server = new WireServer(Calls.Error("403 Forbidden", "InvalidSignatureException", date: In(60)), together: 4);
        using var forget = new SdkClock(server.Endpoint);
        using var service = Calls.To(server.Endpoint);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.SetAsync()));

        Assert.All(answers, answer => Assert.Equal(AnswerKind.RetryOnce, answer.Kind));
    }

    [Theory]
    [InlineData("InvalidSignatureException", nameof(AnswerKind.Fatal))]
    [InlineData("SignatureDoesNotMatch", nameof(AnswerKind.Fatal))]
    [InlineData("AuthFailure", nameof(AnswerKind.Fatal))]
    [InlineData("RequestTimeTooSkewed", nameof(AnswerKind.Fatal))]
    [InlineData("RequestExpired", nameof(AnswerKind.Fatal))]
    [InlineData("RequestInTheFuture", nameof(AnswerKind.Fatal))]
    [InlineData("AccessDeniedException", nameof(AnswerKind.Rejected))]
    public async Task An_error_code_caused_by_clock_skew_is_retried_once_only_if_the_clock_was_skewed(string code, string otherwise)
    {
        using var server = new WireServer(Calls.Error("403 Forbidden", code, date: In(60)));
        using var forget = new SdkClock(server.Endpoint);
        using var service = Calls.To(server.Endpoint);

        var first = await service.SetAsync();
        var second = await service.SetAsync();

        Assert.Equal((AnswerKind.RetryOnce, otherwise), (first.Kind, second.Kind.ToString()));
        Assert.Equal((code, code), (first.Problem?.ErrorId, second.Problem?.ErrorId));
    }

    [Fact]
    public async Task A_rejection_not_caused_by_clock_skew_stays_a_rejection_despite_clock_skew()
    {
        using var server = new WireServer(Calls.Error("400 Bad Request", "InvalidRequestException", date: In(60)));
        using var forget = new SdkClock(server.Endpoint);
        using var service = Calls.To(server.Endpoint);

        Assert.Equal(AnswerKind.Rejected, (await service.SetAsync()).Kind);
    }

    private static DateTimeOffset In(int minutes) => TimeProvider.System.GetUtcNow().AddMinutes(minutes);

    private sealed class OffClock(int minutes) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddMinutes(minutes);
    }
}
