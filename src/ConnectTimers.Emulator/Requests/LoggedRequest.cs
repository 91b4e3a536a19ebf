namespace ConnectTimers.Emulator;

/// <summary>One call and what became of it.</summary>
/// <param name="Time">When it had come in whole, by the emulator's clock.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query as they were sent, percent-encoding and all.</param>
/// <param name="Body">The body as text.</param>
/// <param name="Status">The HTTP status; 0 where there was no answer (reset, hang, reset-after).</param>
/// <param name="ErrorType">The error's type, as in <c>X-Amzn-Errortype</c>; null for a success and where the answer had none.</param>
/// <param name="RequestId">The id the answer carried, or would have.</param>
/// <param name="Region">The Region of the signature's scope; null where there was no readable signature.</param>
/// <param name="Fault">The name of the fault that was drawn, if any.</param>
public sealed record LoggedRequest(
    DateTimeOffset Time,
    string Method,
    string Path,
    string Body,
    int Status,
    string? ErrorType,
    string RequestId,
    string? Region,
    string? Fault);
