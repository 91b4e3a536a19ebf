using Amazon.Runtime;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Aws;

/// <summary>Makes of what the SDK throws what a person needs to know: the service's code, its kind, and what to do next.</summary>
internal static class ServiceFailure
{
    /// <summary>What a failed attempt comes to, but for refused credentials and signatures: see <see cref="AuthenticationFailure"/>.</summary>
    public static Answer Answer(Exception exception, string endpoint, Operation operation) => exception switch
    {
        // Has the HTTP status of an answer whose body broke off or makes no sense, and the body in its message.
        AmazonUnmarshallingException torn => new Answer(Kind("", (int)torn.StatusCode, AnswerKind.Transient), torn.RequestId, OfTorn((int)torn.StatusCode, operation)),
        AmazonServiceException { StatusCode: not 0 } service => OfService(service, operation),
        _ => TransportFailure.Answer(exception, endpoint, operation) ?? new Answer(AnswerKind.Rejected, null, exception.ToUnexpectedProblem()),
    };

    /// <summary>An answer below 400 that is not the service's: a redirect, or another server's idea of success.</summary>
    public static Problem NotTheService(int status, string endpoint, Operation operation) => new("HTTP" + status, ConnectionError,
        $"{DisplayText.Value(endpoint)} answered HTTP {status}{(status is >= 300 and < 400 ? ", a redirect, which is never followed" : "; the service answers 200")}.",
        $"Use the address of the service itself as the endpoint; {operation.Undone}.");

    private static Answer OfService(AmazonServiceException e, Operation operation)
    {
        var code = ErrorCodes.Of(e);
        return new Answer(Kind(code, (int)e.StatusCode, AnswerKind.Rejected), e.RequestId, OfCode(code, e, operation));
    }

    // Whoever answers 429, a proxy or a firewall included, wants fewer calls. 408 and 5xx are by nature not about the one call.
    private static AnswerKind Kind(string code, int status, AnswerKind otherwise) =>
        ErrorCodes.IsThrottle(code) || status == 429 ? AnswerKind.Throttled
        : ErrorCodes.IsTimeout(code) || status is 408 or >= 500 ? AnswerKind.Transient
        : otherwise;

    private static Problem OfCode(string code, AmazonServiceException e, Operation operation)
    {
        // Without a code the message is the SDK's own, about an inner exception that nobody sees.
        var said = string.IsNullOrEmpty(e.ErrorCode) ? "It gave no reason."
            : $"{code}: {DisplayText.Sentence(string.IsNullOrWhiteSpace(e.Message) ? "(no message)" : e.Message)}";
        return code switch
        {
            "InvalidRequestException" or "InvalidParameterException" => new Problem(code, InvalidArgument,
                $"The service refused the request. {said}", operation.WhenInvalid),
            _ when ErrorCodes.IsDenied(code) => new Problem(code, PermissionDenied,
                $"These credentials may not do this. {said}", operation.WhenDenied),
            "ResourceNotFoundException" => new Problem(code, ObjectNotFound,
                $"{operation.Unknown} {said}", operation.WhenUnknown),
            _ when ErrorCodes.IsThrottle(code) => new Problem(code, LimitsExceeded,
                $"The account's quota for this Region was used up. {said}", $"{operation.Again}; lower -RateLimit when others use the same account."),
            _ when ErrorCodes.IsTimeout(code) => new Problem(code, OperationTimeout,
                $"The service gave up waiting for the request. {said}", operation.Again + "."),
            _ => OfStatus(code, (int)e.StatusCode, said, operation),
        };
    }

    private static Problem OfStatus(string code, int status, string said, Operation operation) => status switch
    {
        429 => new Problem(code, LimitsExceeded,
            $"The service, or a proxy on the way to it, asks for fewer calls (HTTP 429). {said}", operation.Again + "; lower -RateLimit."),
        408 => new Problem(code, OperationTimeout, $"The service gave up waiting for the request (HTTP 408). {said}", operation.Again + "."),
        >= 500 => new Problem(code, ConnectionError,
            $"The service failed (HTTP {status}). {said}", $"{operation.Again}{operation.Harmless}."),

        // Not every code of a refused signature is known here, and the text of one quotes what was signed, session token included.
        401 or 403 => new Problem(code, PermissionDenied,
            $"The service, or a proxy on the way to it, answered HTTP {status} ({code}).", $"Check the endpoint, the proxy and the credentials. {operation.Again} then."),
        _ => new Problem(code, NotSpecified, $"The service answered HTTP {status}. {said}", "Look the code up in the API reference of Amazon Connect."),
    };

    private static Problem OfTorn(int status, Operation operation) => status == 429
        ? OfStatus("HTTP429", status, "The rest of the answer cannot be read.", operation)
        : new Problem("HTTP" + status, ConnectionError,
            $"The service answered HTTP {status}, and the rest of its answer broke off or cannot be read.",
            $"{operation.Again}{operation.Harmless}.");
}
