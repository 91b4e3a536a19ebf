namespace ConnectTimers.Emulator;

/// <summary>The contacts and what became of the calls, as <c>GET /_emulator/state</c> returns them.</summary>
/// <param name="Contacts">Every contact named so far, in the order first named.</param>
/// <param name="Counts">What became of the calls.</param>
public sealed record EmulatorState(IReadOnlyList<ContactSnapshot> Contacts, EmulatorCounts Counts);

/// <summary>A contact at one moment.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="State">Whether the chat waits, has an agent or has ended.</param>
/// <param name="Stored">Minutes by <c>ROLE/TYPE</c>, in the order first named; null after an Unset; absent if never named.</param>
/// <param name="InForce">The timers that were stored when the current agent joined; empty without an agent.</param>
public sealed record ContactSnapshot(
    string InstanceId,
    string ContactId,
    ContactState State,
    IReadOnlyDictionary<string, int?> Stored,
    IReadOnlyDictionary<string, int?> InForce);

/// <summary>How many calls arrived and what became of them. Each counts once: <c>Received</c> is the sum of the others.</summary>
/// <param name="Received">Calls to the service; the control addresses do not count.</param>
/// <param name="Accepted">Calls answered with 200, late answers included.</param>
/// <param name="Throttled">Calls rejected for their rate, by the quota or by a fault.</param>
/// <param name="Faulted">Calls that failed by a fault other than throttle and slow; of these, reset-after and truncated were applied.</param>
/// <param name="Refused">Calls rejected for what they were: signature, shape, contact or path.</param>
public sealed record EmulatorCounts(int Received, int Accepted, int Throttled, int Faulted, int Refused);

/// <summary>A call and what became of it.</summary>
/// <param name="Time">When the whole request had arrived, by the emulator's clock.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and query as they were sent, percent-encoded.</param>
/// <param name="Body">The body as text.</param>
/// <param name="Status">The HTTP status; 0 without an answer (reset, hang, reset-after).</param>
/// <param name="ErrorType">The error's type, as in <c>X-Amzn-Errortype</c>; null for a success and for an answer without one.</param>
/// <param name="RequestId">The request id of the answer, or of the answer that was withheld.</param>
/// <param name="Region">The Region of the signature's scope; null without a readable signature.</param>
/// <param name="Fault">The name of the fault that hit the call; null without one.</param>
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
