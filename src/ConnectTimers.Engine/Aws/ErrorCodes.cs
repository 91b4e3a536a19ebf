using Amazon.Runtime;

namespace ConnectTimers.Engine.Aws;

/// <summary>What kind of error a code of the service is, after the lists of AWSSDK.Core's retry policy and AWS's "Common errors".</summary>
internal static class ErrorCodes
{
    /// <summary>The service's code; <c>HTTP503</c> and the like if the response has none.</summary>
    public static string Of(AmazonServiceException e) => ForeignText.Code(e.ErrorCode) is { Length: > 0 } code ? code : "HTTP" + (int)e.StatusCode;

    /// <summary>The account's quota was used up.</summary>
    public static bool IsThrottle(string code) => code is "ThrottlingException" or "Throttling" or "ThrottledException"
        or "TooManyRequestsException" or "RequestLimitExceeded" or "RequestThrottled" or "RequestThrottledException" or "LimitExceededException";

    /// <summary>The service timed out waiting for the request.</summary>
    public static bool IsTimeout(string code) => code is "RequestTimeout" or "RequestTimeoutException";

    /// <summary>There is no such contact, instance or queue.</summary>
    public static bool IsUnknown(string code) => code is "ResourceNotFoundException" or "QueueDoesNotExist" or "AWS.SimpleQueueService.NonExistentQueue";

    /// <summary>The caller may not do this.</summary>
    public static bool IsDenied(string code) => code is "AccessDeniedException" or "AccessDenied";

    /// <summary>Temporary credentials have expired.</summary>
    public static bool IsExpired(string code) => code is "ExpiredTokenException" or "ExpiredToken";

    /// <summary>Renewed credentials of the same source may be accepted: these have expired or are unknown to the service.</summary>
    public static bool IsRenewable(string code) => IsExpired(code) || code is "UnrecognizedClientException" or "InvalidClientTokenId";

    /// <summary>Codes of a wrongly dated signature; some have other causes as well.</summary>
    public static bool MayBeClock(string code) => IsClock(code) || IsDenied(code)
        || code is "InvalidSignatureException" or "SignatureDoesNotMatch" or "AuthFailure";

    /// <summary>Codes that only a wrongly dated signature gets.</summary>
    public static bool IsClock(string code) => code is "RequestTimeTooSkewed" or "RequestExpired" or "RequestInTheFuture";

    /// <summary>Codes of rejected credentials or a rejected signature, whatever the call.</summary>
    public static bool IsAuthentication(string code) => IsRenewable(code) || (MayBeClock(code) && !IsDenied(code))
        || code is "IncompleteSignatureException" or "IncompleteSignature" or "MissingAuthenticationTokenException" or "MissingAuthenticationToken";
}
