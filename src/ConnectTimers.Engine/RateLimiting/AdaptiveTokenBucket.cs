namespace ConnectTimers.Engine.RateLimiting;

/// <summary>
/// A token bucket that refills at the given limit, or more slowly after throttling. It starts full. Its clock starts at the first response, because the
/// service's own clock starts somewhere between the first request and that response. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// The service's quota is a token bucket as well, so a throttled call means that the service's bucket is empty. Between two throttled calls the service
/// accepted exactly as much as it refilled: that is its real rate for this caller, whatever was assumed. Throttling therefore lowers the rate to slightly
/// below the measured one, or to about half where there is no measurement.
/// </para>
/// <para>
/// From there the rate grows along the cubic function of TCP CUBIC (RFC 9438): fast at first, flat around the last maximum rate, then faster again until
/// the limit or the next throttled call. The flat part keeps throttling rare; the steep part finds a raised quota.
/// </para>
/// </remarks>
internal sealed class AdaptiveTokenBucket(TimeProvider clock)
{
    // The part of the last maximum rate to start from. A value near 1 loses little; a lower one leaves more room for other clients that were throttled.
    private const double Beta = 0.9;

    // Beta where the measurement confirms the assumed rate.
    private const double ConfirmedBeta = 0.95;

    // Without a measurement: the new last maximum rate as a part of the old rate, and the beta below it. Together about a half, the first guess
    // for a limit that was assumed too high.
    private const double UnmeasuredMaximum = 0.6;
    private const double UnmeasuredBeta = 0.8;

    // A burst that is smaller than assumed by more than this part was assumed wrongly, and so may be the rate.
    private const double BurstTolerance = 0.2;

    // RFC 9438's C, as a part of the limit per cubic second: 8 s back to a last maximum rate of half the limit, and 22 s from there to the limit.
    private const double ScaleConstant = 0.025 / (8 * 8 * 8);

    // Calls a second, at least, after throttling: one call in ten seconds is the price of noticing that the quota is back.
    private const double MinRate = 0.1;

    // Accepted calls between two throttled ones that make a measurement, and that make one accurate to a tenth.
    private const int MinSample = 4;
    private const int ReliableSample = 20;

    private double _limit = double.PositiveInfinity;
    private double _burst = 1;
    private bool _intervalStartsAtResponse;
    private double _tokens = double.PositiveInfinity; // limited to the burst at the first call
    private long _refilledAt;

    private double _lastMaximumRate = double.PositiveInfinity; // infinite while the limit applies
    private double _beta;
    private long _epochStart; // the epoch being measured began
    private double _serviceTokens; // what the service's bucket held then, as far as known
    private int _accepted; // in this epoch
    private int? _sentBeforeFirstResponse = 0; // null after the first response
    private bool _wasIdle; // in this epoch tokens were unused, so the accepted calls measure the demand and not the quota

    /// <summary>Sets the limits.</summary>
    /// <param name="rate">Calls a second; infinite for no limit.</param>
    /// <param name="burst">Calls that may be sent at once.</param>
    /// <param name="intervalStartsAtResponse">See <see cref="RateLimits.IntervalStartsAtResponse"/>.</param>
    /// <param name="wasQuiet">
    /// Whether no run used the bucket until now: the quiet time then refills it at the new limits. The old ones were those of a run that has ended, and a run
    /// that knows a larger quota must not begin with the tokens of a smaller one.
    /// </param>
    public void SetLimits(double rate, double burst, bool intervalStartsAtResponse = false, bool wasQuiet = false)
    {
        if (!wasQuiet)
        {
            Refill();
        }

        (_limit, _burst, _intervalStartsAtResponse) = (rate, burst, intervalStartsAtResponse);
        if (wasQuiet)
        {
            Refill();
        }
    }

    /// <summary>The current rate in calls a second.</summary>
    public double Rate => double.IsPositiveInfinity(_lastMaximumRate) ? _limit : Math.Clamp(CubicRate(), Math.Min(MinRate, _limit), _limit);

    /// <summary>Tokens wasted so far because calls were sent more slowly than the rate allowed. Without a limit, one for each call.</summary>
    public double Wasted { get; private set; }

    /// <summary>Returns the time until a token is available, at most a minute; zero when there is one.</summary>
    public TimeSpan TimeUntilToken()
    {
        Refill();

        // Slightly less than a whole token counts: the clock's rounding would otherwise cost another wait of nearly zero.
        return double.IsPositiveInfinity(Rate) || _tokens > 1 - 1e-6
            ? TimeSpan.Zero
            // Rounded up to the timers' resolution of a millisecond; at most a minute, because the rate may change meanwhile.
            : TimeSpan.FromMilliseconds(Math.Min(60_000, Math.Ceiling((1 - _tokens) / Rate * 1000)));
    }

    /// <summary>Takes the available token: a call is sent.</summary>
    public void Take()
    {
        if (double.IsPositiveInfinity(_tokens))
        {
            // The first call: the clock starts, and the service's bucket is assumed as full as this one.
            (_tokens, _serviceTokens) = (_burst, double.IsPositiveInfinity(_limit) ? 0 : _burst);
            _refilledAt = _epochStart = clock.GetTimestamp();
        }

        _tokens--;
        _sentBeforeFirstResponse++;
        if (double.IsPositiveInfinity(Rate))
        {
            Wasted++;
        }
    }

    /// <summary>Puts back the token of a call that was not sent.</summary>
    public void PutBack()
    {
        _tokens = Math.Min(_burst, _tokens + 1);
        _sentBeforeFirstResponse--;
        if (double.IsPositiveInfinity(Rate))
        {
            Wasted--;
        }
    }

    /// <summary>Records a response of any kind. The first one restarts the clock, because the first request may have taken long to arrive.</summary>
    public void RecordResponse()
    {
        if (_sentBeforeFirstResponse is { } sent && !double.IsPositiveInfinity(_tokens))
        {
            _tokens = Math.Min(_tokens, _burst - sent);
            _refilledAt = clock.GetTimestamp();
            _sentBeforeFirstResponse = null;
        }
        else if (_intervalStartsAtResponse)
        {
            (_tokens, _refilledAt) = (Math.Min(_tokens, 0), clock.GetTimestamp());
        }
    }

    /// <summary>Records an accepted call.</summary>
    public void RecordAccepted() => _accepted++;

    /// <summary>Records a throttled call and lowers the rate, unless the call was sent before the last reduction and so says nothing new.</summary>
    /// <param name="sentAt">The clock's timestamp when the call was sent.</param>
    /// <returns>Whether the rate was lowered.</returns>
    public bool RecordThrottled(long sentAt)
    {
        if (sentAt < _epochStart)
        {
            return false;
        }

        Refill();
        var now = clock.GetTimestamp();
        (_lastMaximumRate, _beta) = Measure(Rate, _accepted - _serviceTokens, clock.GetElapsedTime(_epochStart, now).TotalSeconds);
        (_epochStart, _refilledAt, _serviceTokens, _accepted, _wasIdle, _tokens) = (now, now, 0, 0, false, 0);
        return true;
    }

    // The rate to grow back to, and the part of it to start from. `refilled` is what the service's bucket refilled in the epoch.
    private (double LastMaximumRate, double Beta) Measure(double rate, double refilled, double seconds)
    {
        if (double.IsPositiveInfinity(rate))
        {
            return ((_accepted + 1) / Math.Max(1e-3, seconds), UnmeasuredBeta);
        }

        if (refilled < -_serviceTokens * BurstTolerance)
        {
            return (rate * UnmeasuredMaximum, UnmeasuredBeta); // the burst was smaller than assumed, and the rate is still unknown
        }

        // Each end of the measurement is accurate to one token. Where that alone may explain the difference, the rate is kept: the call
        // arrived a moment too early, which is a matter of two clocks and not of two rates.
        if (refilled >= ReliableSample && rate <= (refilled + 2) / seconds)
        {
            return (rate, ConfirmedBeta);
        }

        if (_serviceTokens > 0 && refilled < MinSample)
        {
            return (rate, Beta); // the burst was about as large as assumed, and the rate is still unknown
        }

        // With idle time in the epoch, fewer calls were accepted than the service refilled.
        return (_wasIdle ? rate : Math.Min(rate, (refilled + 1) / seconds), refilled < MinSample ? UnmeasuredBeta : Beta);
    }

    // RFC 9438, 4.2: beta times the last maximum rate at the start of the epoch, the last maximum rate after the time window (its K), then beyond.
    private double CubicRate()
    {
        // Without a limit, the scale follows the last maximum rate: it doubles in the time that otherwise leads from half the limit to the limit.
        var scale = ScaleConstant * (double.IsPositiveInfinity(_limit) ? 2 * _lastMaximumRate : _limit);
        var timeWindow = Math.Cbrt(_lastMaximumRate * (1 - _beta) / scale);
        var time = clock.GetElapsedTime(_epochStart).TotalSeconds - timeWindow;
        return _lastMaximumRate + (scale * time * time * time);
    }

    private void Refill()
    {
        if (double.IsPositiveInfinity(_tokens))
        {
            return;
        }

        var now = clock.GetTimestamp();
        var rate = Rate;
        var tokens = double.IsPositiveInfinity(rate) ? _burst : _tokens + (clock.GetElapsedTime(_refilledAt, now).TotalSeconds * rate);
        _tokens = Math.Min(_burst, tokens);
        _refilledAt = now;
        Wasted += tokens - _tokens;
        _wasIdle |= tokens - _tokens > 0.5; // a timer that fires slightly late is no idle time
        if (rate >= _limit)
        {
            _lastMaximumRate = double.PositiveInfinity;
        }
    }
}
