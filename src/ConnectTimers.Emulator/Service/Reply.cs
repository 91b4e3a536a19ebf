using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>The answer to a call.</summary>
internal sealed record Reply(int Status, byte[] Body)
{
    private const string LoadBalancerPage = """
        <html>
        <head><title>503 Service Temporarily Unavailable</title></head>
        <body><center><h1>503 Service Temporarily Unavailable</h1></center></body>
        </html>
        """;

    public string ContentType { get; init; } = "application/json";

    /// <summary>The error's type, for the log; null for a success, and where a fault omits it.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether the service itself answers, and so gives a request id.</summary>
    public bool FromService { get; private init; } = true;

    /// <summary>Whether the connection ends half-way through the body.</summary>
    public bool BreaksOff { get; private init; }

    public static Reply EmptyError() => new(StatusCodes.Status500InternalServerError, []);

    public static Reply Unavailable() => new(StatusCodes.Status503ServiceUnavailable, Encoding.ASCII.GetBytes(LoadBalancerPage))
    {
        ContentType = "text/html",
        FromService = false,
    };

    /// <summary>Returns an answer that breaks off. An empty body cannot, so two bytes take its place.</summary>
    public static Reply Truncated(Reply whole) => whole with { Body = whole.Body.Length > 1 ? whole.Body : "{}"u8.ToArray(), BreaksOff = true };
}

/// <summary>An error of the service.</summary>
/// <remarks>
/// AWS documents types and statuses only; the messages are worded like those of other AWS services. None repeats a
/// secret, a signature or a token.
/// </remarks>
internal sealed class ServiceException(int status, string type, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Type { get; } = type;

    /// <summary>The error's code in the query protocol; null where it is the type.</summary>
    public string? QueryCode { get; init; }

    public static ServiceException MissingToken() =>
        new(403, "MissingAuthenticationTokenException", "Missing Authentication Token") { QueryCode = "MissingAuthenticationToken" };

    public static ServiceException IncompleteSignature(string message) => new(403, "IncompleteSignatureException", message) { QueryCode = "IncompleteSignature" };

    public static ServiceException InvalidSignature(string message) => new(403, "InvalidSignatureException", message) { QueryCode = "SignatureDoesNotMatch" };

    public static ServiceException UnknownClient() =>
        new(403, "UnrecognizedClientException", "The security token included in the request is invalid.") { QueryCode = "InvalidClientTokenId" };

    public static ServiceException TokenExpired() =>
        new(403, "ExpiredTokenException", "The security token included in the request is expired") { QueryCode = "ExpiredToken" };

    /// <param name="action">The IAM action, as in <c>connect:SearchContacts</c>.</param>
    public static ServiceException AccessDenied(string action) =>
        new(403, "AccessDeniedException", $"User is not authorized to perform: {action}") { QueryCode = "AccessDenied" };

    public static ServiceException Throttled() => new(429, "ThrottlingException", "Rate exceeded");

    public static ServiceException InternalError() => new(500, "InternalServiceException", "Internal service error");

    public static ServiceException ContactNotFound() =>
        new(404, "ResourceNotFoundException", "The contact was not found in this instance, or has ended.");

    public static ServiceException InstanceNotFound() =>
        new(404, "ResourceNotFoundException", "The instance was not found in this account.");

    public static ServiceException UnknownOperation() =>
        new(404, "UnknownOperationException", "No operation has this method and path.");

    /// <summary>The request does not have the shape of the API model.</summary>
    public static ServiceException InvalidRequest(string message) => new(400, "InvalidRequestException", message);

    /// <summary>
    /// The shape is right, a value is not. Which of the two 400s a value out of range, a duplicate or an id too long
    /// yields is not documented; this is the emulator's reading.
    /// </summary>
    public static ServiceException InvalidParameter(string message) => new(400, "InvalidParameterException", message);
}
