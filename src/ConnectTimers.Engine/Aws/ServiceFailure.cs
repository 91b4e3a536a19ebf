using System.Globalization;
using System.Net;
using Amazon.Runtime;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Aws;

/// <summary>Turns a failed attempt into a problem: the service's code, the kind of failure, and what to do next.</summary>
internal static class ServiceFailure
{
    /// <summary>Classifies a failed attempt, except rejected credentials and signatures: see <see cref="AuthenticationFailure"/>.</summary>
    /// <param name="exception">The exception of the attempt.</param>
    /// <param name="endpoint">The endpoint of the call.</param>
    /// <param name="proxy">The proxy that it went through; null for none.</param>
    /// <param name="operation">The operation that was called.</param>
    public static Answer Answer(Exception exception, string endpoint, string? proxy, Operation operation) => exception switch
    {
        AmazonServiceException { StatusCode: not 0 } service => OfService(service, operation),
        _ => TransportFailure.Answer(exception, endpoint, proxy, operation) ?? new Answer(AnswerKind.Rejected, null, exception.ToUnexpectedProblem()),
    };

    /// <summary>Classifies a response that is not an error but did not come from Amazon Connect: a redirect, a portal's page, another server's success.</summary>
    /// <remarks>Retried like a gateway's error: captive portals let calls through after a sign-in.</remarks>
    public static Answer NotTheService(HttpStatusCode status, string? requestId, string seen, string endpoint, Operation operation) => new(AnswerKind.Transient, requestId,
        new Problem("HTTP" + Number(status), ConnectionError,
            $"{DisplayText.Value(endpoint)} answered HTTP {Number(status)}{(status is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest ? ", a redirect, which is never followed," : "")} with {seen}{(requestId is null ? ", and without a request id" : "")}: this is not a response of {operation.Service}.",
            $"Check the endpoint, and whatever is between it and this machine: a proxy, or a network that requires a sign-in; {operation.Undone}."));

    private static Answer OfService(AmazonServiceException e, Operation operation)
    {
        var code = ErrorCodes.Of(e);
        return new Answer(Kind((int)e.StatusCode, code), e.RequestId, OfStatus(code, e, operation)) { RetryAfter = (e as ConnectException)?.RetryAfter };
    }

    // The status is checked first, because a proxy may have written the body. Any 429, even from a proxy or firewall, asks for fewer calls;
    // 408 and 5xx are not about this one call.
    private static AnswerKind Kind(int status, string code) => status switch
    {
        429 => AnswerKind.Throttled,
        408 or >= 500 => AnswerKind.Transient,
        _ when ErrorCodes.IsThrottle(code) => AnswerKind.Throttled,
        _ when ErrorCodes.IsTimeout(code) => AnswerKind.Transient,
        _ => AnswerKind.Rejected,
    };

    private static Problem OfStatus(string code, AmazonServiceException e, Operation operation)
    {
        // Without a code the message is the SDK's own, or a proxy's page.
        var said = string.IsNullOrEmpty(e.ErrorCode) ? $"It gave no reason{(e is ConnectException { Seen: var seen } ? $", but {seen}" : "")}."
            : $"{code}: {(ForeignText.Message(e.Message) is { Length: > 0 } message ? message : "(no message)")}";
        return (int)e.StatusCode switch
        {
            429 when ErrorCodes.IsThrottle(code) => QuotaExceeded(code, said, operation),
            429 => new Problem(code, LimitsExceeded,
                $"The service, or a proxy on the way to it, asks for fewer calls (HTTP 429). {said}", operation.Again + "; lower -RateLimit."),
            408 => new Problem(code, OperationTimeout, $"The service gave up waiting for the request (HTTP 408). {said}", operation.Again + "."),
            >= 500 => new Problem(code, ConnectionError,
                $"The service failed (HTTP {Number(e.StatusCode)}). {said}", $"{operation.Again}{operation.Harmless}."),
            _ => OfCode(code, e.StatusCode, said, operation),
        };
    }

    private static Problem OfCode(string code, HttpStatusCode status, string said, Operation operation) => code switch
    {
        "InvalidRequestException" or "InvalidParameterException" => new Problem(code, InvalidArgument,
            $"The service rejected the request. {said}", operation.WhenInvalid),
        _ when ErrorCodes.IsDenied(code) => new Problem(code, PermissionDenied,
            $"These credentials may not do this. {said}", operation.WhenDenied),
        _ when ErrorCodes.IsUnknown(code) => new Problem(code, ObjectNotFound,
            $"{operation.Unknown} {said}", operation.WhenUnknown),
        _ when ErrorCodes.IsThrottle(code) => QuotaExceeded(code, said, operation),
        _ when ErrorCodes.IsTimeout(code) => new Problem(code, OperationTimeout,
            $"The service gave up waiting for the request. {said}", operation.Again + "."),

        // Not every code of a rejected signature is known here, and its text quotes what was signed.
        _ when status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new Problem(code, PermissionDenied,
            $"The service, or a proxy on the way to it, answered HTTP {Number(status)} ({code}).", $"Check the endpoint, the proxy and the credentials. {operation.Again} then."),
        _ => new Problem(code, NotSpecified, $"The service answered HTTP {Number(status)}. {said}", $"Look the code up in the API reference of {operation.Service}."),
    };

    private static Problem QuotaExceeded(string code, string said, Operation operation) => new(code, LimitsExceeded,
        $"The account's quota for this Region was used up. {said}", $"{operation.Again}; lower -RateLimit if others use the same account.");

    private static string Number(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
