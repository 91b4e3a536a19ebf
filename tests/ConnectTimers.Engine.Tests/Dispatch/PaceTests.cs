using ConnectTimers.Engine.Dispatch;
using Microsoft.Extensions.Time.Testing;

namespace ConnectTimers.Engine.Tests.Dispatch;

public class PaceTests
{
    private readonly AutoClock _clock = new();

    [Fact]
    public async Task After_the_burst_the_calls_leave_at_the_rate()
    {
        using var pace = new Pace(_clock);
        using var hold = pace.Hold(4, 6);

        var left = await TakeAsync(pace, 14);

        Assert.All(left.Take(6), second => Assert.Equal(0, second));
        Assert.Equal([0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2], left.Skip(6).Select(s => Math.Round(s, 2)));
    }

    [Fact]
    public async Task The_clock_starts_with_the_first_call_and_a_quiet_time_earns_no_more_than_the_burst()
    {
        using var pace = new Pace(_clock);
        using var hold = pace.Hold(4, 6);
        _clock.Advance(TimeSpan.FromHours(1));
        var first = await TakeAsync(pace, 7);
        _clock.Advance(TimeSpan.FromHours(1));
        var second = await TakeAsync(pace, 7);

        Assert.Equal(0.25, Math.Round(first[^1] - first[0], 2));
        Assert.Equal(0.25, Math.Round(second[^1] - second[0], 2));
    }

    [Fact]
    public async Task A_fraction_of_a_call_per_second_is_kept_over_a_thousand_calls()
    {
        using var pace = new Pace(_clock);
        using var hold = pace.Hold(0.3, 2);

        var left = await TakeAsync(pace, 1000);

        // A wait is rounded up to a millisecond; what it earned too much counts for the next, so nothing adds up.
        Assert.InRange(left[^1], 998 / 0.3, 998 / 0.3 + 0.01);
    }

    [Fact]
    public async Task Where_two_runs_differ_the_lower_limit_holds_while_both_are_there()
    {
        using var pace = new Pace(_clock);
        using var fast = pace.Hold(10, 1);
        var slow = pace.Hold(2, 1);
        var both = await TakeAsync(pace, 3);
        slow.Dispose();
        var alone = await TakeAsync(pace, 2);

        Assert.Equal(1, Math.Round(both[2] - both[0], 2));
        Assert.Equal(0.1, Math.Round(alone[1] - alone[0], 2));
    }

    [Fact]
    public async Task Zero_lifts_the_limit()
    {
        using var pace = new Pace(_clock);
        using var hold = pace.Hold(0, 1);

        Assert.All(await TakeAsync(pace, 100), second => Assert.Equal(0, second));
    }

    [Fact]
    public async Task A_cancelled_wait_takes_no_token_and_does_not_hold_up_the_next()
    {
        var clock = new FakeTimeProvider();
        using var pace = new Pace(clock);
        using var hold = pace.Hold(1, 1);
        await pace.WaitAsync(CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var given = pace.WaitAsync(cancel.Token);
        var next = pace.WaitAsync(CancellationToken.None);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(next.IsCompleted);
        while (!next.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(next.IsCompletedSuccessfully);
    }

    private async Task<List<double>> TakeAsync(Pace pace, int count)
    {
        var start = _clock.GetUtcNow();
        var left = new List<double>();
        for (var i = 0; i < count; i++)
        {
            await pace.WaitAsync(CancellationToken.None);
            left.Add((_clock.GetUtcNow() - start).TotalSeconds);
        }

        return left;
    }
}
