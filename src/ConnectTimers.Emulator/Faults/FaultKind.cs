namespace ConnectTimers.Emulator;

/// <summary>What can be made to go wrong.</summary>
public enum FaultKind
{
    /// <summary>ThrottlingException, as if the bucket were empty.</summary>
    Throttle,

    /// <summary>InternalServiceException; nothing is applied. Named <c>500</c> on the wire.</summary>
    InternalError,

    /// <summary>The connection is aborted; nothing is applied.</summary>
    Reset,

    /// <summary>No answer until the client goes or the emulator stops; nothing is applied.</summary>
    Hang,

    /// <summary>The call is carried out as ever, its answer comes late: a client that gave up was served all the same.</summary>
    Slow,

    /// <summary>503 as a load balancer gives it: HTML, no error type and no request id; nothing is applied. Named <c>503</c> on the wire.</summary>
    Unavailable,

    /// <summary>500 with an empty body and no error type; nothing is applied. Named <c>empty500</c> on the wire.</summary>
    EmptyError,

    /// <summary>The call is applied and the connection aborted before an answer. Named <c>reset-after</c> on the wire.</summary>
    ResetAfter,

    /// <summary>The call is applied, and its answer breaks off: 200, and less of a body than was promised.</summary>
    Truncated,

    /// <summary>AccessDeniedException: the emulator has no policies of its own. Named <c>denied</c> on the wire.</summary>
    AccessDenied,
}
