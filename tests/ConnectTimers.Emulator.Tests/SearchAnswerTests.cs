using System.Text.Json.Nodes;

namespace ConnectTimers.Emulator.Tests;

/// <summary>How SearchContacts describes a contact in each of its states.</summary>
public sealed class SearchAnswerTests
{
    // The fixture's clock starts at noon; 1772366400 is that second.
    private const string Arn = "arn:aws:connect:eu-west-2:000000000000:instance/i/contact/c";

    [Fact]
    public async Task An_update_of_an_unknown_contact_makes_it_a_waiting_chat()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        await fixture.Caller.SetAsync("i", "c");
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await fixture.Caller.SetAsync("i", "c");

        await TellsAsync(fixture, $$"""{"Arn":"{{Arn}}","Id":"c","InitiationMethod":"API","Channel":"CHAT","InitiationTimestamp":1772366400}""");
    }

    [Fact]
    public async Task Every_property_is_returned_and_times_have_a_fraction()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected)
        {
            Channel = "VOICE",
            InitiationMethod = "INBOUND",
            InitiationTimestamp = fixture.Clock.GetUtcNow().AddMilliseconds(-1500).AddTicks(7),
            QueueId = "q",
            AgentId = "a",
            Name = "n",
        });
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(2250));
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Ended));

        await TellsAsync(fixture, $$"""
            {"Arn":"{{Arn}}","Id":"c","InitiationMethod":"INBOUND","Channel":"VOICE","Name":"n",
             "QueueInfo":{"Id":"q","EnqueueTimestamp":1772366398.5},
             "AgentInfo":{"Id":"a","ConnectedToAgentTimestamp":1772366400},
             "InitiationTimestamp":1772366398.5,"DisconnectTimestamp":1772366402.25}
            """);
    }

    [Fact]
    public async Task The_ARN_has_the_Region_of_the_signature()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        await fixture.Caller.SetAsync("i", "c");
        using var elsewhere = fixture.CallerWith(region: "us-west-2");

        Assert.StartsWith("arn:aws:connect:us-west-2:", (await elsewhere.SearchAsync()).Contacts[0]!["Arn"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_given_enqueue_time_is_returned()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c") { QueueId = "q", EnqueueTimestamp = fixture.Clock.GetUtcNow().AddSeconds(5) });

        Assert.Equal("""{"Id":"q","EnqueueTimestamp":1772366405}""", (await ToldAsync(fixture))["QueueInfo"]!.ToJsonString());
    }

    [Fact]
    public async Task An_agent_is_returned_once_connected_with_the_time_of_each_connection()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c") { AgentId = "a" });
        Assert.Null((await ToldAsync(fixture))["AgentInfo"]);

        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));

        Assert.Equal("""{"Id":"a","ConnectedToAgentTimestamp":1772366430}""", (await ToldAsync(fixture))["AgentInfo"]!.ToJsonString());
    }

    [Fact]
    public async Task The_default_agent_is_always_the_same()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected), new EmulatedContact("i", "d", ContactState.Connected));

        var agents = (await fixture.Caller.SearchAsync()).Contacts.Select(contact => contact!["AgentInfo"]!["Id"]!.GetValue<string>());

        Assert.Single(agents.Distinct());
    }

    [Fact]
    public async Task A_contact_that_waits_again_has_no_agent_and_no_end()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Ended));

        fixture.Emulator.SetContacts(new EmulatedContact("i", "c"));

        var told = await ToldAsync(fixture);
        Assert.Equal((null, null), (told["AgentInfo"], told["DisconnectTimestamp"]));
    }

    [Fact]
    public async Task A_contact_ends_once_and_again_after_a_revival()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var ended = new EmulatedContact("i", "c", ContactState.Ended);
        fixture.Emulator.SetContacts(ended);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        fixture.Emulator.SetContacts(ended);
        Assert.Equal(1772366400, (await ToldAsync(fixture))["DisconnectTimestamp"]!.GetValue<decimal>());

        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));
        Assert.Null((await ToldAsync(fixture))["DisconnectTimestamp"]);
        fixture.Emulator.SetContacts(ended);
        Assert.Equal(1772366401, (await ToldAsync(fixture))["DisconnectTimestamp"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task A_contact_that_moves_keeps_properties_that_are_not_given()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c") { Channel = "TASK", InitiationMethod = "FLOW", QueueId = "q", Name = "n" });
        var before = await ToldAsync(fixture);

        fixture.Emulator.SetContacts(new EmulatedContact("i", "c"));

        Assert.True(JsonNode.DeepEquals(before, await ToldAsync(fixture)));
    }

    [Fact]
    public async Task An_instance_without_contacts_gives_an_empty_list()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        await fixture.Caller.SetAsync("i", "c");

        var answer = await fixture.Caller.SearchAsync(new Search { InstanceId = "\"other\"" }.ToString());

        Assert.Equal((200, """{"Contacts":[],"TotalCount":0}"""), (answer.Status, answer.Body));
        Assert.NotNull(answer.RequestId);
    }

    [Fact]
    public async Task A_search_is_logged_and_counted_and_changes_nothing()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var search = new Search();

        await fixture.Caller.SearchAsync(search);

        var logged = Assert.Single(fixture.Emulator.GetRequests());
        Assert.Equal(
            ("POST", Caller.SearchPath, search.ToString(), 200, "eu-west-2"),
            (logged.Method, logged.Path, logged.Body, logged.Status, logged.Region));
        Assert.Equal(new EmulatorCounts(1, 1, 0, 0, 0), fixture.Emulator.GetState().Counts);
        Assert.Empty(fixture.Emulator.GetState().Contacts);
    }

    [Theory]
    [InlineData("GET", Caller.SearchPath)]
    [InlineData("PUT", Caller.SearchPath)]
    [InlineData("POST", Caller.SearchPath + "/")]
    [InlineData("POST", "/Search-Contacts")]
    public async Task Any_other_address_is_an_unknown_operation(string method, string path)
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        var answer = await fixture.Caller.SendAsync(fixture.Caller.Signed(method, path, method == "GET" ? "" : new Search().ToString()));

        Assert.Equal((404, "UnknownOperationException"), (answer.Status, answer.ErrorType));
    }

    private static async Task<JsonNode> ToldAsync(EmulatorFixture fixture) => Assert.Single((await fixture.Caller.SearchAsync()).Contacts)!;

    private static async Task TellsAsync(EmulatorFixture fixture, string contact)
    {
        var told = await ToldAsync(fixture);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(contact), told), told.ToJsonString());
    }
}
