using ConnectTimers.Abstractions;
using ConnectTimers.Emulator;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Engine.Tests.Execution;

namespace ConnectTimers.Engine.Tests.Chats;

/// <summary>A search from its first page to its end, whatever that is.</summary>
public class ChatSearchTests
{
    // So patient that a slow machine is no reason to give up on a clock that is fast.
    private static readonly TimeSpan Long = TimeSpan.FromDays(10);

    [Fact]
    public void Pages_come_in_their_order_with_the_instance_and_the_region_filled_in()
    {
        var service = Pages(["c-1", "c-2"], [], ["c-3"]);

        var pages = Search(service);

        Assert.Equal(["c-1", "c-2", "c-3"], Ids(pages));
        Assert.All(pages.OfType<ChatsFound>().SelectMany(p => p.Chats), c => Assert.Equal(("i-1", "eu-west-2"), (c.InstanceId, c.Region)));
        Assert.Equal([null, "1", "2"], service.Searched.Select(s => s.Token));
        Assert.DoesNotContain(pages, p => p is SearchFailed);
    }

    [Fact]
    public void Without_a_time_seven_days_until_now_are_searched_and_all_pages_ask_for_the_same()
    {
        var service = Pages(["c-1"], ["c-2"]);

        Search(service);

        var search = Assert.Single(service.Searched.Select(s => s.Search).Distinct());
        Assert.Equal(TimeSpan.FromDays(7), search.End - search.Start);
        Assert.Equal(DateTimeKind.Utc, search.End.Kind);
    }

    [Fact]
    public void What_is_no_open_chat_is_left_out_and_counted_and_no_contact_comes_twice()
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
    public void What_passes_is_tried_again_and_no_page_is_lost()
    {
        var answers = new Queue<Answer>([Failed(AnswerKind.Throttled), Failed(AnswerKind.Transient), Page("1", "c-1"), Failed(AnswerKind.Transient), Page(null, "c-2")]);
        var service = new MemoryService { Page = _ => answers.Dequeue() };

        var pages = Search(service);

        Assert.Equal(["c-1", "c-2"], Ids(pages));
        Assert.Equal([null, null, null, "1", "1"], service.Searched.Select(s => s.Token));
        Assert.DoesNotContain(pages, p => p is SearchFailed);
    }

    [Fact]
    public void A_page_that_never_comes_ends_the_search_with_what_was_found_and_why()
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
    public void A_refusal_is_the_querys_own_and_refused_credentials_are_everybodys(string kind, bool isFault)
    {
        var service = new MemoryService { Page = _ => Failed(Enum.Parse<AnswerKind>(kind)) };

        var page = Assert.Single(Search(service));

        Assert.Equal((kind, isFault), Failure(page));
        Assert.Single(service.Searched);
    }

    [Fact]
    public void Throttled_until_patience_ends_is_a_fault_that_says_how_to_go_on()
    {
        var pages = Search(new MemoryService { Page = _ => Failed(AnswerKind.Throttled) },
            maxStall: TimeSpan.FromMinutes(1));

        Assert.Equal(("Throttled", true), Failure(pages[^1]));
        Assert.EndsWith("search again.", ((SearchFailed)pages[^1]).Problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_comes_back_ends_the_search()
    {
        var service = new MemoryService { Page = _ => Page("again", "c-1") };

        var pages = Search(service);

        Assert.Equal(("EndlessSearch", false), Failure(pages[^1]));
        Assert.Equal(2, service.Searched.Count);
        Assert.Equal(["c-1"], Ids(pages));
    }

    [Fact]
    public void Pages_without_end_come_to_one()
    {
        var service = new MemoryService { Page = n => Page($"{n}") };

        var pages = Search(service);

        Assert.Equal(("EndlessSearch", false), Failure(pages[^1]));
        Assert.Equal(10_000, service.Searched.Count);
    }

    [Fact]
    public void Without_a_region_nothing_is_asked()
    {
        var service = new MemoryService { DefaultRegion = null };

        var page = Assert.Single(Search(service));

        Assert.Equal(("NoRegion", true), Failure(page));
    }

    [Fact]
    public void A_time_that_lies_ahead_is_refused_before_anything_is_asked()
    {
        var service = new MemoryService();

        var page = Assert.Single(Search(service, new ChatQuery("i-1") { Since = new DateTime(2999, 1, 1, 0, 0, 0, DateTimeKind.Utc) }));

        Assert.Equal(("SinceInFuture", true), Failure(page));
        Assert.Empty(service.Searched);
    }

    [Fact]
    public void A_stop_while_nothing_comes_is_a_cancellation()
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
    public void Pages_are_asked_for_at_half_a_call_a_second()
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

        // Not a timing: the clock is the engine's own, and no two calls are nearer to each other on it than the pace allows.
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First > 1.9, $"{pair}"));
    }

    [Fact]
    public async Task At_the_whole_of_the_documented_quota_no_page_is_throttled()
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
