using System.Net;
using Amazon.Runtime;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Http;

namespace ConnectTimers.Engine.Aws;

/// <summary>Amazon Connect in one Region, through the SDK.</summary>
/// <param name="session">Whose calls they are.</param>
/// <param name="region">The Region's code.</param>
/// <param name="endpoint">Where to: an address that was chosen and checked by <see cref="AwsEndpoint"/>.</param>
/// <param name="transport">What sends.</param>
internal sealed class ConnectService(CredentialSession session, string region, string endpoint, HttpTransport transport) : IConnectService, IDisposable
{
    private readonly ConnectClient _client = new(new ConnectConfig { ServiceURL = endpoint, AuthenticationRegion = region, HttpClientFactory = transport });
    private readonly ServiceClock _clock = new(endpoint);
    private readonly bool _isRehearsal = new Uri(endpoint).IsLoopback;

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
            return Safe(await AttemptAsync(operation, call, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return Safe(ServiceFailure.Answer(e, endpoint, transport.ProxyOf(endpoint), operation));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever a connection that was cut by the token throws, it is a cancellation.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    // The SDK puts the header's own text back into its exceptions.
    private static Answer Safe(Answer answer) => answer with { RequestId = ForeignText.RequestId(answer.RequestId) };

    private async Task<Answer> AttemptAsync(Operation operation, Func<ImmutableCredentials, Task<AmazonWebServiceResponse>> call, CancellationToken cancellationToken)
    {
        // Before the SDK dates the signature: whatever other answers teach it meanwhile, nothing that this call needs is missed.
        var correction = _clock.Correction;
        ImmutableCredentials credentials;
        try
        {
            credentials = await session.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return AuthenticationFailure.NoCredentials(e, session.SignIn);
        }

        try
        {
            var response = await call(credentials).ConfigureAwait(false);
            var requestId = ForeignText.RequestId(response.ResponseMetadata?.RequestId);
            var seen = response is EmptyAnswer empty ? empty.Seen : response.HttpStatusCode == HttpStatusCode.OK && requestId is not null ? null : "a page of contacts";

            // The SDK takes everything below 400 for success, a redirect included.
            return seen is null ? new Answer(AnswerKind.Accepted, requestId) { Page = response as SearchContactsResponse }
                : ServiceFailure.NotTheService(response.HttpStatusCode, requestId, seen, endpoint, operation);
        }
        catch (AmazonServiceException e) when (IsAboutTheCaller(e) && ErrorCodes.MayBeClock(ErrorCodes.Of(e)) && _clock.HasMovedSince(correction))
        {
            return new Answer(AnswerKind.RetryOnce, e.RequestId, AuthenticationFailure.ClockCorrected(ErrorCodes.Of(e), _clock.Correction));
        }
        catch (AmazonServiceException e) when (IsAboutTheCaller(e) && ErrorCodes.IsAuthentication(ErrorCodes.Of(e)))
        {
            return await RenewAsync(e, credentials, correction, cancellationToken).ConfigureAwait(false);
        }
    }

    // A code of refused credentials under another status is a gateway's word, or an attacker's.
    private static bool IsAboutTheCaller(AmazonServiceException e) => e.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
        and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    private async Task<Answer> RenewAsync(AmazonServiceException e, ImmutableCredentials credentials, TimeSpan correction, CancellationToken cancellationToken)
    {
        var code = ErrorCodes.Of(e);
        try
        {
            // Not ended by this call's token, only left: others wait for the same renewal.
            return ErrorCodes.IsRenewable(code) && await session.RenewAsync(credentials, _isRehearsal, cancellationToken).ConfigureAwait(false)
                ? new Answer(AnswerKind.RetryOnce, e.RequestId, AuthenticationFailure.Renewed(code, session.SignIn))
                : new Answer(AnswerKind.Fatal, e.RequestId, AuthenticationFailure.Refused(code, correction, session.SignIn));
        }
        catch (Exception renewal) when (!cancellationToken.IsCancellationRequested)
        {
            return AuthenticationFailure.NoCredentials(renewal, session.SignIn, code) with { RequestId = e.RequestId };
        }
    }
}
