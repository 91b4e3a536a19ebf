namespace ConnectTimers.Engine.RateLimiting;

/// <summary>
/// Tells a service that is gone from a contact that fails. When several contacts in a row get no proper answer, the fault is not
/// theirs: calls pause, and one at a time is let through to see whether the service is back.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider clock)
{
    // So many different contacts in a row. Two may be chance: at one broken call in twenty, three in a row happen once in 8,000.
    private const int Contacts = 3;

    // The first probe, and the longest pause between two: what a recovery costs at most.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly HashSet<(string, string)> _broken = [];
    private TimeSpan _pause = FirstPause;
    private long _paused;

    /// <summary>Whether calls pause.</summary>
    public bool IsOn => _broken.Count >= Contacts;

    /// <summary>How long until the next probe may leave; zero when it may, and when there is no outage.</summary>
    public TimeSpan Wait()
    {
        var left = IsOn ? _pause - clock.GetElapsedTime(_paused) : TimeSpan.Zero;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>A call of a contact got no proper answer.</summary>
    /// <param name="contact">Whose it was.</param>
    /// <param name="isFirst">Whether it is the contact's first. One that fails again while others get through is no sign of an outage.</param>
    public void Broken((string Instance, string Contact) contact, bool isFirst)
    {
        if (IsOn)
        {
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
        else if (isFirst)
        {
            _broken.Add(contact);
            _pause = FirstPause;
        }

        _paused = clock.GetTimestamp();
    }

    /// <summary>The service answered, whatever it said: it is there.</summary>
    public void Answered() => _broken.Clear();

    /// <summary>Somebody new asks: the next probe may leave at once.</summary>
    public void ProbeNow()
    {
        _pause = FirstPause;
        _paused = clock.GetTimestamp() - (long)(FirstPause.TotalSeconds * clock.TimestampFrequency);
    }
}
