using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Http;

namespace ConnectTimers.Engine.Aws;

/// <summary>Attempts of calls to one address: signed with current credentials, which are renewed when rejected, and classified.</summary>
/// <param name="session">The credentials of the calls.</param>
/// <param name="endpoint">The endpoint, chosen and checked by <see cref="AwsEndpoint"/>.</param>
/// <param name="transport">The HTTP transport.</param>
internal sealed class SignedCalls(CredentialSession session, string endpoint, HttpTransport transport)
{
    private readonly ServiceClock _clock = new(endpoint);
    private readonly bool _isLoopback = new Uri(endpoint).IsLoopback;

    /// <summary>Makes one attempt. Failures are answers; only a cancelled token throws.</summary>
    /// <param name="operation">The operation, for the texts of its failures.</param>
    /// <param name="call">Sends the request, signed with these credentials.</param>
    /// <param name="read">Reads a response that the SDK counts as a success.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    // The SDK marshals and signs before it first waits, about 0.4 ms of work. Task.Run keeps that work off the caller's exclusive scheduler.
    public Task<Answer> CallAsync(Operation operation, Func<ImmutableCredentials, Task<AmazonWebServiceResponse>> call, Func<AmazonWebServiceResponse, Answer> read, CancellationToken cancellationToken) =>
        Task.Run(() => AnswerAsync(operation, call, read, cancellationToken), cancellationToken);

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private async Task<Answer> AnswerAsync(Operation operation, Func<ImmutableCredentials, Task<AmazonWebServiceResponse>> call, Func<AmazonWebServiceResponse, Answer> read, CancellationToken cancellationToken)
    {
        try
        {
            return Safe(await AttemptAsync(call, read, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return Safe(ServiceFailure.Answer(e, endpoint, transport.ProxyOf(endpoint), operation));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Any exception after the token was cancelled counts as a cancellation.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    // The SDK puts the header's own text back into its exceptions.
    private static Answer Safe(Answer answer) => answer with { RequestId = ForeignText.RequestId(answer.RequestId) };

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private async Task<Answer> AttemptAsync(Func<ImmutableCredentials, Task<AmazonWebServiceResponse>> call, Func<AmazonWebServiceResponse, Answer> read, CancellationToken cancellationToken)
    {
        // Read before the SDK signs, so that a clock correction made by another response in the meantime is noticed.
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
            return read(await call(credentials).ConfigureAwait(false));
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

    // An authentication error code with any other status comes from a gateway or an attacker.
    private static bool IsAboutTheCaller(AmazonServiceException e) => e.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
        and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    private async Task<Answer> RenewAsync(AmazonServiceException e, ImmutableCredentials credentials, TimeSpan correction, CancellationToken cancellationToken)
    {
        var code = ErrorCodes.Of(e);
        try
        {
            // This call's token stops the waiting, not the renewal, which other calls share.
            return ErrorCodes.IsRenewable(code) && await session.RenewAsync(credentials, _isLoopback, cancellationToken).ConfigureAwait(false)
                ? new Answer(AnswerKind.RetryOnce, e.RequestId, AuthenticationFailure.Renewed(code, session.SignIn))
                : new Answer(AnswerKind.Fatal, e.RequestId, AuthenticationFailure.Rejected(code, correction, session.SignIn));
        }
        catch (Exception renewal) when (!cancellationToken.IsCancellationRequested)
        {
            return AuthenticationFailure.NoCredentials(renewal, session.SignIn, code) with { RequestId = e.RequestId };
        }
    }
}
