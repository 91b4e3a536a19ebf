namespace ConnectTimers.Emulator;

/// <summary>How many calls came in, and what became of them. Each counts once: <c>Received</c> is the sum of the others.</summary>
/// <param name="Received">Calls to the service; the control addresses do not count.</param>
/// <param name="Accepted">Answered with 200, late ones included.</param>
/// <param name="Throttled">Refused for the rate, by the bucket or by a fault.</param>
/// <param name="Faulted">Failed by a fault other than throttle and slow; of these, reset-after and truncated were applied.</param>
/// <param name="Refused">Refused for what they were: signature, shape, contact, path.</param>
public sealed record EmulatorCounts(int Received, int Accepted, int Throttled, int Faulted, int Refused);
