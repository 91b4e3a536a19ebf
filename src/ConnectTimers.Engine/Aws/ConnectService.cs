using System.Net;
using Amazon.Runtime;
using ConnectTimers.Engine.Credentials;

namespace ConnectTimers.Engine.Aws;

/// <summary>Amazon Connect in one Region, through the SDK.</summary>
/// <param name="session">As whom.</param>
/// <param name="region">The Region's code.</param>
/// <param name="endpoint">Where to.</param>
/// <param name="http">What sends; null for the SDK's own.</param>
internal sealed class ConnectService(CredentialSession session, string region, string endpoint, HttpClientFactory? http = null) : IConnectService, IDisposable
{
    // ServiceURL with AuthenticationRegion, not RegionEndpoint: the address was chosen and checked in one place, ConnectEndpoint.
    private readonly ConnectClient _client = new(new ConnectConfig { ServiceURL = endpoint, AuthenticationRegion = region, HttpClientFactory = http });
    private readonly ServiceClock _clock = new(endpoint);

    public string Endpoint => endpoint;

    public void Dispose() => _client.Dispose();

    public Task<Answer> UpdateParticipantRoleConfigAsync(ParticipantRoleConfig config, CancellationToken cancellationToken) =>
        CallAsync(Operation.UpdateParticipantRoleConfig, credentials => _client.UpdateParticipantRoleConfigAsync(config, credentials, cancellationToken), cancellationToken);

    public Task<Answer> SearchContactsAsync(ContactSearch search, string? nextToken, CancellationToken cancellationToken) =>
        CallAsync(Operation.SearchContacts, credentials => _client.SearchContactsAsync(search, nextToken, credentials, cancellationToken), cancellationToken);

    // The SDK marshals and signs before it first waits, about 0.4 ms of work. The caller may have a scheduler that runs one thing at a
    // time, and is not kept from it.
    private Task<Answer> CallAsync(Operation operation, Func<ImmutableCredentials, Task<AmazonWebServiceResponse>> call, CancellationToken cancellationToken) =>
        Task.Run(() => AnswerAsync(operation, call, cancellationToken), cancellationToken);

    private async Task<Answer> AnswerAsync(Operation operation, Func<ImmutableCredentials, Task<AmazonWebServiceResponse>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await AttemptAsync(operation, call, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return ServiceFailure.Answer(e, endpoint, operation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever a connection that was cut by the token throws, it is a cancellation.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    private async Task<Answer> AttemptAsync(Operation operation, Func<ImmutableCredentials, Task<AmazonWebServiceResponse>> call, CancellationToken cancellationToken)
    {
        // Before the SDK dates the signature: whatever other answers teach it meanwhile, nothing that this call needs is missed.
        var correction = _clock.Correction;
        ImmutableCredentials credentials;
        try
        {
            credentials = await session.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return AuthenticationFailure.NoCredentials(e, session.SignIn);
        }

        try
        {
            var response = await call(credentials).ConfigureAwait(false);
            var requestId = response.ResponseMetadata?.RequestId;

            // The SDK takes everything below 400 for success, a redirect included; the service's success is 200.
            return response.HttpStatusCode == HttpStatusCode.OK
                ? new Answer(AnswerKind.Accepted, requestId) { Page = response as SearchContactsResponse }
                : new Answer(AnswerKind.Rejected, requestId, ServiceFailure.NotTheService((int)response.HttpStatusCode, endpoint, operation));
        }
        catch (AmazonServiceException e) when (ErrorCodes.MayBeClock(ErrorCodes.Of(e)) && _clock.HasMovedSince(correction))
        {
            return new Answer(AnswerKind.RetryOnce, e.RequestId, AuthenticationFailure.ClockCorrected(ErrorCodes.Of(e), _clock.Correction));
        }
        catch (AmazonServiceException e) when (ErrorCodes.IsAuthentication(ErrorCodes.Of(e)))
        {
            return await MendAsync(e, credentials, correction, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Answer> MendAsync(AmazonServiceException e, ImmutableCredentials credentials, TimeSpan correction, CancellationToken cancellationToken)
    {
        var code = ErrorCodes.Of(e);
        try
        {
            // Not ended by this call's token, only left: others wait for the same renewal.
            return ErrorCodes.IsRenewable(code) && await session.RenewAsync(credentials).WaitAsync(cancellationToken).ConfigureAwait(false)
                ? new Answer(AnswerKind.RetryOnce, e.RequestId, AuthenticationFailure.Renewed(code, session.SignIn))
                : new Answer(AnswerKind.Fatal, e.RequestId, AuthenticationFailure.Refused(code, correction, session.SignIn));
        }
        catch (Exception renewal) when (!cancellationToken.IsCancellationRequested)
        {
            return AuthenticationFailure.NoCredentials(renewal, session.SignIn, code) with { RequestId = e.RequestId };
        }
    }
}
