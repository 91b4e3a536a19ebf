namespace ConnectTimers.Emulator;

/// <summary>An error of the service, as it goes over the wire.</summary>
/// <remarks>
/// Only types and statuses are documented; the messages are worded after AWS's other services.
/// None repeats a secret, a signature or a token.
/// </remarks>
internal sealed class ServiceException(int status, string type, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Type { get; } = type;

    public static ServiceException MissingToken() =>
        new(403, "MissingAuthenticationTokenException", "Missing Authentication Token");

    public static ServiceException IncompleteSignature(string message) => new(403, "IncompleteSignatureException", message);

    public static ServiceException InvalidSignature(string message) => new(403, "InvalidSignatureException", message);

    public static ServiceException UnknownClient() =>
        new(403, "UnrecognizedClientException", "The security token included in the request is invalid.");

    public static ServiceException TokenExpired() =>
        new(403, "ExpiredTokenException", "The security token included in the request is expired");

    public static ServiceException AccessDenied(string operation) =>
        new(403, "AccessDeniedException", $"User is not authorized to perform: connect:{operation}");

    public static ServiceException Throttled() => new(429, "ThrottlingException", "Rate exceeded");

    public static ServiceException InternalError() => new(500, "InternalServiceException", "Internal service error");

    public static ServiceException ContactNotFound() =>
        new(404, "ResourceNotFoundException", "The contact was not found in this instance, or has ended.");

    public static ServiceException UnknownOperation() =>
        new(404, "UnknownOperationException", "No operation has this method and path.");

    /// <summary>The request does not have the shape of the model.</summary>
    public static ServiceException InvalidRequest(string message) => new(400, "InvalidRequestException", message);

    /// <summary>
    /// The shape is right, a value is not. Which of the two 400s a value out of range, a duplicate or an id too long
    /// yields is documented nowhere; this is the reading taken here.
    /// </summary>
    public static ServiceException InvalidParameter(string message) => new(400, "InvalidParameterException", message);
}
