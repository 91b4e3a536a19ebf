using System.Diagnostics;
using System.Text.Json;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Journal;
using Microsoft.Extensions.Time.Testing;

namespace ConnectTimers.Engine.Tests.Execution;

public sealed class TimerRunTests : IDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);

    private readonly AutoResetEvent _awake = new(false);

    private RunSettings Unlimited => new() { RateLimit = 0, Wake = () => _awake.Set() };

    public void Dispose() => _awake.Dispose();

    [Fact]
    public void Every_config_has_exactly_one_outcome()
    {
        var service = new MemoryService();
        var configs = Enumerable.Range(0, 2000).Select(i => Config($"c-{i}", 2 + i % 479)).ToList();

        var outcomes = Run(service, configs);

        Assert.Equal(configs.Select(c => c.ContactId).Order(), outcomes.Select(o => o.ContactId).Order());
        Assert.All(outcomes, o => Assert.Equal((OutcomeStatus.Accepted, "r", 1), (o.Status, o.RequestId, o.Attempts)));
        Assert.Equal(2000, service.Received.Count);
    }

    [Fact]
    public void Calls_of_one_contact_never_overlap_and_keep_their_order()
    {
        var busy = new HashSet<string>();
        var service = new MemoryService(async (config, _) =>
        {
            lock (busy)
            {
                Assert.True(busy.Add(config.ContactId));
            }

            await Task.Yield();
            lock (busy)
            {
                busy.Remove(config.ContactId);
            }

            return new Answer(AnswerKind.Accepted, "r");
        });
        // All configs of a contact follow each other, so that its next call is always the next to be sent.
        var configs = Enumerable.Range(0, 900).Select(i => Config($"c-{i / 300}", 2 + i % 300)).ToList();

        var outcomes = Run(service, configs);

        Assert.All(outcomes, o => Assert.Equal(OutcomeStatus.Accepted, o.Status));
        foreach (var contact in service.Received.GroupBy(c => c.ContactId))
        {
            Assert.Equal(Enumerable.Range(2, 300).Cast<int?>(), contact.Select(c => c.CustomerIdle));
        }
    }

    [Fact]
    public void Two_calls_are_in_flight_at_once()
    {
        using var together = new Barrier(2);
        var service = new MemoryService((_, _) => Task.Run(() =>
        {
            Assert.True(together.SignalAndWait(WaitLimit));
            return new Answer(AnswerKind.Accepted, "r");
        }));

        var run = Engine(service).Start(new RunSettings { RateLimit = 0, ThrottleLimit = 2, Wake = () => _awake.Set() }, CancellationToken.None);
        var outcomes = Finish(run, [.. Enumerable.Range(0, 8).Select(i => Config($"c-{i}", 5))]);

        Assert.All(outcomes, o => Assert.Equal(OutcomeStatus.Accepted, o.Status));
        Assert.Equal(2, service.MostInFlight);
    }

    [Fact]
    public void Only_the_config_without_a_Region_fails()
    {
        var service = new MemoryService { DefaultRegion = null };

        var outcomes = Run(service, [Config("a", 5), Config("b", 5).In("us-east-1")]);

        Assert.Equal([("a", OutcomeStatus.Failed, "NoRegion"), ("b", OutcomeStatus.Accepted, null)], outcomes.OrderBy(o => o.ContactId).Select(o => (o.ContactId, o.Status, o.ErrorId)));
        Assert.Equal("b", Assert.Single(service.Received).ContactId);
    }

    [Fact]
    public void After_a_fatal_response_the_rest_is_cancelled_without_being_sent()
    {
        var refused = new Problem("UnrecognizedClientException", ProblemCategory.AuthenticationError, "no", "sign in");
        var service = new MemoryService((_, _) => Task.FromResult(new Answer(AnswerKind.Fatal, "r", refused)));
        var run = Engine(service).Start(Unlimited, CancellationToken.None);

        var outcomes = Finish(run, [.. Enumerable.Range(0, 100).Select(i => Config($"c-{i}", 5))]);

        Assert.Same(refused, run.Fault);
        Assert.Equal(100, outcomes.Count);
        Assert.Equal(service.Received.Count, outcomes.Count(o => o.Status == OutcomeStatus.Failed));
        Assert.InRange(service.Received.Count, 1, 2);
        Assert.All(outcomes.Where(o => o.Status != OutcomeStatus.Failed), o => Assert.Equal((OutcomeStatus.Cancelled, "NotSent", 0), (o.Status, o.ErrorId, o.Attempts)));
    }

    // A token notifies its latest registrations first, so the call's token fires before the run's.
    [Fact]
    public async Task A_call_cancelled_before_the_token_of_the_run_has_fired_is_cancelled_like_any_other()
    {
        var isUnderWay = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        using var state = new RunState(RunLimits.ForRun(Unlimited), TimeProvider.System, new Random(1), stop.Token);
        Task<CallResult>? delivery = null;
        await using var between = stop.Token.Register(() => Assert.True(((IAsyncResult)delivery!).AsyncWaitHandle.WaitOne(WaitLimit)));
        using var client = new RegionClient(new MemoryService(), new RateLimiterPartitions(TimeProvider.System), Operation.UpdateParticipantRoleConfig, "eu-west-2", state);
        Task<Answer> Hang(CancellationToken token)
        {
            isUnderWay.SetResult();
            return new TaskCompletionSource<Answer>().Task;
        }

        delivery = new TaskFactory(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler)
            .StartNew(() => new RetryingCall(client, Hang, new ContactKey("i-1", "a"), state).SendAsync()).Unwrap();
        await isUnderWay.Task.WaitAsync(WaitLimit);
        await stop.CancelAsync();

        var result = await delivery;
        Assert.Null(result.Answer);
        Assert.Equal(("StoppedInFlight", 1), (result.Problem?.ErrorId, result.Attempts));
    }

    [Fact]
    public void A_connection_that_cannot_be_opened_cancels_all_configs_with_the_reason()
    {
        var engine = new TimerEngine(TimeProvider.System, (_, _) => throw new RunFaultException(RunProblems.NoRegion()), 1);
        var run = engine.Start(Unlimited, CancellationToken.None);

        var outcomes = Finish(run, [Config("a", 5), Config("b", 5)]);

        Assert.Equal("NoRegion", run.Fault?.ErrorId);
        Assert.All(outcomes, o => Assert.Equal((OutcomeStatus.Cancelled, "NotSent"), (o.Status, o.ErrorId)));
    }

    [Fact]
    public async Task A_stop_cancels_calls_in_flight_and_reports_them_as_unknown()
    {
        using var stop = new CancellationTokenSource();
        using var arrived = new CountdownEvent(2);
        var service = new MemoryService(async (_, token) =>
        {
            arrived.Signal();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new UnreachableException();
        });
        var run = Engine(service).Start(Unlimited, stop.Token);
        foreach (var i in Enumerable.Range(0, 50))
        {
            Assert.True(run.TrySubmit(Config($"c-{i}", 5), []));
        }

        Assert.True(arrived.Wait(WaitLimit));
        await stop.CancelAsync();
        run.Complete();
        var outcomes = run.Drain(_awake);

        Assert.Equal(50, outcomes.Count);
        Assert.Equal(2, outcomes.Count(o => o is { Status: OutcomeStatus.Cancelled, ErrorId: "StoppedInFlight", Attempts: 1 }));
        Assert.Equal(48, outcomes.Count(o => o is { Status: OutcomeStatus.Cancelled, ErrorId: "NotSent", Attempts: 0 }));
        Assert.Null(run.Fault);
    }

    [Fact]
    public void Disposing_a_run_cancels_it_and_may_be_repeated()
    {
        using var cancelled = new ManualResetEventSlim();
        var service = new MemoryService(async (_, token) =>
        {
            await using var registration = token.Register(cancelled.Set);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new UnreachableException();
        });
        var run = Engine(service).Start(Unlimited, CancellationToken.None);
        run.TrySubmit(Config("a", 5), []);
        SpinWait.SpinUntil(() => !service.Received.IsEmpty, WaitLimit);
        run.Dispose();

        Assert.True(cancelled.Wait(WaitLimit));
        var done = Engine(new MemoryService()).Start(Unlimited, CancellationToken.None);
        Finish(done, [Config("a", 5)]);
        done.Dispose();
    }

    [Fact]
    public void A_full_queue_accepts_no_config_until_there_is_room()
    {
        using var release = new ManualResetEventSlim();
        var service = new MemoryService((_, _) => Task.Run(() =>
        {
            release.Wait(WaitLimit);
            return new Answer(AnswerKind.Accepted, "r");
        }));
        var run = Engine(service).Start(Unlimited, CancellationToken.None);
        var submitted = 0;
        while (run.TrySubmit(Config($"c-{submitted}", 5), []))
        {
            submitted++;
        }

        // The queue, and the configs that the dispatcher took from it.
        Assert.InRange(submitted, 256, 256 + 64 + 1);
        release.Set();
        run.Complete();
        Assert.Equal(submitted, run.Drain(_awake).Count);
    }

    [Fact]
    public void Recorded_outcomes_are_in_the_journal_and_come_back_without_a_connection()
    {
        using var folder = new JournalFolder();
        var run = new TimerEngine(TimeProvider.System, (_, _) => throw new InvalidOperationException("nothing is sent"), 1)
            .Start(new RunSettings { JournalPath = folder.Path, Wake = () => _awake.Set() }, CancellationToken.None);
        var problem = new Problem("MissingContactId", ProblemCategory.InvalidArgument, "There is no ContactId.", "Add it.");
        var invalid = Enumerable.Range(0, 600).Select(i => ParticipantRoleOutcome.Invalid("i-1", null, null, [problem])).ToList();
        foreach (var outcome in invalid)
        {
            while (!run.Record(outcome, [new("Queue", "billing")]))
            {
                Assert.True(_awake.WaitOne(WaitLimit));
            }
        }

        run.Complete();

        Assert.Equal(invalid, run.Drain(_awake));
        Assert.Null(run.Fault);
        var lines = folder.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]; // after that of the run
        Assert.Equal(600, lines.Length);
        Assert.All(lines.Select(line => JsonDocument.Parse(line).RootElement), line => Assert.Equal(
            ("Invalid", "MissingContactId", "billing", false),
            (line.GetProperty("Status").GetString(), line.GetProperty("ErrorId").GetString(), line.GetProperty("Queue").GetString(), line.TryGetProperty("ContactId", out _))));
        folder.Open(resume: true).Dispose(); // such a journal can be resumed
    }

    [Fact]
    public void Recorded_outcomes_come_back_if_the_run_cannot_start()
    {
        var run = Engine(new MemoryService()).Start(new RunSettings { JournalPath = "/no/such/folder/run.jsonl", Wake = () => _awake.Set() }, CancellationToken.None);
        var invalid = ParticipantRoleOutcome.Invalid(null, null, null, [new Problem("X", ProblemCategory.InvalidData, "x", "y")]);
        Assert.True(run.Record(invalid, []));
        Assert.True(run.TrySubmit(Config("a", 5), []));
        run.Complete();

        Assert.Equal([OutcomeStatus.Invalid, OutcomeStatus.Cancelled], run.Drain(_awake).Select(o => o.Status).Order());
        Assert.Equal("JournalNotWritable", run.Fault?.ErrorId);
    }

    [Fact]
    public void A_journal_has_no_line_of_an_alias_whose_call_would_seem_to_have_been_killed()
    {
        const string id = "8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90";
        using var folder = new JournalFolder();
        var service = new MemoryService((config, _) => Task.FromResult(config.InstanceId == id
            ? new Answer(AnswerKind.Accepted, "r")
            : new Answer(AnswerKind.Rejected, "r", new Problem("ResourceNotFoundException", ProblemCategory.ObjectNotFound, "no", "check"))))
        {
            Instances = [new InstanceSummary(id, "front-desk")],
        };

        // The second run appends to the journal of the first, so its calls are announced.
        foreach (var minutes in (int[])[5, 10])
        {
            using var run = Engine(service).Start(new RunSettings { RateLimit = 0, Wake = () => _awake.Set(), JournalPath = folder.Path }, CancellationToken.None);
            Finish(run, [Config("c-1", minutes).OfInstance("front-desk")]);
        }

        var entries = new JournalFileReader(folder.Path).ReadHistory(CancellationToken.None);
        Assert.Equal([(OutcomeStatus.Accepted, id), (OutcomeStatus.Accepted, id)], entries.Select(e => (e.Status, e.InstanceId)));
    }

    [Fact]
    public void An_unexpected_exception_still_gives_an_outcome()
    {
        var outcomes = Run(new MemoryService((_, _) => throw new InvalidOperationException("boom")), [Config("a", 5)]);

        Assert.Equal((OutcomeStatus.Failed, "Unexpected"), (outcomes[0].Status, outcomes[0].ErrorId));
    }

    [Fact]
    public void Progress_is_reported_after_a_fifth_of_a_second_and_at_most_five_times_a_second()
    {
        var clock = new FakeTimeProvider();
        using var run = new TimerEngine(clock, (_, _) => Task.FromResult<IConnection>(new MemoryService()), 1).Start(Unlimited, CancellationToken.None);

        for (var i = 0; i < 2; i++)
        {
            Assert.Null(run.GetProgress());
            clock.Advance(TimeSpan.FromMilliseconds(199));
            Assert.Null(run.GetProgress());
            clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.NotNull(run.GetProgress());
        }
    }

    private static TimerEngine Engine(MemoryService service) => new(TimeProvider.System, (_, _) => Task.FromResult<IConnection>(service), 1);

    private List<ParticipantRoleOutcome> Run(MemoryService service, IReadOnlyList<ParticipantRoleConfig> configs) =>
        Finish(Engine(service).Start(Unlimited, CancellationToken.None), configs);

    private List<ParticipantRoleOutcome> Finish(ITimerRun run, IReadOnlyList<ParticipantRoleConfig> configs)
    {
        foreach (var config in configs)
        {
            run.Submit(config, _awake);
        }

        run.Complete();
        return run.Drain(_awake);
    }

    private static ParticipantRoleConfig Config(string contact, int minutes) =>
        new(new ChatContact("i-1", contact), [new(TimerKind.CustomerIdle, TimerValue.FromMinutes(minutes))]);
}
