using ConnectTimers.Engine.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace ConnectTimers.Engine.Tests.RateLimiting;

public class AdaptiveTokenBucketTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly AdaptiveTokenBucket _bucket;

    public AdaptiveTokenBucketTests() => _bucket = new AdaptiveTokenBucket(_clock);

    [Fact]
    public void After_the_burst_calls_are_sent_at_the_rate()
    {
        _bucket.SetLimits(4, 6);

        var left = Take(14);

        Assert.All(left.Take(6), second => Assert.Equal(0, second));
        Assert.Equal([0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2], left.Skip(6).Select(s => Math.Round(s, 2)));
    }

    [Fact]
    public void The_first_response_restarts_the_clock_because_the_first_request_may_take_long_to_arrive()
    {
        _bucket.SetLimits(10, 25);
        Take(2);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        _bucket.RecordResponse();
        var left = Take(24);
        _bucket.RecordResponse();

        Assert.Equal(0, left[22]); // 25 in total
        Assert.Equal(0.1, left[23], 2); // and none more for the half second
        Assert.Equal(0.1, Take(1)[0], 2);
    }

    [Fact]
    public void The_clock_starts_with_the_first_call_and_idle_time_gives_no_more_than_the_burst()
    {
        _bucket.SetLimits(4, 6);
        _clock.Advance(TimeSpan.FromHours(1));
        var first = Take(7);
        _clock.Advance(TimeSpan.FromHours(1));
        var second = Take(7);

        Assert.Equal(0.25, Math.Round(first[^1] - first[0], 2));
        Assert.Equal(0.25, Math.Round(second[^1] - second[0], 2));
    }

    [Fact]
    public void The_interval_to_the_next_call_may_start_at_the_response()
    {
        _bucket.SetLimits(0.5, 1, intervalStartsAtResponse: true);
        Take(1);
        _bucket.RecordResponse();
        Take(1);
        _clock.Advance(TimeSpan.FromSeconds(0.3));
        _bucket.RecordResponse();

        Assert.Equal(TimeSpan.FromSeconds(2), _bucket.TimeUntilToken());
    }

    [Fact]
    public void A_fraction_of_a_call_per_second_is_kept_over_a_thousand_calls()
    {
        _bucket.SetLimits(0.3, 2);

        // A wait is rounded up to a millisecond, and the surplus counts for the next call, so that errors do not add up.
        Assert.InRange(Take(1000)[^1], 998 / 0.3, 998 / 0.3 + 0.01);
    }

    [Fact]
    public void A_lower_limit_applies_at_once()
    {
        _bucket.SetLimits(10, 1);
        Take(1);
        _bucket.SetLimits(2, 1);
        var slow = Take(2);
        _bucket.SetLimits(10, 1);
        var fast = Take(2);

        Assert.Equal(0.5, slow[1] - slow[0], 2);
        Assert.Equal(0.1, fast[1] - fast[0], 2);
    }

    [Fact]
    public void The_token_of_a_call_that_was_not_sent_is_put_back()
    {
        _bucket.SetLimits(4, 2);
        Take(2);
        _bucket.PutBack();

        Assert.Equal([0, 0.25], Take(2).Select(s => Math.Round(s, 2)));
    }

    [Fact]
    public void Without_a_limit_there_is_no_wait()
    {
        _bucket.SetLimits(double.PositiveInfinity, 1);

        Assert.All(Take(100), second => Assert.Equal(0, second));
        Assert.Equal(100, _bucket.Wasted);
    }

    [Fact]
    public void Throttling_lowers_the_rate_to_slightly_below_the_measured_one_and_it_grows_back()
    {
        _bucket.SetLimits(10, 1);
        TakeAccepted(1);
        Throttle(); // from now on it is known that the service's bucket is empty
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, _bucket.Rate);
        Throttle();
        var start = _clock.GetUtcNow();
        TakeAccepted(10);
        Take(10); // without responses
        var seconds = (_clock.GetUtcNow() - start).TotalSeconds;
        Throttle();

        Assert.Equal(0.9 * 11 / seconds, _bucket.Rate, 2);
        var rates = Enumerable.Range(0, 60).Select(_ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return _bucket.Rate;
        }).ToList();
        Assert.Equal(rates.Order(), rates);
        Assert.InRange(rates[10], 10.5 / seconds, 11.5 / seconds); // flat around the last maximum rate
        Assert.Equal(10, rates[^1]);
    }

    [Fact]
    public void Without_a_measurement_the_rate_is_halved()
    {
        _bucket.SetLimits(10, 25);
        TakeAccepted(8);
        Throttle();

        Assert.Equal(4.8, _bucket.Rate, 2);
        Assert.True(_bucket.TimeUntilToken() > TimeSpan.FromMilliseconds(150)); // and the bucket is empty
    }

    [Fact]
    public void Calls_in_an_epoch_with_idle_time_are_no_measurement()
    {
        _bucket.SetLimits(10, 5);
        TakeAccepted(5);
        Throttle();
        _clock.Advance(TimeSpan.FromMinutes(10));
        TakeAccepted(5);
        Throttle();

        Assert.Equal(9, _bucket.Rate, 2); // a tenth less than before, not five calls in ten minutes
    }

    [Fact]
    public void A_confirmed_limit_is_lowered_only_slightly()
    {
        _bucket.SetLimits(10, 25);
        TakeAccepted(125);
        Throttle();

        Assert.Equal(9.5, _bucket.Rate, 2);
    }

    [Fact]
    public void Calls_sent_before_the_reduction_do_not_reduce_again()
    {
        _bucket.SetLimits(10, 25);
        TakeAccepted(8);
        var sent = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(_bucket.RecordThrottled(sent));
        var once = _bucket.Rate;
        Assert.False(_bucket.RecordThrottled(sent));
        Assert.Equal(once, _bucket.Rate);
    }

    [Fact]
    public void With_any_amount_of_throttling_a_call_is_sent_every_ten_seconds()
    {
        _bucket.SetLimits(4, 6);
        for (var i = 0; i < 50; i++)
        {
            Take(1);
            Throttle();
        }

        Assert.Equal(0.1, _bucket.Rate, 3);
    }

    [Fact]
    public void Without_a_limit_throttling_still_lowers_the_rate()
    {
        _bucket.SetLimits(double.PositiveInfinity, 1);
        for (var i = 0; i < 100; i++)
        {
            TakeAccepted(1);
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Throttle();
        Assert.Equal(0.8 * 101, _bucket.Rate, 2); // a hundred calls in a second, and one too many
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(_bucket.Rate, 100, 2000);
    }

    private void Throttle() => Assert.True(_bucket.RecordThrottled(_clock.GetTimestamp()));

    private void TakeAccepted(int count)
    {
        Take(count);
        for (var i = 0; i < count; i++)
        {
            _bucket.RecordAccepted();
        }
    }

    // Sends calls and returns when each was sent, in seconds from now.
    private List<double> Take(int count)
    {
        var start = _clock.GetUtcNow();
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            while (_bucket.TimeUntilToken() is { Ticks: > 0 } wait)
            {
                _clock.Advance(wait);
            }

            _bucket.Take();
            return (_clock.GetUtcNow() - start).TotalSeconds;
        })];
    }
}
