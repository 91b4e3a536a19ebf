using System.Text.Json.Nodes;

namespace ConnectTimers.Emulator.Tests;

/// <summary>What SearchContacts tells of a contact, as its life goes on.</summary>
public sealed class SearchAnswerTests
{
    // The rig's clock starts at noon; 1772366400 is that second.
    private const string Arn = "arn:aws:connect:eu-west-2:000000000000:instance/i/contact/c";

    [Fact]
    public async Task A_contact_named_by_an_update_is_a_chat_that_waits_since_then()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Caller.SetAsync("i", "c");
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.Caller.SetAsync("i", "c");

        await TellsAsync(rig, $$"""{"Arn":"{{Arn}}","Id":"c","InitiationMethod":"API","Channel":"CHAT","InitiationTimestamp":1772366400}""");
    }

    [Fact]
    public async Task Every_fact_that_is_given_is_told_and_times_have_a_fraction()
    {
        await using var rig = await Rig.StartAsync();
        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected)
        {
            Channel = "VOICE",
            InitiationMethod = "INBOUND",
            InitiationTimestamp = rig.Clock.GetUtcNow().AddMilliseconds(-1500).AddTicks(7),
            QueueId = "q",
            AgentId = "a",
            Name = "n",
        });
        rig.Clock.Advance(TimeSpan.FromMilliseconds(2250));
        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Ended));

        await TellsAsync(rig, $$"""
            {"Arn":"{{Arn}}","Id":"c","InitiationMethod":"INBOUND","Channel":"VOICE","Name":"n",
             "QueueInfo":{"Id":"q","EnqueueTimestamp":1772366398.5},
             "AgentInfo":{"Id":"a","ConnectedToAgentTimestamp":1772366400},
             "InitiationTimestamp":1772366398.5,"DisconnectTimestamp":1772366402.25}
            """);
    }

    [Fact]
    public async Task The_region_of_the_arn_is_that_of_the_signature()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Caller.SetAsync("i", "c");
        using var elsewhere = rig.CallerWith(region: "us-west-2");

        Assert.StartsWith("arn:aws:connect:us-west-2:", (await elsewhere.SearchAsync()).Contacts[0]!["Arn"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enqueue_time_that_is_given_is_told()
    {
        await using var rig = await Rig.StartAsync();
        rig.Emulator.SetContacts(new EmulatedContact("i", "c") { QueueId = "q", EnqueueTimestamp = rig.Clock.GetUtcNow().AddSeconds(5) });

        Assert.Equal("""{"Id":"q","EnqueueTimestamp":1772366405}""", (await ToldAsync(rig))["QueueInfo"]!.ToJsonString());
    }

    [Fact]
    public async Task An_agent_is_told_from_when_one_connects_and_each_connection_has_its_time()
    {
        await using var rig = await Rig.StartAsync();
        rig.Emulator.SetContacts(new EmulatedContact("i", "c") { AgentId = "a" });
        Assert.Null((await ToldAsync(rig))["AgentInfo"]);

        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));
        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));

        Assert.Equal("""{"Id":"a","ConnectedToAgentTimestamp":1772366430}""", (await ToldAsync(rig))["AgentInfo"]!.ToJsonString());
    }

    [Fact]
    public async Task An_agent_nobody_named_is_always_the_same()
    {
        await using var rig = await Rig.StartAsync();
        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected), new EmulatedContact("i", "d", ContactState.Connected));

        var agents = (await rig.Caller.SearchAsync()).Contacts.Select(contact => contact!["AgentInfo"]!["Id"]!.GetValue<string>());

        Assert.Single(agents.Distinct());
    }

    [Fact]
    public async Task A_contact_that_waits_again_has_no_agent_and_no_end()
    {
        await using var rig = await Rig.StartAsync();
        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));
        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Ended));

        rig.Emulator.SetContacts(new EmulatedContact("i", "c"));

        var told = await ToldAsync(rig);
        Assert.Equal((null, null), (told["AgentInfo"], told["DisconnectTimestamp"]));
    }

    [Fact]
    public async Task A_contact_ends_once_and_again_after_it_was_revived()
    {
        await using var rig = await Rig.StartAsync();
        var ended = new EmulatedContact("i", "c", ContactState.Ended);
        rig.Emulator.SetContacts(ended);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        rig.Emulator.SetContacts(ended);
        Assert.Equal(1772366400, (await ToldAsync(rig))["DisconnectTimestamp"]!.GetValue<decimal>());

        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));
        Assert.Null((await ToldAsync(rig))["DisconnectTimestamp"]);
        rig.Emulator.SetContacts(ended);
        Assert.Equal(1772366401, (await ToldAsync(rig))["DisconnectTimestamp"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task What_is_not_said_when_a_contact_moves_stays_as_it_was()
    {
        await using var rig = await Rig.StartAsync();
        rig.Emulator.SetContacts(new EmulatedContact("i", "c") { Channel = "TASK", InitiationMethod = "FLOW", QueueId = "q", Name = "n" });
        var before = await ToldAsync(rig);

        rig.Emulator.SetContacts(new EmulatedContact("i", "c"));

        Assert.True(JsonNode.DeepEquals(before, await ToldAsync(rig)));
    }

    [Fact]
    public async Task An_instance_without_contacts_is_an_empty_list()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Caller.SetAsync("i", "c");

        var answer = await rig.Caller.SearchAsync(new Search { InstanceId = "\"other\"" }.ToString());

        Assert.Equal((200, """{"Contacts":[],"TotalCount":0}"""), (answer.Status, answer.Body));
        Assert.NotNull(answer.RequestId);
    }

    [Fact]
    public async Task A_search_is_logged_and_counted_and_changes_nothing()
    {
        await using var rig = await Rig.StartAsync();
        var search = new Search();

        await rig.Caller.SearchAsync(search);

        var logged = Assert.Single(rig.Emulator.GetRequests());
        Assert.Equal(
            ("POST", Caller.SearchPath, search.ToString(), 200, "eu-west-2"),
            (logged.Method, logged.Path, logged.Body, logged.Status, logged.Region));
        Assert.Equal(new EmulatorCounts(1, 1, 0, 0, 0), rig.Emulator.GetState().Counts);
        Assert.Empty(rig.Emulator.GetState().Contacts);
    }

    [Theory]
    [InlineData("GET", Caller.SearchPath)]
    [InlineData("PUT", Caller.SearchPath)]
    [InlineData("POST", Caller.SearchPath + "/")]
    [InlineData("POST", "/Search-Contacts")]
    public async Task Any_other_address_is_an_unknown_operation(string method, string path)
    {
        await using var rig = await Rig.StartAsync();

        var answer = await rig.Caller.SendAsync(rig.Caller.Signed(method, path, method == "GET" ? "" : new Search().ToString()));

        Assert.Equal((404, "UnknownOperationException"), (answer.Status, answer.ErrorType));
    }

    private static async Task<JsonNode> ToldAsync(Rig rig) => Assert.Single((await rig.Caller.SearchAsync()).Contacts)!;

    private static async Task TellsAsync(Rig rig, string contact)
    {
        var told = await ToldAsync(rig);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(contact), told), told.ToJsonString());
    }
}
