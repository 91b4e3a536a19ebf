using System.Net;
using System.Runtime.CompilerServices;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Http;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// Makes one call without a network or credentials on a thread of its own, so that the code of a call, half of what the first call of a process compiles, is
/// compiled while the input is read. Nothing leaves the machine.
/// </summary>
internal static class Warmup
{
    private const string Region = "us-east-1";

    // A reserved name (RFC 6761), because the SDK stores the clock skew of the service by its address.
    private const string Endpoint = "https://warmup.invalid";

    /// <summary>Makes the call.</summary>
    /// <param name="network">The handler in place of the network.</param>
    /// <returns>The response.</returns>
    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    public static async Task<Answer> CallAsync(HttpMessageHandler network)
    {
        SdkConfiguration.IgnoreFiles();
        var fakeOrigin = new CredentialOrigin("warmup", "", "warmup", "", (_, _) => Task.FromResult(new IssuedKeys(new("warmup", "warmup", null), null, null, null)));
        var session = new CredentialSession(fakeOrigin, new MfaPrompt(), () => fakeOrigin, TimeProvider.System);
        var config = new ParticipantRoleConfig(new ChatContact("i", "c"), [new(TimerKind.CustomerIdle, TimerValue.Unset)]);
        using var transport = new HttpTransport(TimeProvider.System, network: network);
        using var service = new ConnectService(session, Region, Endpoint, transport);
        return await service.UpdateParticipantRoleConfigAsync(config, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Accepts every request.</summary>
    internal sealed class Acceptance : HttpMessageHandler
    {
        [AsyncMethodBuilder(typeof(CompiledAhead<>))]
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield(); // no real response is immediate, and the continuation after a wait must be compiled as well
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]), RequestMessage = request };
            answer.Headers.Add("x-amzn-RequestId", "warmup");
            return answer;
        }
    }
}
