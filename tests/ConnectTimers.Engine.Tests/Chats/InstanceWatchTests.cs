using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Chats;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Engine.Tests.Simulated;

namespace ConnectTimers.Engine.Tests.Chats;

/// <summary>Tests of continuous searches, at the documented quota of 0.5 calls a second, in the simulation.</summary>
public class InstanceWatchTests
{
    [Fact]
    public void Nearly_all_chats_are_found_before_their_agent_and_each_once()
    {
        var world = new Simulation();
        var chats = SimulatedChats.Arrivals(2, 300, 60).ToList();

        var found = Watch(world, new SimulatedChats(world, chats), seconds: 600);

        Assert.Equal(found.Count, found.Select(f => f.Id).Distinct().Count());
        var joins = chats.ToDictionary(c => c.Id, c => c.AgentJoins);
        var inTime = found.Count(f => f.At < joins[f.Id]);
        Assert.True(inTime >= 0.97 * chats.Count, $"{inTime} of {chats.Count}");
    }

    [Fact]
    public void Of_many_that_wait_the_newest_come_first_and_none_is_missed_while_others_arrive()
    {
        var world = new Simulation();
        var waiting = Enumerable.Range(0, 950).Select(i => new SimulatedChats.Chat($"w-{i:000}", 0, double.PositiveInfinity));
        var arriving = SimulatedChats.Arrivals(2, 120, double.MaxValue);

        var found = Watch(world, new SimulatedChats(world, waiting.Concat(arriving)), seconds: 240);

        Assert.Equal("w-949", found[0].Id);
        Assert.Equal(950 + arriving.Count(), found.Count);
        Assert.All(found.Where(f => f.Id[0] == 'c'), f => Assert.InRange(f.At - arriving.Single(c => c.Id == f.Id).Arrives, 0, 5));
    }

    [Fact]
    public void Chats_that_the_index_shows_late_are_found_by_a_later_sweep()
    {
        var world = new Simulation();
        var chats = SimulatedChats.Arrivals(2, 600, 300).Select((c, i) => i % 10 == 0 ? c with { IndexLag = 200, AgentJoins = c.Arrives + 400 } : c).ToList();

        var found = Watch(world, new SimulatedChats(world, chats), seconds: 900).ToDictionary(f => f.Id, f => f.At);

        Assert.All(chats.Where(c => c.IndexLag > 0), c => Assert.InRange(found[c.Id] - c.Arrives, 200, 300));
    }

    [Fact]
    public void The_memory_is_that_of_the_last_two_hours()
    {
        var world = new Simulation();
        var most = 0;

        var found = Watch(world, new SimulatedChats(world, SimulatedChats.Arrivals(1, 8 * 3600, 60)), seconds: 8 * 3600, watch => most = Math.Max(most, watch.Remembered));

        Assert.InRange(found.Count, 27_000, 30_000);
        Assert.InRange(most, 3_600, 8_000);
    }

    [Fact]
    public void The_instances_of_an_account_share_its_quota()
    {
        var world = new Simulation();
        var limiters = new RateLimiterPartitions(world);
        var quiet = new SimulatedChats(world, []);
        var busy = new SimulatedChats(world, SimulatedChats.Arrivals(5, 600, 600));

        world.Run(async () =>
        {
            await Task.WhenAll(RunAsync(world, limiters, quiet, 600, (_, _) => { }), RunAsync(world, limiters, busy, 600, (_, _) => { }));
            return 0;
        });

        Assert.InRange(quiet.Searches, 135, 155);
        Assert.InRange(busy.Searches, 135, 155);
    }

    [Fact]
    public void An_outage_is_reported_and_survived()
    {
        var world = new Simulation();
        var failures = new List<Problem>();
        var service = new SimulatedChats(world, SimulatedChats.Arrivals(1, 3000, 60)) { Fault = (at, _) => at is > 60 and < 1800 ? Answer(AnswerKind.Transient) : null };

        var found = Watch(world, service, seconds: 3000, failed: failures.Add);

        Assert.NotEmpty(failures);
        Assert.InRange(found.Count(f => f.At > 1800), 1000, 1400);
        Assert.DoesNotContain(found, f => f.At is > 61 and < 1799);
    }

    [Fact]
    public void A_page_token_that_the_service_rejects_begins_a_new_sweep()
    {
        var world = new Simulation();
        var rejected = 0;
        var waiting = Enumerable.Range(0, 450).Select(i => new SimulatedChats.Chat($"w-{i}", 0, double.PositiveInfinity));
        var service = new SimulatedChats(world, waiting) { Fault = (_, token) => token is not null && rejected++ < 3 ? Answer(AnswerKind.Rejected) : null };

        Assert.Equal(450, Watch(world, service, seconds: 300).Count);
    }

    [Theory]
    [InlineData(nameof(AnswerKind.Rejected), false)]
    [InlineData(nameof(AnswerKind.Fatal), true)]
    public void A_rejected_search_ends_the_watch_of_the_instance(string kind, bool isFault)
    {
        var world = new Simulation();
        SearchFailed? failed = null;
        var service = new SimulatedChats(world, []) { Fault = (_, _) => Answer(Enum.Parse<AnswerKind>(kind)) };

        world.Run(async () =>
        {
            await RunAsync(world, new RateLimiterPartitions(world), service, 600, (_, searchEvent) => failed = searchEvent as SearchFailed);
            return 0;
        });

        Assert.Equal((kind, isFault), (failed?.Problem.ErrorId, failed?.IsFault));
        Assert.Equal(1, service.Searches);
    }

    private static List<(string Id, double At)> Watch(
        Simulation world, SimulatedChats service, double seconds, Action<InstanceWatch>? look = null, Action<Problem>? failed = null)
    {
        var found = new List<(string, double)>();
        return world.Run(async () =>
        {
            await RunAsync(world, new RateLimiterPartitions(world), service, seconds, (watch, searchEvent) =>
            {
                found.AddRange(((ChatsFound)searchEvent).Chats.Select(c => (c.ContactId, world.Seconds)));
                look?.Invoke(watch);
            }, failed);
            return found;
        });
    }

    private static async Task RunAsync(
        Simulation world, RateLimiterPartitions limiters, SimulatedChats service, double seconds, Action<InstanceWatch, SearchEvent> emit, Action<Problem>? failed = null)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), world);
        void Answered(Problem? problem)
        {
            if (problem is not null)
            {
                failed?.Invoke(problem);
            }
        }

        using var state = new RunState(RunLimits.ForWatch(new ConnectionSettings()), world, new Random(1), end.Token) { Retrying = Answered };
        using var client = new RegionClient(service, limiters, Operation.SearchContacts, "eu-west-2", state);
        var watch = new InstanceWatch(new ChatQuery("i-1") { AwaitingAgent = true }, "eu-west-2", client, state);
        await watch.RunAsync(searchEvent =>
        {
            emit(watch, searchEvent);
            return ValueTask.CompletedTask;
        }, Answered, end.Token);
    }

    private static Answer Answer(AnswerKind kind) => new(kind, "r", new Problem(kind.ToString(), ProblemCategory.ConnectionError, "No.", "Wait."));
}
