using System.Net;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>Tests of the warm-up call.</summary>
[Collection(nameof(OneAtATime))]
public class WarmupTests
{
    [Fact]
    public async Task The_warm_up_uses_the_whole_pipeline_without_a_network()
    {
        using var stage = new Stage(HttpStatusCode.OK);

        var answer = await Warmup.CallAsync(stage);

        Assert.Equal(AnswerKind.Accepted, answer.Kind);
        var request = Assert.Single(stage.Requests);
        Assert.Equal("warmup.invalid", request.RequestUri!.Host);
        Assert.Contains("Credential=warmup/", request.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_warm_up_is_not_retried()
    {
        using var stage = new Stage(HttpStatusCode.ServiceUnavailable);

        var answer = await Warmup.CallAsync(stage);

        Assert.Equal(AnswerKind.Transient, answer.Kind);
        Assert.Single(stage.Requests);
    }

    [Fact]
    public void The_engine_warms_up_without_an_error() => new TimerEngine().WarmUp();

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
