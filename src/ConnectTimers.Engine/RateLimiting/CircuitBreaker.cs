using ConnectTimers.Engine.Execution;

namespace ConnectTimers.Engine.RateLimiting;

/// <summary>
/// Tells an unreachable service from a contact that fails. When calls for several contacts in a row get no valid response, the contacts are not the
/// cause: the circuit opens, calls pause, and one probe at a time checks whether the service is back.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider clock)
{
    // Different contacts in a row. Two may be chance: if one call in twenty fails, three in a row happen once in 8,000.
    private const int FailureThreshold = 3;

    // The pause before the first probe, and the longest pause between two probes: what a recovery costs at most.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(15);

    private readonly HashSet<ContactKey> _failedContacts = [];
    private TimeSpan _pause = FirstPause;
    private long _pausedAt;

    /// <summary>Whether calls pause.</summary>
    public bool IsOpen => _failedContacts.Count >= FailureThreshold;

    /// <summary>Returns the time until the next probe may be sent; zero when it may be sent now or the circuit is closed.</summary>
    public TimeSpan TimeUntilProbe()
    {
        var left = IsOpen ? _pause - clock.GetElapsedTime(_pausedAt) : TimeSpan.Zero;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Records a call without a valid response.</summary>
    /// <param name="contact">The contact of the call.</param>
    /// <param name="isFirstFailure">Whether the call had not failed before. Repeated failures of one call while others succeed are no outage.</param>
    public void RecordFailure(ContactKey contact, bool isFirstFailure)
    {
        if (IsOpen)
        {
            _pause = _pause * 2 < MaxPause ? _pause * 2 : MaxPause;
        }
        else if (isFirstFailure)
        {
            _failedContacts.Add(contact);
            _pause = FirstPause;
        }

        _pausedAt = clock.GetTimestamp();
    }

    /// <summary>Records a response of the service, whatever it says, and closes the circuit.</summary>
    public void RecordResponse() => _failedContacts.Clear();

    /// <summary>Lets the next probe be sent at once, for a new run.</summary>
    public void ProbeNow()
    {
        _pause = FirstPause;
        _pausedAt = clock.GetTimestamp() - (long)(FirstPause.TotalSeconds * clock.TimestampFrequency);
    }
}
