using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConnectTimers.Emulator.Tests;

public sealed class ControlTests
{
    [Fact]
    public async Task Health_is_reported()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        Assert.Equal("""{"status":"ok"}""", (await GetAsync(fixture, "health")).ToJsonString());
    }

    [Fact]
    public async Task A_page_for_people_shows_the_counts_of_the_state()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        var page = await fixture.Caller.SendAsync(fixture.Caller.Unsigned("GET", "/_emulator/"));

        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        Assert.Contains("chats had their timers when the agent joined", page.Body, StringComparison.Ordinal);
        var state = await GetAsync(fixture, "state");
        Assert.All(["chats", "counts", "queues"], member => Assert.Contains($"id=\"{member}\"", page.Body, StringComparison.Ordinal));
        Assert.All(["inForce", "notInForce"], member => Assert.NotNull(state["chats"]![member]));
    }

    [Theory]
    [InlineData("Origin", "http://elsewhere.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://127.0.0.1", 403)]
    [InlineData("Origin", "https://{authority}", 403)]
    [InlineData("Origin", "http://{authority}", 200)]
    [InlineData("Host", "rebound.example", 403)]
    [InlineData("Host", "localhost.rebound.example:80", 403)]
    [InlineData("Host", "localhost", 200)]
    [InlineData("Host", "[::1]:80", 200)]
    public async Task Pages_of_other_sites_are_kept_out(string header, string value, int status)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        foreach (var (method, address) in ((string, string)[])[("POST", "reset"), ("GET", "state"), ("GET", "")])
        {
            await fixture.Caller.SetAsync("i", "c");
            var request = fixture.Caller.Unsigned(method, "/_emulator/" + address);
            request.Headers.TryAddWithoutValidation(header, value.Replace("{authority}", fixture.Emulator.Endpoint.Authority, StringComparison.Ordinal));

            var answer = await fixture.Caller.SendAsync(request);

            Assert.Equal(status, answer.Status);
            Assert.Equal(status == 403 || method == "GET" ? 1 : 0, fixture.Emulator.GetState().Contacts.Count);
        }
    }

    [Fact]
    public async Task State_has_the_documented_form()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        await fixture.Caller.UpdateAsync("i", "c", Caller.Body(("CUSTOMER", "IDLE", 5), ("AGENT", "IDLE", null)));

        var state = await GetAsync(fixture, "state");

        var expected = JsonNode.Parse("""
            {"contacts":[{"instanceId":"i","contactId":"c","state":"waiting","stored":{"CUSTOMER/IDLE":5,"AGENT/IDLE":null},"inForce":{},
              "initiationTimestamp":"2026-03-01T12:00:00+00:00","storedTimestamp":"2026-03-01T12:00:00+00:00",
              "connectedToAgentTimestamp":null,"disconnectTimestamp":null,"timersInForce":null}],
             "counts":{"received":1,"accepted":1,"throttled":0,"faulted":0,"refused":0},
             "chats":{"arrived":1,"inForce":0,"notInForce":0,"abandoned":0,"waiting":1},"queues":[]}
            """);
        Assert.True(JsonNode.DeepEquals(expected, state), state.ToJsonString());
    }

    [Fact]
    public async Task Requests_are_listed_newest_last_in_the_documented_form()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        await fixture.Caller.SetAsync("i", "c", 5);
        var refused = await fixture.Caller.SetAsync("i", "d", 1);

        var requests = (await GetAsync(fixture, "requests")).AsArray();

        Assert.Equal(2, requests.Count);
        var expected = new JsonObject
        {
            ["time"] = "2026-03-01T12:00:00+00:00",
            ["method"] = "PUT",
            ["path"] = Caller.Operation + "/i/d",
            ["body"] = Caller.Body(("CUSTOMER", "IDLE", 1)),
            ["status"] = 400,
            ["errorType"] = "InvalidParameterException",
            ["requestId"] = refused.RequestId,
            ["region"] = "eu-west-2",
            ["fault"] = null,
            ["operation"] = "UpdateParticipantRoleConfig",
            ["account"] = "000000000000",
        };
        Assert.True(JsonNode.DeepEquals(expected, requests[1]), requests[1]!.ToJsonString());
    }

    [Fact]
    public async Task Contacts_are_added_and_moved()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { Contacts = [] });
        Assert.Equal(404, (await fixture.Caller.SetAsync("i", "c")).Status);

        await PostAsync(fixture, "contacts", """[{"instanceId":"i","contactId":"c"}]""", 200);
        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "c")).Status);
        await PostAsync(fixture, "contacts", """[{"instanceId":"i","contactId":"c","state":"connected"}]""", 200);

        Assert.Equal(ContactState.Connected, fixture.Contact("c").State);
        Assert.Equal(5, fixture.Contact("c").InForce["CUSTOMER/IDLE"]);
    }

    [Fact]
    public async Task Contacts_can_be_added_with_every_property()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        await PostAsync(
            fixture,
            "contacts",
            """
            [{"instanceId":"i","contactId":"c","state":"connected","channel":"Voice","queueId":"q","agentId":"a","name":"n",
              "initiationMethod":"INBOUND","initiationTimestamp":"2026-03-01T11:00:00","enqueueTimestamp":"2026-03-01T12:01:00+01:00"}]
            """,
            200);

        var expected = JsonNode.Parse("""
            {"Arn":"arn:aws:connect:eu-west-2:000000000000:instance/i/contact/c","Id":"c","InitiationMethod":"INBOUND","Channel":"VOICE","Name":"n",
             "QueueInfo":{"Id":"q","EnqueueTimestamp":1772362860},"AgentInfo":{"Id":"a","ConnectedToAgentTimestamp":1772366400},
             "InitiationTimestamp":1772362800}
            """);
        var told = Assert.Single((await fixture.Caller.SearchAsync()).Contacts);
        Assert.True(JsonNode.DeepEquals(expected, told), told!.ToJsonString());
    }

    [Fact]
    public async Task Faults_are_replaced()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { Faults = [new(FaultKind.Throttle, 1)] });

        await PostAsync(fixture, "faults", """{"500":1}""", 200);
        Assert.Equal(500, (await fixture.Caller.SetAsync("i", "c")).Status);
        await PostAsync(fixture, "faults", "{}", 200);
        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "c")).Status);
    }

    [Fact]
    public async Task A_reset_brings_back_the_start()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions
        {
            RateLimit = 1,
            BurstLimit = 1,
            Contacts = [new("i", "given", ContactState.Connected)],
        });
        fixture.Emulator.SetContacts(new("i", "given"), new("i", "added"));
        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "given")).Status);
        Assert.Equal(429, (await fixture.Caller.SetAsync("i", "given")).Status);

        await PostAsync(fixture, "reset", "", 200);

        var state = fixture.Emulator.GetState();
        var contact = Assert.Single(state.Contacts);
        Assert.Equal(("given", ContactState.Connected), (contact.ContactId, contact.State));
        Assert.Empty(contact.Stored);
        Assert.Equal(new EmulatorCounts(0, 0, 0, 0, 0), state.Counts);
        Assert.Empty(fixture.Emulator.GetRequests());
        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "given")).Status);
    }

    [Theory]
    [InlineData("faults", """{"trottle":0.1}""", "trottle")]
    [InlineData("faults", """{"reset":2}""", "0 to 1")]
    [InlineData("faults", "[", "")]
    [InlineData("contacts", """[{"instanceId":"i"}]""", "contactId")]
    [InlineData("contacts", """[{"instanceId":"i","contactId":null}]""", "contactId")]
    [InlineData("contacts", """[{"instanceId":"i","contactId":"c","state":"away"}]""", "state")]
    [InlineData("contacts", """[{"instanceId":"i","contactId":"c","channel":"fax"}]""", "VOICE")]
    [InlineData("contacts", """[{"instanceId":"i","contactId":"c","initiationMethod":"phone"}]""", "INBOUND")]
    [InlineData("contacts", """[{"instanceId":"i","contactId":"c","initiationTimestamp":"noon"}]""", "noon")]
    [InlineData("contacts", """[{"instanceId":"i","contactId":"c","initiationTimestamp":1772366400}]""", "time")]
    [InlineData("contacts", "[null]", "null")]
    public async Task A_wrong_control_body_is_reported_and_changes_nothing(string address, string body, string named)
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        var answer = await PostAsync(fixture, address, body, 400);

        Assert.Contains(named, answer.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Emulator.GetState().Contacts);
        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "c")).Status);
    }

    [Fact]
    public async Task An_unknown_address_lists_the_known_ones()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        var answer = await PostAsync(fixture, "nothing", "", 404);

        Assert.Contains("GET state", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_calls_are_neither_counted_nor_logged()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        await GetAsync(fixture, "state");

        Assert.Equal(0, fixture.Emulator.GetState().Counts.Received);
        Assert.Empty(fixture.Emulator.GetRequests());
    }

    [Fact]
    public async Task The_log_keeps_the_newest_calls_and_the_counts_include_all()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0, RequestLogLimit = 3 });
        for (var call = 0; call < 5; call++)
        {
            await fixture.Caller.SetAsync("i", $"c{call}");
        }

        Assert.Equal(["c2", "c3", "c4"], fixture.Emulator.GetRequests().Select(request => request.Path[^2..]));
        Assert.Equal(5, fixture.Emulator.GetState().Counts.Received);
    }

    private static async Task<JsonNode> GetAsync(EmulatorFixture fixture, string address)
    {
        var answer = await fixture.Caller.SendAsync(fixture.Caller.Unsigned("GET", "/_emulator/" + address));
        Assert.Equal(200, answer.Status);
        return JsonNode.Parse(answer.Body) ?? throw new JsonException("null");
    }

    private static async Task<Answer> PostAsync(EmulatorFixture fixture, string address, string body, int status)
    {
        var answer = await fixture.Caller.SendAsync(fixture.Caller.Unsigned("POST", "/_emulator/" + address, body));
        Assert.Equal(status, answer.Status);
        return answer;
    }
}
