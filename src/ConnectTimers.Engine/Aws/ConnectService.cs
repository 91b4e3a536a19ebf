using System.Net;
using Amazon.Runtime;

namespace ConnectTimers.Engine.Aws;

/// <summary>Amazon Connect in one Region, through the SDK.</summary>
internal sealed class ConnectService(AWSCredentials credentials, string region, string endpoint) : IConnectService, IDisposable
{
    // ServiceURL with AuthenticationRegion, not RegionEndpoint: the address was chosen and checked in one place, ConnectEndpoint.
    private readonly ConnectClient _client = new(credentials, new ConnectConfig { ServiceURL = endpoint, AuthenticationRegion = region });

    public string Endpoint => endpoint;

    public void Dispose() => _client.Dispose();

    public async Task<Answer> UpdateParticipantRoleConfigAsync(ParticipantRoleConfig config, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.UpdateParticipantRoleConfigAsync(config, cancellationToken).ConfigureAwait(false);
            var requestId = response.ResponseMetadata?.RequestId;

            // The SDK takes everything below 400 for success, a redirect included; the service's success is 200.
            return response.HttpStatusCode == HttpStatusCode.OK
                ? new Answer(AnswerKind.Accepted, requestId)
                : new Answer(AnswerKind.Refused, requestId, ServiceFailure.NotTheService((int)response.HttpStatusCode, endpoint));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return ServiceFailure.Answer(e, endpoint);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever a connection that was cut by the token throws, it is a cancellation.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }
}
