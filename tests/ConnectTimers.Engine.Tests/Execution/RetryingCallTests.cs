using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Simulated;

namespace ConnectTimers.Engine.Tests.Execution;

/// <summary>Tests of retries and of runs that end early.</summary>
public class RetryingCallTests
{
    private readonly Simulation _simulation = new();
    private readonly List<(string Contact, double At)> _calls = [];

    [Fact]
    public void A_transient_failure_is_retried_with_backoff_up_to_five_attempts()
    {
        var run = Run(1, (_, _) => Transient());

        Assert.Equal((OutcomeStatus.Failed, "InternalServiceException", 5), (run.Outcomes[0].Status, run.Outcomes[0].ErrorId, run.Outcomes[0].Attempts));
        var waits = _calls.Zip(_calls.Skip(1), (a, b) => b.At - a.At).ToList();
        Assert.All(waits.Zip([1.0, 2, 4, 8]), w => Assert.InRange(w.First, 0, w.Second + 0.3)); // plus the rate limit, at most a quarter of a second
        Assert.Null(run.Fault);
    }

    [Fact]
    public void The_backoff_has_full_jitter()
    {
        var waits = Enumerable.Range(1, 20).Select(seed => ExponentialBackoff.DelayAfter(3, new Random(seed)).TotalSeconds).ToList();

        Assert.Equal(20, waits.Distinct().Count());
        Assert.All(waits, w => Assert.InRange(w, 0, 4));
        Assert.InRange(waits.Average(), 1, 3);
        Assert.All(Enumerable.Range(1, 50), n => Assert.InRange(ExponentialBackoff.DelayAfter(n, new Random(n)), TimeSpan.Zero, TimeSpan.FromSeconds(20)));
    }

    // botocore, retries/standard.py: at least what the service asks for, and at most five seconds more than the delay without it.
    [Theory]
    [InlineData(1, 3.0, 3)]
    [InlineData(1, 60.0, 6)]
    [InlineData(4, 2.0, 4)]
    [InlineData(4, null, 4)]
    public void The_delay_is_at_least_as_long_as_the_service_asks_for_within_bounds(double delay, double? asked, double expected) =>
        Assert.Equal(expected, ExponentialBackoff.Extend(TimeSpan.FromSeconds(delay), asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null).TotalSeconds);

    [Fact]
    public void A_transient_failure_that_names_a_time_is_retried_after_it()
    {
        Run(1, (_, attempt) => attempt == 1 ? Transient() with { RetryAfter = TimeSpan.FromSeconds(4) } : Accepted());

        Assert.InRange(_calls[1].At - _calls[0].At, 4, 4.3);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public void MaxAttempts_limits_the_attempts(int maxAttempts, int calls)
    {
        var run = Run(1, (_, _) => Transient(), new RunSettings { MaxAttempts = maxAttempts });

        Assert.Equal((OutcomeStatus.Failed, calls), (run.Outcomes[0].Status, _calls.Count));
    }

    [Fact]
    public void A_rejected_call_is_not_retried()
    {
        var run = Run(1, (_, _) => Failed(AnswerKind.Rejected, "ResourceNotFoundException"));

        Assert.Equal((OutcomeStatus.Failed, "ResourceNotFoundException", 1), (run.Outcomes[0].Status, run.Outcomes[0].ErrorId, _calls.Count));
        Assert.Null(run.Fault);
    }

    [Fact]
    public void A_hanging_call_times_out_and_is_retried()
    {
        var run = Run(1, (_, attempt) => attempt == 1 ? null : Accepted());

        Assert.Equal((OutcomeStatus.Accepted, 2), (run.Outcomes[0].Status, run.Outcomes[0].Attempts));
        Assert.InRange(_calls[1].At, 10, 11.1); // ten seconds of timeout and up to one of backoff
    }

    [Fact]
    public void A_call_that_ignores_its_timeout_does_not_hold_up_the_others()
    {
        var service = new MemoryService((config, _) => config.ContactId == "c-0" ? new TaskCompletionSource<Answer>().Task : Task.FromResult(Accepted()));

        var run = Run(3, service, new RunSettings { MaxAttempts = 2 });

        Assert.Equal([OutcomeStatus.Accepted, OutcomeStatus.Accepted, OutcomeStatus.Failed], run.Outcomes.Select(o => o.Status));
        Assert.Equal(("RequestTimeout", 2), (run.Outcomes[2].ErrorId, run.Outcomes[2].Attempts));
    }

    [Fact]
    public void RetryOnce_is_retried_once()
    {
        var retried = Run(1, (_, attempt) => attempt == 1 ? Failed(AnswerKind.RetryOnce, "ExpiredTokenException") : Accepted());
        Assert.Equal((OutcomeStatus.Accepted, 2), (retried.Outcomes[0].Status, retried.Outcomes[0].Attempts));

        var again = Run(1, (_, _) => Failed(AnswerKind.RetryOnce, "ExpiredTokenException"));
        Assert.Equal((OutcomeStatus.Failed, 2, "ExpiredTokenException"), (again.Outcomes[0].Status, again.Outcomes[0].Attempts, again.Fault?.ErrorId));
    }

    [Fact]
    public void Calls_of_one_contact_keep_their_order_across_retries()
    {
        var configs = Enumerable.Range(0, 30).Select(i => SimulatedRun.Config("same", 2 + i)).ToList();
        var order = new List<int?>();
        var service = new MemoryService((config, _) =>
        {
            order.Add(config.CustomerIdle);
            return Task.FromResult(order.Count % 3 == 0 ? Transient() : Accepted());
        });

        var run = _simulation.Run(() => SimulatedRun.StartAsync(_simulation, service, new RateLimiterPartitions(_simulation), new RunSettings(), configs));

        Assert.All(run.Outcomes, o => Assert.Equal(OutcomeStatus.Accepted, o.Status));
        Assert.Equal(order.Order(), order); // each is repeated until it is done
        Assert.Equal(configs.Select(c => c.CustomerIdle), order.Distinct());
    }

    [Fact]
    public void A_contact_throttled_longer_than_MaxStall_fails_while_others_succeed()
    {
        var run = Run(600, (contact, _) => contact == "c-0" ? Failed(AnswerKind.Throttled, "ThrottlingException") : Accepted(),
            new RunSettings { MaxStall = TimeSpan.FromMinutes(1) });

        Assert.Null(run.Fault);
        var failed = Assert.Single(run.Outcomes, o => o.Status != OutcomeStatus.Accepted);
        Assert.Equal(("c-0", OutcomeStatus.Failed, "ThrottlingException"), (failed.ContactId, failed.Status, failed.ErrorId));
    }

    [Fact]
    public void At_the_time_limit_calls_in_flight_finish_and_the_rest_is_cancelled()
    {
        var service = new SimulatedService(_simulation) { Rate = 5, Burst = 8, Latency = (0.5, 0.5) };

        var run = _simulation.Run(() => SimulatedRun.StartAsync(_simulation, service, new RateLimiterPartitions(_simulation),
            new RunSettings { MaxDuration = TimeSpan.FromSeconds(10) }, SimulatedRun.Configs(300)));

        Assert.Null(run.Fault);
        Assert.InRange(run.Seconds, 10, 10.6);
        Assert.Equal(service.Calls, run.Count(OutcomeStatus.Accepted));
        Assert.All(run.Outcomes.Where(o => o.Status != OutcomeStatus.Accepted), o => Assert.Equal((OutcomeStatus.Cancelled, "TimeLimitReached", 0), (o.Status, o.ErrorId, o.Attempts)));
    }

    [Fact]
    public void A_stop_cancels_calls_in_flight_at_once()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(5), _simulation);
        var service = new SimulatedService(_simulation) { Rate = 5, Burst = 8, Latency = (2, 2) };

        var run = _simulation.Run(() => SimulatedRun.StartAsync(_simulation, service, new RateLimiterPartitions(_simulation), new RunSettings(), SimulatedRun.Configs(300), stop: stop.Token));

        Assert.Equal(5, run.Seconds);
        Assert.Equal(service.Calls - run.Count(OutcomeStatus.Accepted), run.Outcomes.Count(o => o is { Status: OutcomeStatus.Cancelled, ErrorId: "StoppedInFlight", Attempts: 1 }));
        Assert.Equal(300 - service.Calls, run.Outcomes.Count(o => o is { Status: OutcomeStatus.Cancelled, ErrorId: "NotSent", Attempts: 0 }));
        Assert.Equal(0, service.InFlight);
    }

    private static Answer Accepted() => new(AnswerKind.Accepted, "r");

    private static Answer Transient() => Failed(AnswerKind.Transient, "InternalServiceException");

    private static Answer Failed(AnswerKind kind, string code) => new(kind, null, new Problem(code, ProblemCategory.NotSpecified, "because", "do"));

    // Runs contacts with a response to each attempt; null for none.
    private SimulatedRun Run(int contacts, Func<string, int, Answer?> answer, RunSettings? settings = null)
    {
        _calls.Clear();
        return Run(contacts, new MemoryService(async (config, token) =>
        {
            _calls.Add((config.ContactId, _simulation.Seconds));
            var given = answer(config.ContactId, _calls.Count(c => c.Contact == config.ContactId));
            await Task.Delay(given is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(20), _simulation, token);
            return given!;
        }), settings);
    }

    private SimulatedRun Run(int contacts, MemoryService service, RunSettings? settings) =>
        _simulation.Run(() => SimulatedRun.StartAsync(_simulation, service, new RateLimiterPartitions(_simulation), settings ?? new RunSettings(), SimulatedRun.Configs(contacts)));
}
