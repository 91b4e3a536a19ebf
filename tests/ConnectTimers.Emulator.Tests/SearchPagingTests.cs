using System.Text.Json;

namespace ConnectTimers.Emulator.Tests;

/// <summary>The pages of a search belong to one list, whatever happens to the contacts in between.</summary>
public sealed class SearchPagingTests
{
    private const string ByDisconnect = """{"FieldName":"DISCONNECT_TIMESTAMP","Order":"DESCENDING"}""";
    private const string ByAgent = """{"FieldName":"CONNECTED_TO_AGENT_TIMESTAMP","Order":"DESCENDING"}""";

    [Fact]
    public async Task Two_hundred_and_fifty_contacts_are_three_pages()
    {
        await using var fixture = await StartAsync(250);

        var pages = await PagesAsync(fixture, new Search());

        Assert.Equal([100, 100, 50], pages.Select(page => page.Contacts.Count));
        Assert.All(pages, page => Assert.Equal(250, page.TotalCount));
        Assert.Equal(Names(250), pages.SelectMany(page => page.Ids));
    }

    [Theory]
    [InlineData(1, 3, 3)]
    [InlineData(3, 3, 1)]
    [InlineData(2, 3, 2)]
    [InlineData(100, 100, 1)]
    public async Task A_page_has_the_requested_size_and_the_last_one_no_token(int most, int contacts, int pages)
    {
        await using var fixture = await StartAsync(contacts);

        var all = await PagesAsync(fixture, new Search { MaxResults = $"{most}" });

        Assert.Equal(pages, all.Count);
        Assert.Equal(Names(contacts), all.SelectMany(page => page.Ids));
    }

    [Fact]
    public async Task Contacts_that_arrive_between_two_pages_displace_none()
    {
        await using var fixture = await StartAsync(250);

        var pages = await PagesAsync(fixture, new Search(), between: page =>
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            fixture.Emulator.SetContacts([.. Enumerable.Range(0, 70).Select(at => new EmulatedContact("i", $"new{page}-{at}"))]);
            return Task.CompletedTask;
        });

        Assert.Equal(Names(250), pages.SelectMany(page => page.Ids));
    }

    [Fact]
    public async Task Contacts_that_end_between_two_pages_are_left_out_of_the_next()
    {
        await using var fixture = await StartAsync(250);

        // One contact of each page, of those returned and of those to come.
        var pages = await PagesAsync(fixture, Search.ForOpenChats, between: page =>
        {
            if (page == 1)
            {
                fixture.Emulator.SetContacts([.. new[] { 50, 150, 220 }.Select(at => new EmulatedContact("i", Name(at), ContactState.Ended))]);
            }

            return Task.CompletedTask;
        });

        Assert.Equal(Names(250).Except([Name(150), Name(220)]), pages.SelectMany(page => page.Ids));
        Assert.Equal([100, 100, 48], pages.Select(page => page.Contacts.Count));
    }

    [Theory]
    [InlineData(ByAgent)]
    [InlineData(ByDisconnect)]
    public async Task Contacts_that_change_their_place_in_the_order_come_once(string sort)
    {
        await using var fixture = await StartAsync(30, ContactState.Connected);

        // The first was returned already and moves back; the last is still to come and moves before those returned.
        var pages = await PagesAsync(fixture, new Search { MaxResults = "10", Sort = sort }, between: _ =>
        {
            fixture.Clock.Advance(TimeSpan.FromMinutes(1));
            fixture.Emulator.SetContacts(
                new EmulatedContact("i", Name(0)),
                new EmulatedContact("i", Name(29), ContactState.Connected),
                new EmulatedContact("i", Name(28), ContactState.Ended),
                new EmulatedContact("i", Name(1), ContactState.Ended));
            return Task.CompletedTask;
        });

        Assert.Equal(Names(30), pages.SelectMany(page => page.Ids).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Updates_between_two_pages_change_nothing()
    {
        await using var fixture = await StartAsync(25);

        var pages = await PagesAsync(fixture, new Search { MaxResults = "10" }, between: async page =>
        {
            await fixture.Caller.SetAsync("i", Name(page));
            await fixture.Caller.SetAsync("i", Name(24));
        });

        Assert.Equal(Names(25), pages.SelectMany(page => page.Ids));
    }

    [Fact]
    public async Task A_page_shows_contacts_as_they_are_when_it_is_requested()
    {
        await using var fixture = await StartAsync(2);
        var first = await fixture.Caller.SearchAsync(new Search { MaxResults = "1" });
        fixture.Emulator.SetContacts(new EmulatedContact("i", Name(1), ContactState.Connected));

        var second = await fixture.Caller.SearchAsync(new Search { MaxResults = "1", NextToken = Quoted(first.NextToken) });

        Assert.NotNull(Assert.Single(second.Contacts)!["AgentInfo"]);
    }

    [Fact]
    public async Task A_page_can_be_requested_again_and_in_another_size()
    {
        await using var fixture = await StartAsync(30);
        var token = Quoted((await fixture.Caller.SearchAsync(new Search { MaxResults = "10" })).NextToken);

        var once = await fixture.Caller.SearchAsync(new Search { MaxResults = "10", NextToken = token });
        var again = await fixture.Caller.SearchAsync(new Search { MaxResults = "10", NextToken = token });
        var rest = await fixture.Caller.SearchAsync(new Search { MaxResults = "50", NextToken = token });

        Assert.Equal(once.Ids, again.Ids);
        Assert.Equal(Names(30).Skip(10), rest.Ids);
    }

    [Fact]
    public async Task A_token_is_valid_for_its_own_search_only()
    {
        await using var fixture = await StartAsync(3);
        var search = new Search { Criteria = """{"Channels":["CHAT"],"QueueIds":[]}""", MaxResults = "1" };
        var mine = search with { NextToken = Quoted((await fixture.Caller.SearchAsync(search)).NextToken) };

        foreach (var other in (Search[])[
            mine with { InstanceId = "\"j\"" },
            mine with { TimeRange = Search.Range("INITIATION_TIMESTAMP", "2026-02-01T00:00:00Z", "2026-04-02T00:00:00Z") },
            mine with { Criteria = """{"Channels":["CHAT","VOICE"]}""" },
            mine with { Criteria = null },
            mine with { Criteria = """{"Channels":["CHAT"],"QueueIds":["q"]}""" },
            mine with { Criteria = $$"""{"Channels":["CHAT"],{{Search.Additional("MATCH_ALL", Search.Missing("DISCONNECT_TIMESTAMP"))}}}""" },
            mine with { Sort = """{"FieldName":"INITIATION_TIMESTAMP","Order":"ASCENDING"}""" }])
        {
            var answer = await fixture.Caller.SearchAsync(other.ToString());
            Assert.Equal((400, "InvalidParameterException"), (answer.Status, answer.ErrorType));
        }

        // The same query, written differently, is the same search.
        Assert.Equal([Name(1)], (await fixture.Caller.SearchAsync(mine with { Criteria = """{"QueueIds":null,"Channels":["CHAT"]}""" })).Ids);
    }

    [Fact]
    public async Task A_reset_forgets_tokens()
    {
        await using var fixture = await StartAsync(2);
        var token = (await fixture.Caller.SearchAsync(new Search { MaxResults = "1" })).NextToken;

        fixture.Emulator.Reset();

        var answer = await fixture.Caller.SearchAsync(new Search { MaxResults = "1", NextToken = Quoted(token) }.ToString());
        Assert.Equal("InvalidParameterException", answer.ErrorType);
    }

    [Fact]
    public async Task Old_tokens_make_room_for_new_ones()
    {
        await using var fixture = await StartAsync(2);
        var search = new Search { MaxResults = "1" };
        var first = (await fixture.Caller.SearchAsync(search)).NextToken;
        var last = first;
        for (var more = 0; more < 1000; more++)
        {
            last = (await fixture.Caller.SearchAsync(search)).NextToken;
        }

        Assert.Equal([Name(1)], (await fixture.Caller.SearchAsync(search with { NextToken = Quoted(last) })).Ids);
        Assert.Equal("InvalidParameterException", (await fixture.Caller.SearchAsync((search with { NextToken = Quoted(first) }).ToString())).ErrorType);
    }

    /// <summary>Returns contacts of the same moment, so that they are ordered by id.</summary>
    private static Task<EmulatorFixture> StartAsync(int contacts, ContactState state = ContactState.Waiting) => EmulatorFixture.StartAsync(new EmulatorOptions
    {
        RateLimit = 0,
        Contacts = [.. Names(contacts).Select(name => new EmulatedContact("i", name, state))],
    });

    private static async Task<IReadOnlyList<Found>> PagesAsync(EmulatorFixture fixture, Search search, Func<int, Task>? between = null)
    {
        var pages = new List<Found> { await fixture.Caller.SearchAsync(search) };
        while (pages[^1].NextToken is { } token)
        {
            await (between?.Invoke(pages.Count) ?? Task.CompletedTask);
            pages.Add(await fixture.Caller.SearchAsync(search with { NextToken = Quoted(token) }));
        }

        return pages;
    }

    private static string Quoted(string? token) => JsonSerializer.Serialize(token);

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(Name);

    private static string Name(int at) => $"c{at:000}";
}
