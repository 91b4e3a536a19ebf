using System.Net;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>The call that only makes ready for the first one.</summary>
[Collection(nameof(OneAtATime))]
public class WarmupTests
{
    [Fact]
    public async Task It_goes_the_whole_way_of_a_call_to_nobody()
    {
        using var stage = new Stage(HttpStatusCode.OK);

        var answer = await Warmup.CallAsync(stage);

        Assert.Equal(AnswerKind.Accepted, answer.Kind);
        var request = Assert.Single(stage.Requests);
        Assert.Equal("warmup.invalid", request.RequestUri!.Host);
        Assert.Contains("Credential=nobody/", request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_wrong_in_it_is_not_tried_again()
    {
        using var stage = new Stage(HttpStatusCode.ServiceUnavailable);

        var answer = await Warmup.CallAsync(stage);

        Assert.Equal(AnswerKind.Transient, answer.Kind);
        Assert.Single(stage.Requests);
    }

    [Fact]
    public void The_engine_accepts_it_itself() => new TimerEngine().WarmUp();

    private sealed class Stage(HttpStatusCode status) : HttpMessageHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent([]), RequestMessage = request };
            answer.Headers.Add("x-amzn-RequestId", "r-1");
            return Task.FromResult(answer);
        }
    }
}
