using ConnectTimers.Abstractions;
using ConnectTimers.Emulator;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Engine.Tests.Execution;

namespace ConnectTimers.Engine.Tests.Chats;

/// <summary>Tests of searches from the first page to the end.</summary>
public class ChatSearchTests
{
    // Long enough for a slow machine with a fast clock.
    private static readonly TimeSpan Long = TimeSpan.FromDays(10);

    [Fact]
    public void Pages_arrive_in_order_with_instance_and_Region()
    {
        var service = Pages(["c-1", "c-2"], [], ["c-3"]);

        var pages = Search(service);

        Assert.Equal(["c-1", "c-2", "c-3"], Ids(pages));
        Assert.All(pages.OfType<ChatsFound>().SelectMany(p => p.Chats), c => Assert.Equal(("i-1", "eu-west-2"), (c.InstanceId, c.Region)));
        Assert.Equal([null, "1", "2"], service.Searched.Select(s => s.Token));
        Assert.DoesNotContain(pages, p => p is SearchFailed);
    }

    [Fact]
    public void By_default_the_last_seven_days_are_searched_and_all_pages_have_the_same_period()
    {
        var service = Pages(["c-1"], ["c-2"]);

        Search(service);

        var search = Assert.Single(service.Searched.Select(s => s.Search).Distinct());
        Assert.Equal(TimeSpan.FromDays(7), search.End - search.Start);
        Assert.Equal(DateTimeKind.Utc, search.End.Kind);
    }

    [Fact]
    public void Contacts_that_are_no_open_chats_are_left_out_and_counted_and_none_is_returned_twice()
    {
        ContactSearchSummary[] contacts =
        [
            new() { Id = "ended", DisconnectTimestamp = DateTime.UnixEpoch }, new() { Id = "call", Channel = "VOICE" }, new(), new() { Id = ".." },
            new() { Id = "open", Channel = "CHAT", AgentInfo = new() { Id = "a", ConnectedToAgentTimestamp = DateTime.UnixEpoch } }, new() { Id = "waiting" }, new() { Id = "waiting" },
        ];

        var all = Search(new MemoryService { Page = _ => Page(contacts) });
        var waiting = Search(new MemoryService { Page = _ => Page(contacts) }, new ChatQuery("i-1") { AwaitingAgent = true });

        Assert.Equal(["open", "waiting"], Ids(all));
        Assert.Equal(4, Assert.IsType<ChatsFound>(Assert.Single(all)).LeftOut);
        Assert.Equal(["waiting"], Ids(waiting));
        Assert.Equal(5, Assert.IsType<ChatsFound>(Assert.Single(waiting)).LeftOut);
    }

    [Fact]
    public void Transient_failures_are_retried_and_no_page_is_lost()
    {
        var answers = new Queue<Answer>([Failed(AnswerKind.Throttled), Failed(AnswerKind.Transient), Page("1", "c-1"), Failed(AnswerKind.Transient), Page(null, "c-2")]);
        var service = new MemoryService { Page = _ => answers.Dequeue() };

        var pages = Search(service);

        Assert.Equal(["c-1", "c-2"], Ids(pages));
        Assert.Equal([null, null, null, "1", "1"], service.Searched.Select(s => s.Token));
        Assert.DoesNotContain(pages, p => p is SearchFailed);
    }

    [Fact]
    public void A_page_that_always_fails_ends_the_search_with_the_chats_found_and_the_reason()
    {
        var service = new MemoryService { Page = n => n == 0 ? Page("1", "c-1") : Failed(AnswerKind.Transient) };

        var pages = Search(service);

        Assert.Equal(["c-1"], Ids(pages));
        Assert.Equal(("Transient", false), Failure(pages[^1]));
        Assert.Equal(1 + 5, service.Searched.Count);
    }

    [Theory]
    [InlineData(nameof(AnswerKind.Rejected), false)]
    [InlineData(nameof(AnswerKind.Fatal), true)]
    public void A_rejection_is_a_problem_of_the_query_and_rejected_credentials_are_a_fault(string kind, bool isFault)
    {
        var service = new MemoryService { Page = _ => Failed(Enum.Parse<AnswerKind>(kind)) };

        var page = Assert.Single(Search(service));

        Assert.Equal((kind, isFault), Failure(page));
        Assert.Single(service.Searched);
    }

    [Fact]
    public void Throttling_longer_than_MaxStall_is_a_fault_with_advice()
    {
        var pages = Search(new MemoryService { Page = _ => Failed(AnswerKind.Throttled) },
            maxStall: TimeSpan.FromMinutes(20));

        Assert.Equal(("Throttled", true), Failure(pages[^1]));
        Assert.EndsWith("search again.", ((SearchFailed)pages[^1]).Problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_page_token_ends_the_search()
    {
        var service = new MemoryService { Page = _ => Page("again", "c-1") };

        var pages = Search(service);

        Assert.Equal(("EndlessSearch", false), Failure(pages[^1]));
        Assert.Equal(2, service.Searched.Count);
        Assert.Equal(["c-1"], Ids(pages));
    }

    [Fact]
    public void An_endless_search_ends_after_ten_thousand_pages()
    {
        var service = new MemoryService { Page = n => Page($"{n}") };

        var pages = Search(service);

        Assert.Equal(("EndlessSearch", false), Failure(pages[^1]));
        Assert.Equal(10_000, service.Searched.Count);
    }

    [Fact]
    public void Without_a_Region_nothing_is_sent()
    {
        var service = new MemoryService { DefaultRegion = null };

        var page = Assert.Single(Search(service));

        Assert.Equal(("NoRegion", true), Failure(page));
    }

    [Fact]
    public void A_time_in_the_future_is_rejected_before_anything_is_sent()
    {
        var service = new MemoryService();

        var page = Assert.Single(Search(service, new ChatQuery("i-1") { Since = new DateTime(2999, 1, 1, 0, 0, 0, DateTimeKind.Utc) }));

        Assert.Equal(("SinceInFuture", true), Failure(page));
        Assert.Empty(service.Searched);
    }

    [Fact]
    public void A_stop_while_waiting_for_a_page_throws()
    {
        using var stop = new CancellationTokenSource();
        var engine = Engine(new MemoryService { Page = _ => Failed(AnswerKind.Throttled) });

        Assert.ThrowsAny<OperationCanceledException>(() => Events(
            wake => engine.FindChats(new ChatQuery("i-1"), new ConnectionSettings { MaxStall = TimeSpan.FromDays(1), Wake = wake }, stop.Token),
            searchEvent =>
            {
                Assert.IsType<SearchDelayed>(searchEvent);
                stop.Cancel();
            }));
    }

    [Fact]
    public void Pages_are_requested_at_half_a_call_a_second()
    {
        var times = new List<double>();
        var clock = new FastClock(200);
        var started = clock.GetTimestamp();
        var service = new MemoryService
        {
            Page = n =>
            {
                times.Add(clock.GetElapsedTime(started).TotalSeconds);
                return Page(n < 4 ? $"{n}" : null, $"c-{n}");
            },
        };

        var engine = new TimerEngine(clock, (_, _) => Task.FromResult<IConnection>(service), 1);
        Assert.Equal(5, Ids(Events(wake => engine.FindChats(new ChatQuery("i-1"), new ConnectionSettings { Wake = wake }, CancellationToken.None))).Length);

        // Measured on the engine's injected clock, so it does not depend on the machine.
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First > 1.9, $"{pair}"));
    }

    [Fact]
    public async Task At_the_full_documented_quota_no_page_is_throttled()
    {
        var clock = new FastClock(50);
        var contacts = Enumerable.Range(0, 550).Select(i => new EmulatedContact("i-1", $"c-{i}"));
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { Contacts = [.. contacts] }, clock);
        using var service = Calls.To(emulator.Endpoint);
        var connection = new EmulatedConnection(service);

        var engine = new TimerEngine(clock, (_, _) => Task.FromResult<IConnection>(connection), 1);
        var pages = Events(wake => engine.FindChats(
            new ChatQuery("i-1"), new ConnectionSettings { MaxStall = Long, AttemptTimeout = Long, Wake = wake }, CancellationToken.None));

        Assert.Equal(550, Ids(pages).Length);
        Assert.Equal((6, 0), (emulator.GetState().Counts.Accepted, emulator.GetState().Counts.Throttled));
    }

    private static TimerEngine Engine(MemoryService service) => new(new FastClock(1000), (_, _) => Task.FromResult<IConnection>(service), 1);

    private static List<SearchEvent> Search(MemoryService service, ChatQuery? query = null, TimeSpan? maxStall = null)
    {
        ConnectionSettings Settings(Action wake) => new() { RateLimit = 0, MaxStall = maxStall ?? Long, AttemptTimeout = Long, Wake = wake };
        return Events(wake => Engine(service).FindChats(query ?? new ChatQuery("i-1"), Settings(wake), CancellationToken.None));
    }

    // Waits for each wake, so a wake that is missing fails the test.
    private static List<SearchEvent> Events(Func<Action, IChatSearch> start, Action<SearchEvent>? seen = null)
    {
        using var awake = new AutoResetEvent(false);
        using var search = start(() => awake.Set());
        var events = new List<SearchEvent>();
        while (!search.IsCompleted)
        {
            if (search.TryTake() is { } searchEvent)
            {
                events.Add(searchEvent);
                seen?.Invoke(searchEvent);
            }
            else if (!search.IsCompleted)
            {
                Assert.True(awake.WaitOne(TimeSpan.FromSeconds(30)));
            }
        }

        return [.. events.Where(e => e is not SearchDelayed)];
    }

    private static (string ErrorId, bool IsFault) Failure(SearchEvent searchEvent) =>
        searchEvent is SearchFailed failure ? (failure.Problem.ErrorId, failure.IsFault) : throw new InvalidOperationException("The search did not fail.");

    private static string[] Ids(IEnumerable<SearchEvent> events) => [.. events.OfType<ChatsFound>().SelectMany(p => p.Chats).Select(c => c.ContactId)];

    private static MemoryService Pages(params string[][] pages) =>
        new() { Page = n => Page(n + 1 < pages.Length ? $"{n + 1}" : null, pages[n]) };

    private static Answer Page(string? next, params string[] ids) => new(AnswerKind.Accepted, "r")
    {
        Page = new SearchContactsResponse { Contacts = [.. ids.Select(id => new ContactSearchSummary { Id = id, Channel = "CHAT" })], NextToken = next },
    };

    private static Answer Page(IReadOnlyList<ContactSearchSummary> contacts) => new(AnswerKind.Accepted, "r") { Page = new SearchContactsResponse { Contacts = contacts } };

    private sealed class EmulatedConnection(IConnectService service) : IConnection
    {
        public Task<string?> FindDefaultRegionAsync() => Task.FromResult<string?>("eu-west-2");

        public IConnectService In(string region) => service;
    }

    private static Answer Failed(AnswerKind kind) => new(kind, "r", new Problem(kind.ToString(), ProblemCategory.ConnectionError, "No.", "Wait."));
}
