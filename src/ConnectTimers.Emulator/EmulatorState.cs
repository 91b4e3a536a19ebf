namespace ConnectTimers.Emulator;

/// <summary>The contacts and what became of the calls, as <c>GET /_emulator/state</c> returns them.</summary>
/// <param name="Contacts">Every contact named so far, in the order first named.</param>
/// <param name="Counts">What became of the calls to Amazon Connect.</param>
/// <param name="Chats">How many chats wait, have an agent or have ended, and how many had their timers in force.</param>
/// <param name="Queues">The queue of contact events and its dead-letter queue; none without <see cref="EmulatorOptions.Queue"/>.</param>
public sealed record EmulatorState(
    IReadOnlyList<ContactSnapshot> Contacts, EmulatorCounts Counts, ChatCounts Chats, IReadOnlyList<QueueSnapshot> Queues);

/// <summary>How many chats there were since the start or the last reset, without those that had an agent or had ended at the start.</summary>
/// <param name="Arrived">Chats that began.</param>
/// <param name="InForce">Chats that had timers stored when their first agent joined.</param>
/// <param name="NotInForce">Chats that had none when their first agent joined.</param>
/// <param name="Abandoned">Chats that ended before an agent joined.</param>
/// <param name="Waiting">Chats that wait for their first agent. <c>Arrived</c> is the sum of the others.</param>
public sealed record ChatCounts(int Arrived, int InForce, int NotInForce, int Abandoned, int Waiting);

/// <summary>A queue at one moment.</summary>
/// <param name="Name">The queue's name.</param>
/// <param name="Url">The queue's URL.</param>
/// <param name="Visible">Messages that can be received.</param>
/// <param name="InFlight">Messages that were received and are not visible.</param>
/// <param name="Delayed">Messages that have never been visible yet.</param>
/// <param name="Sent">Messages that entered the queue.</param>
/// <param name="Received">Deliveries; a message received twice counts twice.</param>
/// <param name="Deleted">Messages that a consumer deleted.</param>
/// <param name="DeadLettered">Messages that went to the dead-letter queue.</param>
public sealed record QueueSnapshot(
    string Name, Uri Url, int Visible, int InFlight, int Delayed, int Sent, int Received, int Deleted, int DeadLettered);

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
    IReadOnlyDictionary<string, int?> InForce)
{
    /// <summary>When the contact was initiated.</summary>
    public DateTimeOffset InitiationTimestamp { get; init; }

    /// <summary>When timers were last stored; null if none were.</summary>
    public DateTimeOffset? StoredTimestamp { get; init; }

    /// <summary>When the current agent joined, or the last one of a contact that has ended; null without one.</summary>
    public DateTimeOffset? ConnectedToAgentTimestamp { get; init; }

    /// <summary>When the contact ended; null if it has not.</summary>
    public DateTimeOffset? DisconnectTimestamp { get; init; }

    /// <summary>Whether timers were stored when the first agent joined; null until then, and if it joined before the emulator started.</summary>
    public bool? TimersInForce { get; init; }
}

/// <summary>How many calls arrived and what became of them. Each counts once: <c>Received</c> is the sum of the others.</summary>
/// <param name="Received">Calls to Amazon Connect; SQS, STS and the control addresses do not count.</param>
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
    string? Fault)
{
    /// <summary>The operation's name; null for a request that is for none.</summary>
    public string? Operation { get; init; }

    /// <summary>The account that signed the call; null without a valid signature.</summary>
    public string? Account { get; init; }
}
