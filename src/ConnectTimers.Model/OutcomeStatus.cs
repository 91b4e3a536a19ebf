namespace ConnectTimers;

/// <summary>The status of an outcome.</summary>
public enum OutcomeStatus
{
    /// <summary>The service accepted the call. A chat uses the timers that were set when its agent joined: see the help.</summary>
    Accepted,

    /// <summary>The service rejected the call, or could not be reached.</summary>
    Failed,

    /// <summary>The row could not be used, so nothing was sent for its contact.</summary>
    Invalid,

    /// <summary>There was nothing to set, it was already accepted, or it would have had no effect.</summary>
    Skipped,

    /// <summary>The user answered No.</summary>
    Declined,

    /// <summary>It would have been sent without -WhatIf.</summary>
    WhatIf,

    /// <summary>The run ended before it was sent, or during the call.</summary>
    Cancelled,
}
