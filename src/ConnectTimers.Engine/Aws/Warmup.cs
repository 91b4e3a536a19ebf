using System.Net;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Http;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// One call as it will be made, to nowhere and as nobody, on a thread of its own: what it runs through, half of what the first call of a
/// process has compiled, is compiled while the input is read. Nothing leaves the machine.
/// </summary>
internal static class Warmup
{
    private const string Region = "us-east-1";

    // The SDK remembers the service's clock by its address, so this must be nobody's (RFC 6761).
    private const string Nowhere = "https://warmup.invalid";

    /// <summary>Makes the call.</summary>
    /// <param name="network">What stands in for the network.</param>
    /// <returns>What came of it.</returns>
    public static async Task<Answer> CallAsync(HttpMessageHandler network)
    {
        SdkConfiguration.IgnoreFiles();
        var nobody = new CredentialOrigin("nobody", "", "nobody", "", (_, _) => Task.FromResult(new IssuedKeys(new("nobody", "nothing", null), null, null, null)));
        var session = new CredentialSession(nobody, new MfaPrompt(), () => nobody, TimeProvider.System);
        var config = new ParticipantRoleConfig(new ChatContact("i", "c"), [new(TimerKind.CustomerIdle, TimerValue.Unset)]);
        using var transport = new HttpTransport(TimeProvider.System, network: network);
        using var service = new ConnectService(session, Region, Nowhere, transport);
        return await service.UpdateParticipantRoleConfigAsync(config, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Accepts whatever it is sent.</summary>
    internal sealed class Acceptance : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield(); // no answer comes at once, and what goes on after a wait is code of its own
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]), RequestMessage = request };
            answer.Headers.Add("x-amzn-RequestId", "warmup");
            return answer;
        }
    }
}
