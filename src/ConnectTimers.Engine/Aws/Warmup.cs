using System.Net;
using Amazon.Runtime;
using ConnectTimers.Engine.Credentials;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// One call as it will be made, to nowhere and as nobody, on a thread of its own: what it runs through, half of what the first call of a
/// process has compiled, is compiled while the input is read. Nothing leaves the machine.
/// </summary>
internal static class Warmup
{
    private const string Region = "us-east-1";

    // The SDK remembers the service's clock by its address, so this must be nobody's (RFC 6761).
    private const string Nowhere = "https://rehearsal.invalid";

    /// <summary>Makes the call.</summary>
    /// <param name="stage">What stands in for the network.</param>
    /// <returns>What came of it.</returns>
    public static async Task<Answer> CallAsync(HttpMessageHandler stage)
    {
        SharedFiles.ReadSettings();
        var nobody = new CredentialSource(new BasicAWSCredentials("nobody", "nothing"), null, "");
        var config = new ParticipantRoleConfig(new ChatContact("i", "c"), [new(TimerKind.CustomerIdle, TimerValue.Unset)]);
        using var service = new ConnectService(new CredentialSession(nobody, () => Task.FromResult(nobody)), Region, Nowhere, new Stage(stage));
        return await service.UpdateParticipantRoleConfigAsync(config, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Accepts whatever it is sent.</summary>
    internal sealed class Acceptance : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield(); // no answer comes at once, and what goes on after a wait is code of its own
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]), RequestMessage = request };
        }
    }

    private sealed class Stage(HttpMessageHandler stage) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(stage);

        // Kept nowhere: it goes with the service.
        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
