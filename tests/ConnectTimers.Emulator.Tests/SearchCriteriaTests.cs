namespace ConnectTimers.Emulator.Tests;

/// <summary>Which contacts a search finds, and in which order.</summary>
public sealed class SearchCriteriaTests
{
    [Theory]
    [InlineData("""{"Channels":["CHAT"]}""", "waiting connected ended")]
    [InlineData("""{"Channels":["VOICE","EMAIL"]}""", "voice email")]
    [InlineData("""{"Channels":[]}""", "waiting connected ended voice email")]
    [InlineData("""{"QueueIds":["q1"]}""", "waiting")]
    [InlineData("""{"QueueIds":["q1","q2"]}""", "waiting connected")]
    [InlineData("""{"AgentIds":["a1"]}""", "connected")]
    [InlineData("""{"AgentIds":["a0"]}""", "")]
    [InlineData("""{"AgentIds":["a1","a2"],"Channels":["CHAT"]}""", "connected ended")]
    [InlineData("""{"InitiationMethods":["INBOUND"]}""", "voice")]
    [InlineData("""{"InitiationMethods":["API","INBOUND"],"QueueIds":["q2"]}""", "connected")]
    [InlineData("{}", "waiting connected ended voice email")]
    [InlineData("""{"Channels":null,"Unheard":"of"}""", "waiting connected ended voice email")]
    public async Task Criteria_are_joined_by_and_and_values_of_one_by_or(string criteria, string found)
    {
        await using var fixture = await StartAsync();

        Assert.Equal(Ids(found), (await fixture.Caller.SearchAsync(new Search { Criteria = criteria })).Ids);
    }

    [Fact]
    public async Task Open_chats_are_those_without_a_disconnect_time()
    {
        await using var fixture = await StartAsync();

        Assert.Equal(["waiting", "connected"], (await fixture.Caller.SearchAsync(Search.ForOpenChats)).Ids);
    }

    [Theory]
    [InlineData("MATCH_ALL", "waiting")]
    [InlineData("MATCH_EXACT", "waiting")]
    [InlineData("MATCH_ANY", "waiting connected")]
    [InlineData("MATCH_NONE", "ended")]
    public async Task The_match_type_decides_how_many_conditions_must_hold(string matchType, string found)
    {
        await using var fixture = await StartAsync();
        var additional = Search.Additional(matchType, Search.Missing("DISCONNECT_TIMESTAMP"), Search.Missing("CONNECTED_TO_AGENT_TIMESTAMP"));

        var search = new Search { Criteria = $$"""{"Channels":["CHAT"],{{additional}}}""" };

        Assert.Equal(Ids(found), (await fixture.Caller.SearchAsync(search)).Ids);
    }

    [Theory]
    [InlineData("MATCH_ALL")]
    [InlineData("MATCH_ANY")]
    [InlineData("MATCH_NONE")]
    public async Task Without_conditions_every_contact_passes(string matchType)
    {
        await using var fixture = await StartAsync();

        Assert.Equal(5, (await fixture.Caller.SearchAsync(new Search { Criteria = $$"""{{{Search.Additional(matchType)}}}""" })).TotalCount);
    }

    [Fact]
    public async Task A_further_range_applies_to_the_timestamp_it_names()
    {
        await using var fixture = await StartAsync();
        var within = Search.Within("ENQUEUE_TIMESTAMP", "2026-03-01T12:00:00Z", "2026-03-01T12:00:01Z");

        var search = new Search { Criteria = $$"""{{{Search.Additional("MATCH_ALL", within)}}}""" };

        Assert.Equal(["waiting"], (await fixture.Caller.SearchAsync(search)).Ids);
    }

    [Theory]
    [InlineData("INITIATION_TIMESTAMP", "2026-03-01T11:57:00Z", "2026-03-01T11:59:00Z", "connected ended voice")]
    [InlineData("INITIATION_TIMESTAMP", "2026-03-01T11:57:00.001Z", "2026-03-01T11:58:59.999Z", "ended")]
    [InlineData("CONNECTED_TO_AGENT_TIMESTAMP", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "connected ended")]
    [InlineData("DISCONNECT_TIMESTAMP", "2026-03-01T12:01:00Z", "2026-03-01T12:01:00Z", "ended")]
    [InlineData("DISCONNECT_TIMESTAMP", "2026-03-01T12:01:01Z", "2026-03-02T00:00:00Z", "")]
    [InlineData("ENQUEUE_TIMESTAMP", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "waiting connected")]
    [InlineData("SCHEDULED_TIMESTAMP", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "")]
    public async Task Both_ends_of_the_range_belong_to_it(string type, string start, string end, string found)
    {
        await using var fixture = await StartAsync();

        Assert.Equal(Ids(found), (await fixture.Caller.SearchAsync(new Search { TimeRange = Search.Range(type, start, end) })).Ids);
    }

    [Theory]
    [InlineData("1772366220", "1772366220.0", "voice")]
    [InlineData("1.77236622e9", "17723662200e-1", "voice")]
    [InlineData("-1", "1772366160", "email")]
    public async Task Times_are_seconds_in_any_JSON_notation(string start, string end, string found)
    {
        await using var fixture = await StartAsync();
        var range = $$"""{"Type":"INITIATION_TIMESTAMP","StartTime":{{start}},"EndTime":{{end}}}""";

        Assert.Equal(Ids(found), (await fixture.Caller.SearchAsync(new Search { TimeRange = range })).Ids);
    }

    [Theory]
    [InlineData("INITIATION_TIMESTAMP", "ASCENDING", "email voice ended connected waiting")]
    [InlineData("INITIATION_TIMESTAMP", "DESCENDING", "waiting connected ended voice email")]
    [InlineData("CONNECTED_TO_AGENT_TIMESTAMP", "ASCENDING", "ended connected waiting voice email")]
    [InlineData("CONNECTED_TO_AGENT_TIMESTAMP", "DESCENDING", "connected ended waiting voice email")]
    [InlineData("DISCONNECT_TIMESTAMP", "ASCENDING", "ended waiting connected voice email")]
    [InlineData("SCHEDULED_TIMESTAMP", "ASCENDING", "waiting connected ended voice email")]
    public async Task Contacts_without_the_timestamp_sorted_by_come_last_newest_first(string field, string order, string found)
    {
        await using var fixture = await StartAsync();
        var sort = $$"""{"FieldName":"{{field}}","Order":"{{order}}"}""";

        Assert.Equal(Ids(found), (await fixture.Caller.SearchAsync(new Search { Sort = sort })).Ids);
    }

    [Fact]
    public async Task Contacts_of_the_same_moment_are_sorted_by_id()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [new("i", "b"), new("i", "a"), new("i", "B")] });

        Assert.Equal(["B", "a", "b"], (await fixture.Caller.SearchAsync()).Ids);
    }

    [Fact]
    public async Task Only_contacts_of_the_instance_are_found()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [new("i", "mine"), new("j", "theirs")] });

        Assert.Equal(["mine"], (await fixture.Caller.SearchAsync()).Ids);
    }

    /// <summary>Starts an emulator with five contacts, a minute apart, the newest initiated at noon.</summary>
    private static async Task<EmulatorFixture> StartAsync()
    {
        var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [] });
        var noon = fixture.Clock.GetUtcNow();
        fixture.Emulator.SetContacts(
            new EmulatedContact("i", "voice") { Channel = "VOICE", InitiationMethod = "INBOUND", InitiationTimestamp = noon.AddMinutes(-3) },
            new EmulatedContact("i", "email") { Channel = "email", InitiationMethod = "FLOW", InitiationTimestamp = noon.AddMinutes(-4) },
            new EmulatedContact("i", "waiting") { QueueId = "q1", AgentId = "a0" },
            new EmulatedContact("i", "ended", ContactState.Connected) { AgentId = "a2", InitiationTimestamp = noon.AddMinutes(-2) });
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        fixture.Emulator.SetContacts(
            new EmulatedContact("i", "connected", ContactState.Connected) { QueueId = "q2", AgentId = "a1", InitiationTimestamp = noon.AddMinutes(-1) },
            new EmulatedContact("i", "ended", ContactState.Ended));
        return fixture;
    }

    private static string[] Ids(string listed) => listed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
