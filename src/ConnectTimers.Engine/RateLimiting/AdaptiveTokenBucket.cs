namespace ConnectTimers.Engine.RateLimiting;

/// <summary>
/// How fast calls may leave: a token bucket whose rate is the limit it was given, or less where the service said so. Starts full; its
/// clock starts with the first answer, because the service's own starts somewhere between the first call and that. Not safe for several
/// threads: the governor that owns it has one.
/// </summary>
/// <remarks>
/// <para>
/// The service's own quota is such a bucket, so a throttled call says that it is empty. Between two throttled calls exactly as much
/// was accepted as the service refilled: that is its rate, for us and now, whatever was assumed. A throttled call therefore cuts the
/// rate to a little below what was measured or, where nothing could be measured, by half.
/// </para>
/// <para>
/// From there the rate climbs along a cubic curve, as TCP CUBIC does (RFC 9438): quickly back to nearly where it was, flat there, then
/// ever steeper until the limit or the next throttled call. The flat part keeps throttled calls rare; the steep one finds a quota that
/// was raised.
/// </para>
/// </remarks>
internal sealed class AdaptiveTokenBucket(TimeProvider clock)
{
    // The part of the measured rate that the climb starts from. The nearer to 1, the less is lost; the further, the more room there is for
    // somebody else who has been slowed down as well. Of the rate that was assumed, when it has been found to be right.
    private const double Cut = 0.9;
    private const double SmallCut = 0.95;

    // Where little or nothing was measured: the peak to climb back to, and the start below it; together about half, the first guess for
    // a limit that was assumed too high.
    private const double BlindPeak = 0.6;
    private const double BlindCut = 0.8;

    // A burst that falls short by more than this part was assumed wrongly, and so may be the rate.
    private const double WrongBurst = 0.2;

    // Of the limit, per cubic second: 8 s from the cut back to a peak of half the limit, and 22 s from there to the limit.
    private const double Climb = 0.025 / (8 * 8 * 8);

    // The slowest that a throttled rate gets: a call in ten seconds is what it costs to notice that the quota is back.
    private const double Slowest = 0.1;

    // So many calls between two throttled ones measure something; so many, to within a tenth.
    private const int EnoughToMeasure = 4;
    private const int EnoughToTrust = 20;

    private double _limit = double.PositiveInfinity;
    private double _burst = 1;
    private bool _isFromAnswer;
    private double _tokens = double.PositiveInfinity; // cut to the burst at the first call
    private long _counted;

    private double _peak = double.PositiveInfinity; // the rate to climb back to; infinite while the limit holds
    private double _cut;
    private long _since; // when the epoch began that is being measured
    private double _stock; // what the service's bucket held then, as far as is known
    private int _accepted; // since then
    private int? _unanswered = 0; // calls that left before the first answer; null after it
    private bool _wasIdle; // since then calls could have left and did not, so what was accepted measures the demand

    /// <summary>Sets the limits.</summary>
    /// <param name="rate">Calls per second; infinite for none.</param>
    /// <param name="burst">How many may leave at once.</param>
    /// <param name="isFromAnswer">
    /// Whether the time to the next call is counted from the answer of the one before, and not from when it left. At the whole of a quota
    /// whose burst is 1 nothing is to spare: a call that is faster on its way than the one before it would come too early.
    /// </param>
    public void Limit(double rate, double burst, bool isFromAnswer = false)
    {
        Refill();
        (_limit, _burst, _isFromAnswer) = (rate, burst, isFromAnswer);
    }

    /// <summary>Calls per second that may leave now.</summary>
    public double Rate => double.IsPositiveInfinity(_peak) ? _limit : Math.Clamp(Climbing(), Math.Min(Slowest, _limit), _limit);

    /// <summary>Tokens that went to waste so far, because calls left more slowly than they might have. Where there is no limit, one a call.</summary>
    public double Lost { get; private set; }

    /// <summary>How long until a token is there; zero when one is.</summary>
    public TimeSpan Wait()
    {
        Refill();

        // A hair less than a whole token counts: the clock's own rounding would otherwise cost another wait of nothing.
        return double.IsPositiveInfinity(Rate) || _tokens > 1 - 1e-6
            ? TimeSpan.Zero
            // Rounded up to the millisecond that timers have; at most a minute, because the rate may have changed by then.
            : TimeSpan.FromMilliseconds(Math.Min(60_000, Math.Ceiling((1 - _tokens) / Rate * 1000)));
    }

    /// <summary>Takes the token that <see cref="Wait"/> said is there: a call leaves.</summary>
    public void Take()
    {
        if (double.IsPositiveInfinity(_tokens))
        {
            // The first call: the clock starts, and the service's bucket is taken for as full as ours.
            (_tokens, _stock) = (_burst, double.IsPositiveInfinity(_limit) ? 0 : _burst);
            _counted = _since = clock.GetTimestamp();
        }

        _tokens--;
        _unanswered++;
        if (double.IsPositiveInfinity(Rate))
        {
            Lost++;
        }
    }

    /// <summary>A call was answered, however. The first one starts the clock anew: the call may have been long on its way.</summary>
    public void Answered()
    {
        if (_unanswered is { } taken && !double.IsPositiveInfinity(_tokens))
        {
            _tokens = Math.Min(_tokens, _burst - taken);
            _counted = clock.GetTimestamp();
            _unanswered = null;
        }
        else if (_isFromAnswer)
        {
            (_tokens, _counted) = (Math.Min(_tokens, 0), clock.GetTimestamp());
        }
    }

    /// <summary>A call was accepted.</summary>
    public void Accepted() => _accepted++;

    /// <summary>A call was throttled: slows down, unless the call left before the last slow-down and says nothing new.</summary>
    /// <param name="sentAt">The clock's timestamp when the call left.</param>
    /// <returns>Whether it slowed down.</returns>
    public bool Throttled(long sentAt)
    {
        if (sentAt < _since)
        {
            return false;
        }

        Refill();
        var now = clock.GetTimestamp();
        (_peak, _cut) = PeakAndCut(Rate, _accepted - _stock, clock.GetElapsedTime(_since, now).TotalSeconds);
        (_since, _counted, _stock, _accepted, _wasIdle, _tokens) = (now, now, 0, 0, false, 0);
        return true;
    }

    // What to climb back to, and the part of it to start from.
    private (double Peak, double Cut) PeakAndCut(double before, double refilled, double seconds)
    {
        if (double.IsPositiveInfinity(before))
        {
            return ((_accepted + 1) / Math.Max(1e-3, seconds), BlindCut);
        }

        if (refilled < -_stock * WrongBurst)
        {
            return (before * BlindPeak, BlindCut); // the burst was smaller than assumed, and of the rate nothing is known yet
        }

        // Each end of the measurement is known to within one token. Where that little may be all that is wrong, the rate of before is kept:
        // the call came a moment too early, which is a matter of two clocks and not of two rates.
        if (refilled >= EnoughToTrust && before <= (refilled + 2) / seconds)
        {
            return (before, SmallCut);
        }

        if (_stock > 0 && refilled < EnoughToMeasure)
        {
            return (before, Cut); // the burst was about as large as assumed, and of the rate nothing is known yet
        }

        // With idle time in it, what was accepted is less than what there was.
        return (_wasIdle ? before : Math.Min(before, (refilled + 1) / seconds), refilled < EnoughToMeasure ? BlindCut : Cut);
    }

    // The cubic: at the cut when it starts, at the peak after `flat` seconds, then on.
    private double Climbing()
    {
        // Where there is no limit, of the peak: then it doubles in the time that otherwise leads from half the limit to the limit.
        var scale = Climb * (double.IsPositiveInfinity(_limit) ? 2 * _peak : _limit);
        var flat = Math.Cbrt(_peak * (1 - _cut) / scale);
        var past = clock.GetElapsedTime(_since).TotalSeconds - flat;
        return _peak + (scale * past * past * past);
    }

    private void Refill()
    {
        if (double.IsPositiveInfinity(_tokens))
        {
            return;
        }

        var now = clock.GetTimestamp();
        var rate = Rate;
        var tokens = double.IsPositiveInfinity(rate) ? _burst : _tokens + (clock.GetElapsedTime(_counted, now).TotalSeconds * rate);
        _tokens = Math.Min(_burst, tokens);
        _counted = now;
        Lost += tokens - _tokens;
        _wasIdle |= tokens - _tokens > 0.5; // a timer that fires a little late is no idle time
        if (rate >= _limit)
        {
            _peak = double.PositiveInfinity;
        }
    }
}
