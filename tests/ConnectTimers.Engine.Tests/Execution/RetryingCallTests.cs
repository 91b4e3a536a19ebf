using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Simulated;

namespace ConnectTimers.Engine.Tests.Execution;

/// <summary>What is sent again, when, how often; and how a run ends before its time.</summary>
public class RetryingCallTests
{
    private readonly Simulation _world = new();
    private readonly List<(string Contact, double At)> _calls = [];

    [Fact]
    public void A_broken_call_is_tried_five_times_with_growing_random_waits_and_then_failed()
    {
        var run = Run(1, (_, _) => Broken());

        Assert.Equal(("Failed", "InternalServiceException", 5), (run.Outcomes[0].Status, run.Outcomes[0].ErrorId, run.Outcomes[0].Attempts));
        var waits = _calls.Zip(_calls.Skip(1), (a, b) => b.At - a.At).ToList();
        Assert.All(waits.Zip([1.0, 2, 4, 8]), w => Assert.InRange(w.First, 0, w.Second + 0.3)); // and the pace, at most a quarter of a second
        Assert.Null(run.Fault);
    }

    [Fact]
    public void Another_seed_waits_otherwise()
    {
        var waits = Enumerable.Range(1, 20).Select(seed => ExponentialBackoff.DelayAfter(3, new Random(seed)).TotalSeconds).ToList();

        Assert.Equal(20, waits.Distinct().Count());
        Assert.All(waits, w => Assert.InRange(w, 0, 4));
        Assert.InRange(waits.Average(), 1, 3);
        Assert.All(Enumerable.Range(1, 50), n => Assert.InRange(ExponentialBackoff.DelayAfter(n, new Random(n)), TimeSpan.Zero, TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public void It_is_tried_as_often_as_asked(int maxAttempts, int calls)
    {
        var run = Run(1, (_, _) => Broken(), new RunSettings { MaxAttempts = maxAttempts });

        Assert.Equal(("Failed", calls), (run.Outcomes[0].Status, _calls.Count));
    }

    [Fact]
    public void A_refused_call_is_not_tried_again()
    {
        var run = Run(1, (_, _) => Answered(AnswerKind.Rejected, "ResourceNotFoundException"));

        Assert.Equal(("Failed", "ResourceNotFoundException", 1), (run.Outcomes[0].Status, run.Outcomes[0].ErrorId, _calls.Count));
        Assert.Null(run.Fault);
    }

    [Fact]
    public void A_call_that_hangs_is_cut_off_and_tried_again()
    {
        var run = Run(1, (_, attempt) => attempt == 1 ? null : Accepted());

        Assert.Equal(("Accepted", 2), (run.Outcomes[0].Status, run.Outcomes[0].Attempts));
        Assert.InRange(_calls[1].At, 10, 11.1); // ten seconds for the answer, up to one of back-off
    }

    [Fact]
    public void A_call_that_does_not_even_end_when_it_is_cut_off_holds_nobody_up()
    {
        var service = new MemoryService((config, _) => config.ContactId == "c-0" ? new TaskCompletionSource<Answer>().Task : Task.FromResult(Accepted()));

        var run = Run(3, service, new RunSettings { MaxAttempts = 2 });

        Assert.Equal(["Accepted", "Accepted", "Failed"], run.Outcomes.Select(o => o.Status));
        Assert.Equal(("RequestTimeout", 2), (run.Outcomes[2].ErrorId, run.Outcomes[2].Attempts));
    }

    [Fact]
    public void What_was_mended_is_sent_once_more_and_no_oftener()
    {
        var mended = Run(1, (_, attempt) => attempt == 1 ? Answered(AnswerKind.RetryOnce, "ExpiredTokenException") : Accepted());
        Assert.Equal(("Accepted", 2), (mended.Outcomes[0].Status, mended.Outcomes[0].Attempts));

        var again = Run(1, (_, _) => Answered(AnswerKind.RetryOnce, "ExpiredTokenException"));
        Assert.Equal(("Failed", 2, "ExpiredTokenException"), (again.Outcomes[0].Status, again.Outcomes[0].Attempts, again.Fault?.ErrorId));
    }

    [Fact]
    public void Calls_of_one_contact_keep_their_order_also_when_one_is_tried_again()
    {
        var configs = Enumerable.Range(0, 30).Select(i => SimulatedRun.Config("same", 2 + i)).ToList();
        var order = new List<object?>();
        var service = new MemoryService((config, _) =>
        {
            order.Add(config.CustomerIdle);
            return Task.FromResult(order.Count % 3 == 0 ? Broken() : Accepted());
        });

        var run = _world.Run(() => SimulatedRun.StartAsync(_world, service, new RateLimiterPartitions(_world), new RunSettings(), configs));

        Assert.All(run.Outcomes, o => Assert.Equal("Accepted", o.Status));
        Assert.Equal(order.Order(), order); // each stays at its place until it is done
        Assert.Equal(configs.Select(c => c.CustomerIdle), order.Distinct());
    }

    [Fact]
    public void A_contact_that_is_throttled_for_as_long_as_patience_lasts_fails_while_others_get_through()
    {
        var run = Run(600, (contact, _) => contact == "c-0" ? Answered(AnswerKind.Throttled, "ThrottlingException") : Accepted(),
            new RunSettings { MaxStall = TimeSpan.FromMinutes(1) });

        Assert.Null(run.Fault);
        var failed = Assert.Single(run.Outcomes, o => o.Status != "Accepted");
        Assert.Equal(("c-0", "Failed", "ThrottlingException"), (failed.ContactId, failed.Status, failed.ErrorId));
    }

    [Fact]
    public void Out_of_time_nothing_new_leaves_what_is_in_flight_ends_and_the_rest_is_cancelled()
    {
        var service = new SimulatedService(_world) { Rate = 5, Burst = 8, Latency = (0.5, 0.5) };

        var run = _world.Run(() => SimulatedRun.StartAsync(_world, service, new RateLimiterPartitions(_world),
            new RunSettings { MaxDuration = TimeSpan.FromSeconds(10) }, SimulatedRun.Configs(300)));

        Assert.Null(run.Fault);
        Assert.InRange(run.Seconds, 10, 10.6);
        Assert.Equal(service.Calls, run.Count("Accepted"));
        Assert.All(run.Outcomes.Where(o => o.Status != "Accepted"), o => Assert.Equal(("Cancelled", "TimeLimitReached", 0), (o.Status, o.ErrorId, o.Attempts)));
    }

    [Fact]
    public void A_stop_cancels_calls_in_flight_at_once()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(5), _world);
        var service = new SimulatedService(_world) { Rate = 5, Burst = 8, Latency = (2, 2) };

        var run = _world.Run(() => SimulatedRun.StartAsync(_world, service, new RateLimiterPartitions(_world), new RunSettings(), SimulatedRun.Configs(300), stop: stop.Token));

        Assert.Equal(5, run.Seconds);
        Assert.Equal(service.Calls - run.Count("Accepted"), run.Outcomes.Count(o => o is { Status: "Cancelled", ErrorId: "StoppedInFlight", Attempts: 1 }));
        Assert.Equal(300 - service.Calls, run.Outcomes.Count(o => o is { Status: "Cancelled", ErrorId: "NotSent", Attempts: 0 }));
        Assert.Equal(0, service.InFlight);
    }

    private static Answer Accepted() => new(AnswerKind.Accepted, "r");

    private static Answer Broken() => Answered(AnswerKind.Transient, "InternalServiceException");

    private static Answer Answered(AnswerKind kind, string code) => new(kind, null, new Problem(code, ProblemCategory.NotSpecified, "because", "do"));

    // The answer to each attempt of a contact; null for none.
    private SimulatedRun Run(int contacts, Func<string, int, Answer?> answer, RunSettings? settings = null)
    {
        _calls.Clear();
        return Run(contacts, new MemoryService(async (config, token) =>
        {
            _calls.Add((config.ContactId, _world.Seconds));
            var given = answer(config.ContactId, _calls.Count(c => c.Contact == config.ContactId));
            await Task.Delay(given is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(20), _world, token);
            return given!;
        }), settings);
    }

    private SimulatedRun Run(int contacts, MemoryService service, RunSettings? settings) =>
        _world.Run(() => SimulatedRun.StartAsync(_world, service, new RateLimiterPartitions(_world), settings ?? new RunSettings(), SimulatedRun.Configs(contacts)));
}
