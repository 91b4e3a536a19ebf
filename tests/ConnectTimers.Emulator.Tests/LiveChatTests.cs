using System.Text.Json.Nodes;

namespace ConnectTimers.Emulator.Tests;

public sealed class LiveChatTests
{
    private static readonly LiveChatOptions TwoASecond = new()
    {
        ArrivalRate = 2, MeanWait = TimeSpan.FromSeconds(60), MeanHandleTime = TimeSpan.FromSeconds(100), Duration = TimeSpan.FromSeconds(300),
    };

    [Fact]
    public async Task Chats_arrive_at_the_rate_wait_get_an_agent_and_end()
    {
        await using var fixture = await StartAsync(TwoASecond);

        fixture.Clock.Advance(TimeSpan.FromSeconds(300));
        var during = fixture.Emulator.GetState();
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        var after = fixture.Emulator.GetState();

        // 600 are expected of a Poisson process, give or take five standard deviations of 24.
        Assert.InRange(during.Chats.Arrived, 480, 720);
        Assert.InRange(during.Chats.Waiting, 60, 180);
        Assert.Equal(during.Chats with { NotInForce = during.Chats.Arrived, Waiting = 0 }, after.Chats);
        Assert.All(after.Contacts, contact => Assert.Equal(ContactState.Ended, contact.State));
        Assert.All(after.Contacts, contact => Assert.True(Wait(contact) >= TimeSpan.FromSeconds(2), $"{Wait(contact)}"));
        Assert.InRange(after.Contacts.Average(contact => Wait(contact).TotalSeconds), 48, 72);
        Assert.InRange(after.Contacts.Average(contact => (contact.DisconnectTimestamp - contact.ConnectedToAgentTimestamp)!.Value.TotalSeconds), 80, 120);
    }

    [Fact]
    public async Task The_same_seed_brings_the_same_chats_whatever_the_steps_of_the_clock()
    {
        await using var one = await StartAsync(TwoASecond);
        await using var same = await StartAsync(TwoASecond);
        await using var other = await StartAsync(TwoASecond, seed: 1);

        one.Clock.Advance(TimeSpan.FromSeconds(90));
        other.Clock.Advance(TimeSpan.FromSeconds(90));
        for (var step = 0; step < 900; step++)
        {
            same.Clock.Advance(TimeSpan.FromSeconds(0.1));
        }

        Assert.Equal(Times(one), Times(same));
        Assert.NotEqual(Times(one), Times(other));
    }

    [Fact]
    public async Task Timers_are_in_force_if_they_are_stored_before_the_agent_joins()
    {
        await using var fixture = await StartAsync(TwoASecond with { ArrivalRate = 0.2 });
        while (fixture.Emulator.GetState().Chats.Arrived == 0)
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var chat = fixture.Emulator.GetState().Contacts[0];
        Assert.Equal(200, (await fixture.Caller.SetAsync(chat.InstanceId, chat.ContactId)).Status);
        fixture.Clock.Advance(TimeSpan.FromHours(1));

        var state = fixture.Emulator.GetState();
        Assert.Equal(1, state.Chats.InForce);
        Assert.Equal(state.Chats.Arrived - 1, state.Chats.NotInForce);
        var set = Assert.Single(state.Contacts, contact => contact.TimersInForce is true);
        Assert.Equal(chat.ContactId, set.ContactId);
        Assert.True(set.StoredTimestamp < set.ConnectedToAgentTimestamp);
    }

    [Fact]
    public async Task Timers_stored_after_the_agent_has_joined_are_not_in_force()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetContacts(new EmulatedContact("i", "late", ContactState.Connected));
        await fixture.Caller.SetAsync("i", "late");
        await fixture.Caller.SetAsync("i", "in time");
        fixture.Emulator.SetContacts(new EmulatedContact("i", "in time", ContactState.Connected), new EmulatedContact("i", "gone", ContactState.Ended));

        Assert.Equal(new ChatCounts(3, 1, 1, 1, 0), fixture.Emulator.GetState().Chats);
        Assert.Equal((false, true), (fixture.Contact("late").TimersInForce, fixture.Contact("in time").TimersInForce));

        // Another agent changes what is in force, not what was when the first one joined.
        fixture.Emulator.SetContacts(new EmulatedContact("i", "late", ContactState.Connected));
        Assert.Equal(new ChatCounts(3, 1, 1, 1, 0), fixture.Emulator.GetState().Chats);
    }

    [Fact]
    public async Task Contacts_that_had_an_agent_at_the_start_and_other_channels_do_not_count()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions
        {
            RateLimit = 0,
            Contacts = [new("i", "waiting"), new("i", "connected", ContactState.Connected), new("i", "ended", ContactState.Ended), new("i", "call") { Channel = "VOICE" }],
        });

        Assert.Equal(new ChatCounts(1, 0, 0, 0, 1), fixture.Emulator.GetState().Chats);
    }

    [Fact]
    public async Task The_share_that_is_abandoned_ends_without_an_agent()
    {
        await using var fixture = await StartAsync(TwoASecond with { Abandoned = 0.5 });

        fixture.Clock.Advance(TimeSpan.FromHours(1));

        var state = fixture.Emulator.GetState();
        Assert.InRange(state.Chats.Abandoned, state.Chats.Arrived * 0.35, state.Chats.Arrived * 0.65);
        Assert.All(state.Contacts.Where(contact => contact.ConnectedToAgentTimestamp is null), contact => Assert.Equal(ContactState.Ended, contact.State));
    }

    [Fact]
    public async Task Chats_that_ended_long_ago_are_forgotten_and_still_counted()
    {
        await using var fixture = await StartAsync(new LiveChatOptions { ArrivalRate = 100, MeanWait = TimeSpan.FromSeconds(2), MeanHandleTime = TimeSpan.FromSeconds(1) });

        fixture.Clock.Advance(TimeSpan.FromMinutes(4));

        var state = fixture.Emulator.GetState();
        Assert.InRange(state.Chats.Arrived, 23_000, 25_000);
        Assert.InRange(state.Contacts.Count, 10_000, 20_500);
    }

    [Fact]
    public async Task Contact_events_reach_the_queue_in_the_documented_form()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0, Queue = new QueueOptions() });
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c") { QueueId = "q" });
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected) { AgentId = "a" });
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Ended));
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        var events = await EventsAsync(fixture);

        Assert.Equal(["INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED"], events.Select(Type));
        var expected = JsonNode.Parse("""
            {"version":"0","detail-type":"Amazon Connect Contact Event","source":"aws.connect","account":"000000000000","time":"2026-03-01T12:00:01Z","region":"eu-west-2",
             "resources":["arn:aws:connect:eu-west-2:000000000000:instance/i/contact/c","arn:aws:connect:eu-west-2:000000000000:instance/i"],
             "detail":{"eventType":"CONNECTED_TO_AGENT","contactId":"c","initialContactId":"c","channel":"CHAT",
              "instanceArn":"arn:aws:connect:eu-west-2:000000000000:instance/i","initiationMethod":"API","initiationTimestamp":"2026-03-01T12:00:00.000Z",
              "connectedToSystemTimestamp":"2026-03-01T12:00:00.000Z",
              "agentInfo":{"agentArn":"arn:aws:connect:eu-west-2:000000000000:instance/i/agent/a","connectedToAgentTimestamp":"2026-03-01T12:00:01.000Z"},
              "queueInfo":{"queueArn":"arn:aws:connect:eu-west-2:000000000000:instance/i/queue/q","queueType":"STANDARD","enqueueTimestamp":"2026-03-01T12:00:00.000Z"},
              "tags":{"aws:connect:instanceId":"i"}}}
            """)!.AsObject();
        var connected = events[2].AsObject();
        Assert.True(connected.Remove("id"));
        Assert.True(JsonNode.DeepEquals(expected, connected), connected.ToJsonString());
    }

    [Fact]
    public async Task An_event_reaches_the_queue_after_its_delay()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0, Queue = new QueueOptions { EventDelay = TimeSpan.FromSeconds(3) } });
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c"));

        fixture.Clock.Advance(TimeSpan.FromSeconds(2.999));
        Assert.Equal(0, fixture.Emulator.GetState().Queues[0].Visible);
        fixture.Clock.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal(1, fixture.Emulator.GetState().Queues[0].Visible);
    }

    [Theory]
    [InlineData("lost", 0)]
    [InlineData("duplicate", 200)]
    [InlineData("late", 100)]
    [InlineData("reorder", 100)]
    public async Task Events_are_lost_duplicated_late_or_out_of_order_as_configured(string fault, int messages)
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions
        {
            RateLimit = 0, Queue = new QueueOptions { EventDelay = TimeSpan.Zero, Faults = [EventFault.Of(fault, 1)] },
        });
        foreach (var number in Enumerable.Range(0, 100))
        {
            fixture.Emulator.SetContacts(new EmulatedContact("i", $"{number:D3}"));
        }

        fixture.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(fault == "late" ? 0 : messages, fixture.Emulator.GetState().Queues[0].Visible);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        var events = await EventsAsync(fixture);

        Assert.Equal(messages, events.Count);
        Assert.Equal(Math.Min(messages, 100), events.Select(happened => happened["id"]!.GetValue<string>()).Distinct().Count());
        var order = events.Select(happened => happened["detail"]!["contactId"]!.GetValue<string>()).ToList();
        Assert.Equal(fault is "lost" or "late", order.Order(StringComparer.Ordinal).SequenceEqual(order));
    }

    [Fact]
    public async Task Live_chats_feed_the_queue()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0, LiveChats = TwoASecond, Queue = new QueueOptions() });

        fixture.Clock.Advance(TimeSpan.FromHours(1));

        var state = fixture.Emulator.GetState();
        Assert.Equal(4 * state.Chats.Arrived, state.Queues[0].Sent);
    }

    [Fact]
    public async Task A_reset_begins_anew()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0, LiveChats = TwoASecond, Queue = new QueueOptions() });
        fixture.Clock.Advance(TimeSpan.FromSeconds(60));
        var first = Times(fixture).Select(chat => chat.ContactId).ToList();

        fixture.Emulator.Reset();
        Assert.Equal((0, 0), (fixture.Emulator.GetState().Chats.Arrived, fixture.Emulator.GetState().Queues[0].Sent));
        fixture.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(first, Times(fixture).Select(chat => chat.ContactId));
    }

    [Fact]
    public async Task On_the_system_clock_chats_arrive_by_themselves()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions
        {
            LiveChats = new LiveChatOptions { ArrivalRate = 1000, MeanWait = TimeSpan.FromMilliseconds(10), MeanHandleTime = TimeSpan.Zero },
            Queue = new QueueOptions { EventDelay = TimeSpan.Zero },
        });

        await EmulatorFixture.UntilAsync(() => emulator.GetState() is { Chats.NotInForce: > 10 } state && state.Queues[0].Sent > 40);
    }

    [Fact]
    public async Task A_contact_is_described_with_its_queue_agent_and_times()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetContacts(new EmulatedContact("i", "a/b") { QueueId = "q" });
        fixture.Clock.Advance(TimeSpan.FromSeconds(5));
        fixture.Emulator.SetContacts(new EmulatedContact("i", "a/b", ContactState.Connected) { AgentId = "a" });

        var expected = JsonNode.Parse("""
            {"Contact":{"Arn":"arn:aws:connect:eu-west-2:000000000000:instance/i/contact/a/b","Id":"a/b","InitialContactId":"a/b","InitiationMethod":"API","Channel":"CHAT",
             "QueueInfo":{"Id":"q","EnqueueTimestamp":1772366400},"AgentInfo":{"Id":"a","ConnectedToAgentTimestamp":1772366405},
             "InitiationTimestamp":1772366400,"LastUpdateTimestamp":1772366405}}
            """);
        var answer = await fixture.Caller.DescribeAsync("i", "a/b");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(answer.Body)), answer.Body);

        fixture.Emulator.SetContacts(new EmulatedContact("i", "a/b", ContactState.Ended));
        Assert.Contains("DisconnectTimestamp", (await fixture.Caller.DescribeAsync("i", "a/b")).Body, StringComparison.Ordinal);
        var unknown = await fixture.Caller.DescribeAsync("i", "nobody");
        Assert.Equal((404, "ResourceNotFoundException"), (unknown.Status, unknown.ErrorType));
    }

    [Fact]
    public async Task Descriptions_have_the_documented_quota_of_their_own()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions());
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c"));

        Assert.Equal(15, await PassedAsync(fixture, 20));
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, await PassedAsync(fixture, 20));
    }

    [Fact]
    public async Task A_quota_of_any_operation_can_be_set()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { Quotas = new Dictionary<string, OperationQuota> { ["DescribeContact"] = new(1, 2) } });
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c"));

        Assert.Equal(2, await PassedAsync(fixture, 5));
    }

    private static async Task<int> PassedAsync(EmulatorFixture fixture, int calls)
    {
        var passed = 0;
        for (var call = 0; call < calls; call++)
        {
            passed += (await fixture.Caller.DescribeAsync("i", "c")).Status == 200 ? 1 : 0;
        }

        return passed;
    }

    private static Task<EmulatorFixture> StartAsync(LiveChatOptions chats, int seed = 0) =>
        EmulatorFixture.StartAsync(new EmulatorOptions { RateLimit = 0, LiveChats = chats, Seed = seed });

    private static List<(string ContactId, DateTimeOffset Initiated, DateTimeOffset? Connected)> Times(EmulatorFixture fixture) =>
        [.. fixture.Emulator.GetState().Contacts.Select(contact => (contact.ContactId, contact.InitiationTimestamp, contact.ConnectedToAgentTimestamp))];

    private static TimeSpan Wait(ContactSnapshot contact) => contact.ConnectedToAgentTimestamp!.Value - contact.InitiationTimestamp;

    private static string Type(JsonNode happened) => happened["detail"]!["eventType"]!.GetValue<string>();

    /// <summary>Receives everything that is in the queue.</summary>
    private static async Task<List<JsonNode>> EventsAsync(EmulatorFixture fixture)
    {
        var events = new List<JsonNode>();
        while (true)
        {
            var answer = await fixture.Caller.SqsAsync("ReceiveMessage", $$"""{"QueueUrl":"{{fixture.Emulator.QueueUrl}}","MaxNumberOfMessages":10}""");
            if (JsonNode.Parse(answer.Body)!["Messages"] is not { } messages)
            {
                return events;
            }

            events.AddRange(messages.AsArray().Select(message => JsonNode.Parse(message!["Body"]!.GetValue<string>())!));
        }
    }
}
