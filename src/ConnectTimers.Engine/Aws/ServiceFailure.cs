using System.Net.Sockets;
using Amazon.Runtime;
using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Engine.Aws;

/// <summary>Makes of what the SDK throws what a person needs to know: the service's code, its kind, and what to do next.</summary>
internal static class ServiceFailure
{
    public static Answer Answer(Exception exception, string endpoint) => exception switch
    {
        AmazonServiceException service when service.StatusCode != 0 => OfService(service),
        // Not by the caller's token: that one was looked at before. So the SDK's own time-out, which breaks the connection as well.
        _ when Find<OperationCanceledException>(exception) is not null || Find<TimeoutException>(exception) is not null => new Answer(AnswerKind.Broken, null, TimedOut(endpoint)),
        _ when Find<HttpRequestException>(exception) is { } broken => new Answer(AnswerKind.Broken, null, Unreachable(broken, endpoint)),
        _ when Find<IOException>(exception) is { } broken => new Answer(AnswerKind.Broken, null, Unreachable(broken, endpoint)),
        // Credentials are fetched again inside a call when they expire.
        AmazonClientException client => new Answer(AnswerKind.Hopeless, null, RunProblems.NoCredentials(client.Message)),
        _ => new Answer(AnswerKind.Refused, null, RunProblems.Unexpected(exception)),
    };

    /// <summary>An answer below 400 that is not the service's: a redirect, or another server's idea of success.</summary>
    public static Problem NotTheService(int status, string endpoint) => new("HTTP" + status, ConnectionError,
        $"{Shown.Value(endpoint)} answered HTTP {status}{(status is >= 300 and < 400 ? ", a redirect, which is never followed" : "; the service answers 200")}.",
        "Use the address of the service itself as the endpoint; the timers were not set.");

    private static Answer OfService(AmazonServiceException e)
    {
        var code = string.IsNullOrEmpty(e.ErrorCode) ? "HTTP" + (int)e.StatusCode : e.ErrorCode;
        return IsAuthentication(code)
            ? new Answer(AnswerKind.Hopeless, e.RequestId, Refused(code))
            : new Answer(Kind(code, (int)e.StatusCode), e.RequestId, OfCode(code, e));
    }

    private static AnswerKind Kind(string code, int status) =>
        IsThrottle(code) ? AnswerKind.Throttled
        : status >= 500 || IsTimeout(code) ? AnswerKind.Broken
        : AnswerKind.Refused;

    private static Problem OfCode(string code, AmazonServiceException e)
    {
        var said = $"{code}: {Shown.Sentence(string.IsNullOrWhiteSpace(e.Message) ? "(no message)" : e.Message)}";
        return code switch
        {
            "InvalidRequestException" or "InvalidParameterException" => new Problem(code, InvalidArgument,
                $"The service refused the request. {said}", "Compare the timers and the ids with the administrator guide, 'Set up chat timeouts'."),
            "AccessDeniedException" => new Problem(code, PermissionDenied,
                $"These credentials may not do this. {said}",
                "Allow connect:UpdateParticipantRoleConfig on the instance and on instance/ID/contact/*, then run the contact again."),
            "ResourceNotFoundException" => new Problem(code, ObjectNotFound,
                $"The service knows no such open chat. {said}", "Check the contact, the instance and the Region; a chat that has ended cannot be set any more."),
            _ when IsThrottle(code) => new Problem(code, LimitsExceeded,
                $"The account's quota for this Region was used up. {said}", "Run the contact again; lower -RateLimit when others use the same account."),
            _ when IsTimeout(code) => new Problem(code, OperationTimeout,
                $"The service gave up waiting for the request. {said}", "Run the contact again."),
            _ when (int)e.StatusCode >= 500 => new Problem(code, ConnectionError,
                $"The service failed (HTTP {(int)e.StatusCode}). {said}", "Run the contact again: setting the same timers twice does no harm."),
            _ => new Problem(code, NotSpecified, $"The service answered HTTP {(int)e.StatusCode}. {said}", "Look the code up in the API reference of Amazon Connect."),
        };
    }

    // The service's own message is left out: AWS quotes the canonical request in it, session token included.
    private static Problem Refused(string code) => new(code, AuthenticationError,
        code.StartsWith("ExpiredToken", StringComparison.Ordinal)
            ? $"The credentials have expired ({code})."
            : $"The service does not take these credentials ({code}).",
        "Sign in again or correct the keys, check this machine's clock, then run the rest again.");

    private static Problem Unreachable(Exception e, string endpoint) => new("EndpointUnreachable", ConnectionError,
        $"{Shown.Value(endpoint)} cannot be reached or broke off: {Shown.Sentence(Innermost(e).Message)}",
        "Check the endpoint, the Region and the network, then run the contact again: setting the same timers twice does no harm.");

    /// <summary>No answer within the time that one attempt has.</summary>
    public static Problem TimedOut(string endpoint) => new("RequestTimeout", OperationTimeout,
        $"{Shown.Value(endpoint)} did not answer in time.", "Run the contact again: setting the same timers twice does no harm.");

    private static bool IsAuthentication(string code) => code is "UnrecognizedClientException" or "InvalidSignatureException"
        or "ExpiredTokenException" or "ExpiredToken" or "InvalidClientTokenId" or "SignatureDoesNotMatch"
        or "IncompleteSignatureException" or "IncompleteSignature" or "MissingAuthenticationTokenException" or "MissingAuthenticationToken";

    // By code, as the SDKs do: a proxy's 429 has another reason than the account's quota.
    private static bool IsThrottle(string code) => code is "ThrottlingException" or "Throttling" or "ThrottledException"
        or "TooManyRequestsException" or "RequestLimitExceeded" or "RequestThrottled" or "RequestThrottledException" or "LimitExceededException";

    private static bool IsTimeout(string code) => code is "RequestTimeout" or "RequestTimeoutException";

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static Exception Innermost(Exception e) => Find<SocketException>(e) ?? e;
}
