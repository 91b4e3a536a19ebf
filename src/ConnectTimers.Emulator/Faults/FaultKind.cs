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

    /// <summary>AccessDeniedException: the emulator has no policies of its own. Named <c>denied</c> on the wire.</summary>
    AccessDenied,
}
