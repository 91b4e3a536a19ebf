using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Execution;
using ConnectTimers.Engine.Tests.Simulated;

namespace ConnectTimers.Engine.Tests.RateLimiting;

/// <summary>
/// Tests of the rate limiter with quotas as assumed and with others. The bounds are slightly above the results of the seeds; a broken rule misses them by
/// far.
/// </summary>
public class AdaptiveRateLimiterTests
{
    private const int Contacts = 300;

    private static readonly RunSettings Assumed = new() { RateLimit = 10, BurstLimit = 25 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_quota_as_assumed_is_used_fully_with_almost_no_throttling(int seed)
    {
        var world = new Simulation();
        var service = new SimulatedService(world, seed) { Rate = 10, Burst = 25 };

        var run = Run(world, service, Assumed);

        AssertAllAccepted(run);
        Assert.InRange(run.Seconds / 27.5, 0.99, 1.02);
        Assert.InRange(service.Throttled, 0, 3); // 1 %
        Assert.Equal(2, service.MostInFlight);
    }

    [Theory]
    [InlineData(0.2, 0.004)]
    [InlineData(0.5, 0.1)]
    [InlineData(2, 0.1)]
    public void A_slow_first_call_does_not_put_the_run_ahead_of_the_service(double firstCall, double latency)
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 10, Burst = 25, FirstCall = firstCall, Latency = (latency, latency) };

        var run = Run(world, service, Assumed);

        AssertAllAccepted(run);
        Assert.InRange(run.Seconds, 27, (27.5 * 1.02) + firstCall);
        Assert.InRange(service.Throttled, 0, 1);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(22)]
    public void A_burst_slightly_smaller_than_assumed_costs_almost_nothing(double burst)
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 10, Burst = burst, Latency = (0.004, 0.004) };

        var run = Run(world, service, Assumed);

        AssertAllAccepted(run);
        Assert.InRange(run.Seconds / ((Contacts - burst) / 10), 0.99, 1.06);
        Assert.InRange(service.Throttled, 1, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Half_the_assumed_quota_costs_few_throttled_calls_and_no_contact(int seed)
    {
        var world = new Simulation();
        var service = new SimulatedService(world, seed) { Rate = 5, Burst = 8 };

        var run = Run(world, service, Assumed);

        AssertAllAccepted(run);
        Assert.InRange(run.Seconds / 58.4, 0.99, 1.1);
        Assert.InRange(service.Throttled, 1, 9); // 3 %
    }

    [Fact]
    public void The_default_stays_below_the_documented_quota_and_is_never_throttled()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 5, Burst = 8 };

        var run = Run(world, service, new RunSettings());

        AssertAllAccepted(run);
        Assert.Equal(0, service.Throttled);
        Assert.InRange(run.Seconds, 73, 75); // (300 - 6) / 4
    }

    [Fact]
    public void A_fifth_of_the_assumed_quota_is_found_and_used()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 1, Burst = 2 };

        var run = Run(world, service, new RunSettings());

        AssertAllAccepted(run);
        Assert.InRange(run.Seconds / 298, 0.99, 1.1);
        Assert.InRange(service.Throttled, 1, 30);
    }

    [Fact]
    public void Without_a_limit_the_quota_is_found()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 5, Burst = 8 };

        var run = Run(world, service, new RunSettings { RateLimit = 0 });

        AssertAllAccepted(run);
        Assert.InRange(run.Seconds / 58.4, 0.99, 1.1);
        Assert.InRange(service.Throttled, 1, 30);
    }

    [Fact]
    public void Another_client_that_takes_half_the_quota_in_bursts_gets_room()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 5, Burst = 8 };

        // Five seconds at the full rate, five of rest: on average 2.5 calls a second are left.
        async Task OtherAsync()
        {
            while (true)
            {
                for (var i = 0; i < 25; i++)
                {
                    service.TakeForAnotherClient(1);
                    await Task.Delay(TimeSpan.FromSeconds(0.2), world);
                }

                await Task.Delay(TimeSpan.FromSeconds(5), world);
            }
        }

        var run = world.Run(() =>
        {
            _ = OtherAsync();
            return SimulatedRun.StartAsync(world, service, new RateLimiterPartitions(world), new RunSettings(), SimulatedRun.Configs(Contacts));
        });

        AssertAllAccepted(run);
        Assert.InRange(run.Seconds, Contacts / 2.5, Contacts / 0.8);
        Assert.InRange(service.Throttled, 1, 36); // 12 %: a client that does not slow down has as many throttled as accepted
    }

    [Fact]
    public void A_quota_raised_during_the_run_is_used()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 1, Burst = 8 };
        async Task RaiseAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(60), world);
            service.Rate = 5;
        }

        var run = world.Run(() =>
        {
            _ = RaiseAsync();
            return SimulatedRun.StartAsync(world, service, new RateLimiterPartitions(world), new RunSettings(), SimulatedRun.Configs(600));
        });

        AssertAllAccepted(run);
        Assert.Equal(40, service.Accepted.Count(at => at is >= 120 and < 130)); // a minute later the limit is reached again
        Assert.InRange(service.Throttled, 1, 12);
    }

    [Fact]
    public void An_outage_of_five_minutes_costs_five_minutes_and_no_contact()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 5, Burst = 8, IsOut = at => at is >= 20 and < 320 };

        var run = Run(world, service, new RunSettings());

        AssertAllAccepted(run);
        Assert.InRange(run.Seconds, 300 + (Contacts / 4.0) - 10, 300 + (Contacts / 4.0) + 20);
        Assert.InRange(service.Calls - Contacts, 3, 40); // few probes
    }

    [Fact]
    public void An_outage_does_not_use_up_the_attempts_of_few_contacts()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 5, Burst = 8, IsOut = at => at < 300 };

        var run = world.Run(() => SimulatedRun.StartAsync(world, service, new RateLimiterPartitions(world), new RunSettings(), SimulatedRun.Configs(3)));

        AssertAllAccepted(run); // each was a probe more often than the five attempts that it has
        Assert.InRange(run.Outcomes.Max(o => o.Attempts), 6, 20);
        Assert.InRange(run.Seconds, 300, 320);
    }

    [Fact]
    public void A_few_failing_contacts_are_no_outage()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = double.PositiveInfinity, IsBroken = contact => contact is "c-7" or "c-90" or "c-170" or "c-250" };

        var run = Run(world, service, new RunSettings());

        Assert.Equal(["c-170", "c-250", "c-7", "c-90"], run.Outcomes.Where(o => o.Status == OutcomeStatus.Failed).Select(o => o.ContactId).Order(StringComparer.Ordinal));
        Assert.Equal(296, run.Count(OutcomeStatus.Accepted));
        Assert.InRange(run.Seconds, 73, 95); // the last of them is still being tried when the others are done
    }

    [Fact]
    public void In_a_permanent_outage_the_run_ends_after_MaxStall_and_the_rest_is_cancelled()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 5, Burst = 8, IsOut = at => at >= 20 };

        var run = Run(world, service, new RunSettings { MaxStall = TimeSpan.FromMinutes(5) });

        Assert.Equal(("EndpointUnreachable", ProblemCategory.ConnectionError), (run.Fault?.ErrorId, run.Fault!.Category));
        Assert.Contains("5", run.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(Contacts, run.Outcomes.Count);
        Assert.InRange(run.Count(OutcomeStatus.Accepted), 80, 90);
        Assert.InRange(run.Count(OutcomeStatus.Failed), 0, 2); // at most those in flight
        Assert.Equal(Contacts, run.Count(OutcomeStatus.Accepted) + run.Count(OutcomeStatus.Failed) + run.Count(OutcomeStatus.Cancelled));
        Assert.All(run.Outcomes.Where(o => o.Status == OutcomeStatus.Cancelled), o => Assert.Equal(o.Attempts == 0 ? "NotSent" : "GivenUp", o.ErrorId));
        Assert.InRange(run.Seconds, 20 + 300, 20 + 300 + 20);
    }

    [Fact]
    public void With_permanent_throttling_the_run_ends_after_MaxStall()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Faults = (1, 0, 0, 0) };

        var run = Run(world, service, new RunSettings { MaxStall = TimeSpan.FromMinutes(5) });

        Assert.Equal(("ThrottlingException", ProblemCategory.LimitsExceeded), (run.Fault?.ErrorId, run.Fault!.Category));
        Assert.InRange(run.Count(OutcomeStatus.Failed), 1, 2);
        Assert.Equal(Contacts - run.Count(OutcomeStatus.Failed), run.Count(OutcomeStatus.Cancelled));
        Assert.InRange(run.Seconds, 300, 330);
    }

    [Fact]
    public void One_failing_contact_is_no_outage()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = double.PositiveInfinity, IsBroken = contact => contact == "c-7" };

        var run = Run(world, service, new RunSettings());

        Assert.Equal(("c-7", OutcomeStatus.Failed, 5), (run.Outcomes.Single(o => o.Status != OutcomeStatus.Accepted) is var o ? (o.ContactId, o.Status, o.Attempts) : default));
        Assert.InRange(run.Seconds, 73, 76); // and does not hold up the others
    }

    [Fact]
    public void Three_hundred_runs_in_a_loop_share_one_bucket()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 5, Burst = 8 };
        var limiters = new RateLimiterPartitions(world);

        var seconds = world.Run(async () =>
        {
            for (var i = 0; i < Contacts; i++)
            {
                var run = await SimulatedRun.StartAsync(world, service, limiters, new RunSettings(), [SimulatedRun.Config($"c-{i}", 5)]);
                Assert.Equal(1, run.Count(OutcomeStatus.Accepted));
            }

            return world.Seconds;
        });

        Assert.Equal(0, service.Throttled);
        Assert.InRange(seconds, 73, 75);
    }

    // The second run began with the six tokens of the first one's limits: 1.07 times the ideal.
    [Theory]
    [InlineData(4, 27.5)]
    [InlineData(1, 29)] // ten tokens of the quiet second, and none before it
    public void A_run_with_higher_limits_begins_with_the_tokens_of_the_quiet_time_before_it(double quiet, double ideal)
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 10, Burst = 25 };
        var limiters = new RateLimiterPartitions(world);

        var second = world.Run(async () =>
        {
            await SimulatedRun.StartAsync(world, service, limiters, new RunSettings(), SimulatedRun.Configs(30, "first"));
            await Task.Delay(TimeSpan.FromSeconds(quiet), world);
            return await SimulatedRun.StartAsync(world, service, limiters, Assumed, SimulatedRun.Configs(Contacts, "second"));
        });

        AssertAllAccepted(second);
        Assert.InRange(second.Seconds / ideal, 0.98, 1.02);
        Assert.InRange(service.Throttled, 0, 3);
    }

    [Fact]
    public void A_run_with_lower_limits_begins_with_no_more_than_its_burst()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 10, Burst = 25 };
        var limiters = new RateLimiterPartitions(world);

        var second = world.Run(async () =>
        {
            await SimulatedRun.StartAsync(world, service, limiters, Assumed, SimulatedRun.Configs(1, "first"));
            return await SimulatedRun.StartAsync(world, service, limiters, new RunSettings(), SimulatedRun.Configs(46, "second"));
        });

        Assert.InRange(second.Seconds, 10, 10.3); // (46 - 6) / 4
    }

    [Fact]
    public void Accounts_of_one_process_do_not_share_a_bucket_and_two_keys_of_one_account_do()
    {
        var world = new Simulation();
        var limiters = new RateLimiterPartitions(world);
        SimulatedService Account(string id) => new(world) { Rate = 5, Burst = 8, AccountId = id };

        var runs = world.Run(() => Task.WhenAll(((string[])["111122223333", "444455556666", "444455556666"]).Select((id, i) =>
            SimulatedRun.StartAsync(world, Account(id), limiters, new RunSettings(), SimulatedRun.Configs(86, $"run{i}")))));

        Assert.InRange(runs[0].Seconds, 20, 20.5); // (86 - 6) / 4
        Assert.All(runs.Skip(1), run => Assert.InRange(run.Seconds, 40.5, 42)); // (172 - 6) / 4
    }

    [Fact]
    public void A_throttled_call_that_names_a_time_holds_up_all_calls_of_its_account_until_then()
    {
        var world = new Simulation();
        var calls = new List<double>();
        var service = new MemoryService((_, _) =>
        {
            calls.Add(world.Seconds);
            return Task.FromResult(calls.Count == 3
                ? new Answer(AnswerKind.Throttled, null, new Problem("ThrottlingException", ProblemCategory.LimitsExceeded, "slow down", "wait")) { RetryAfter = TimeSpan.FromSeconds(3) }
                : new Answer(AnswerKind.Accepted, "r"));
        });

        var run = world.Run(() => SimulatedRun.StartAsync(world, service, new RateLimiterPartitions(world), new RunSettings { RateLimit = 100, BurstLimit = 100 }, SimulatedRun.Configs(20)));

        AssertAllAccepted(run);
        Assert.All(calls.Take(3), at => Assert.Equal(0, at, 1));
        Assert.All(calls.Skip(4), at => Assert.True(at >= 3)); // one may have been on its way
    }

    [Fact]
    public void Four_runs_at_once_share_one_bucket_evenly_and_the_lower_limit_holds()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 5, Burst = 8 };
        var limiters = new RateLimiterPartitions(world);

        var runs = world.Run(() => Task.WhenAll(Enumerable.Range(0, 4).Select(i => SimulatedRun.StartAsync(
            world, service, limiters, new RunSettings { RateLimit = i == 3 ? 4 : 1000, BurstLimit = 6 }, SimulatedRun.Configs(75, $"run{i}")))));

        Assert.All(runs, run => Assert.Equal(75, run.Count(OutcomeStatus.Accepted)));
        Assert.All(runs, run => Assert.InRange(run.Seconds, 70, 75)); // no run waits for another to end
        Assert.Equal(0, service.Throttled);
        Assert.Equal(2, service.MostInFlight);
    }

    [Fact]
    public void A_single_call_is_not_held_up_by_a_long_run()
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 5, Burst = 8 };
        var limiters = new RateLimiterPartitions(world);

        var single = world.Run(async () =>
        {
            var many = SimulatedRun.StartAsync(world, service, limiters, new RunSettings(), SimulatedRun.Configs(Contacts));
            await Task.Delay(TimeSpan.FromSeconds(30), world);
            var one = await SimulatedRun.StartAsync(world, service, limiters, new RunSettings(), [SimulatedRun.Config("one", 5)]);
            await many;
            return one;
        });

        Assert.InRange(single.Seconds, 0, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void Two_processes_on_one_bucket_both_get_their_share(double secondStartsAfter)
    {
        var world = new Simulation();
        var service = new SimulatedService(world) { Rate = 10, Burst = 25 };
        var firstEnds = 0.0;

        var runs = world.Run(async () =>
        {
            // Each has its own rate limiter and learns of the other only by being throttled.
            var first = SimulatedRun.StartAsync(world, service, new RateLimiterPartitions(world), Assumed, SimulatedRun.Configs(Contacts, "first"));
            await Task.Delay(TimeSpan.FromSeconds(secondStartsAfter), world);
            var second = SimulatedRun.StartAsync(world, service, new RateLimiterPartitions(world), Assumed, SimulatedRun.Configs(Contacts, "second"), seed: 2);
            await Task.WhenAny(first, second);
            firstEnds = world.Seconds;
            return await Task.WhenAll(first, second);
        });

        Assert.All(runs, AssertAllAccepted);
        var share = runs.Select(r => r.Outcomes.Count(o => (o.SentAt!.Value - world.Start.UtcDateTime).TotalSeconds is var at && at >= secondStartsAfter && at <= firstEnds)).ToArray();
        Assert.InRange((double)share[0] / share.Sum(), 0.35, 0.65);
    }

    [Fact]
    public void The_window_widens_when_latency_limits_and_not_the_quota()
    {
        var world = new Simulation();
        var slow = new SimulatedService(world) { Rate = 5, Burst = 8, Latency = (1.5, 1.5) };

        var run = Run(world, slow, new RunSettings());

        AssertAllAccepted(run);
        Assert.InRange(slow.MostInFlight, 6, 8); // 4 calls a second of 1.5 s each
        Assert.InRange(run.Seconds, 74, 95);
    }

    [Fact]
    public void ThrottleLimit_limits_the_calls_in_flight_of_a_slow_service()
    {
        var world = new Simulation();
        var slow = new SimulatedService(world) { Rate = double.PositiveInfinity, Latency = (3, 5) };

        Run(world, slow, new RunSettings { RateLimit = 0, ThrottleLimit = 3 });

        Assert.Equal(3, slow.MostInFlight);
    }

    private static SimulatedRun Run(Simulation world, SimulatedService service, RunSettings settings) =>
        world.Run(() => SimulatedRun.StartAsync(world, service, new RateLimiterPartitions(world), settings, SimulatedRun.Configs(Contacts)));

    private static void AssertAllAccepted(SimulatedRun run)
    {
        Assert.Null(run.Fault);
        Assert.All(run.Outcomes, o => Assert.Equal(OutcomeStatus.Accepted, o.Status));
    }
}
