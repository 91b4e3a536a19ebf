namespace ConnectTimers.Engine.Tests.Model;

public class ParticipantRoleConfigTests
{
    private static readonly ChatContact Chat = new("i-1", "c-1");

    [Fact]
    public void Needs_a_timer_and_takes_each_kind_once()
    {
        Assert.Throws<ArgumentException>(() => new ParticipantRoleConfig(Chat, []));
        Assert.Throws<ArgumentException>(() => new ParticipantRoleConfig(Chat,
            [new(TimerKind.AgentIdle, TimerValue.Unset), new(TimerKind.AgentIdle, TimerValue.Unset)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void No_id_is_blank_or_changes_the_path(string id)
    {
        Assert.Throws<ArgumentException>(() => new ChatContact(id, "c"));
        Assert.Throws<ArgumentException>(() => new ChatContact("i", id));
    }

    [Fact]
    public void Ids_are_as_long_as_the_api_takes_them_and_no_longer()
    {
        _ = new ChatContact(new string('i', 100), new string('c', 256));
        Assert.Throws<ArgumentException>(() => new ChatContact(new string('i', 101), "c"));
        Assert.Throws<ArgumentException>(() => new ChatContact("i", new string('c', 257)));
    }

    [Theory]
    [InlineData("evil.example/#")]
    [InlineData("EU-WEST-2")]
    [InlineData("eu west 2")]
    [InlineData("-eu")]
    [InlineData("")]
    public void A_Region_that_could_change_the_host_name_is_invalid(string region) =>
        Assert.Throws<ArgumentException>(() => new ChatContact("i", "c", region));

    [Fact]
    public void Shows_minutes_unset_and_blank_as_cells()
    {
        var config = Config((TimerKind.CustomerIdle, 5), (TimerKind.AgentIdle, null));

        Assert.Equal(5, config.CustomerIdle);
        Assert.Null(config.AgentIdle);
        Assert.Equal(["AgentIdle"], config.UnsetTimers);
        Assert.Null(config.CustomerDisconnect);
        Assert.Null(config.AgentDisconnect);
    }

    [Fact]
    public void Is_the_same_as_another_with_the_same_chat_and_timers()
    {
        Assert.Equal(Config((TimerKind.CustomerIdle, 5), (TimerKind.AgentIdle, null)), Config((TimerKind.AgentIdle, null), (TimerKind.CustomerIdle, 5)));
        Assert.NotEqual(Config((TimerKind.CustomerIdle, 5)), Config((TimerKind.CustomerIdle, 6)));
        Assert.NotEqual(Config((TimerKind.CustomerIdle, 5)), Config((TimerKind.CustomerIdle, 5)).In("eu-west-2"));
    }

    [Theory]
    [InlineData(5, 10, "after 5 min of customer silence: idle; after 15 min: chat disconnected")]
    [InlineData(480, 480, "after 480 min of customer silence: idle; after 960 min: chat disconnected")]
    [InlineData(5, null, "after 5 min of customer silence: idle")]
    [InlineData(5, 0, "after 5 min of customer silence: idle; customer auto-disconnect removed")]
    [InlineData(0, 10, "customer idle timer removed; after 10 min of customer silence: chat disconnected")]
    [InlineData(null, 10, "after 10 min of customer silence (counted from idle, if the chat has an idle timer): chat disconnected")]
    [InlineData(0, 0, "customer idle timer removed; customer auto-disconnect removed")]
    public void Says_its_timeline_in_plain_words(int? idle, int? disconnect, string words)
    {
        var timers = new List<(TimerKind, int?)>();
        if (idle is not null)
        {
            timers.Add((TimerKind.CustomerIdle, idle == 0 ? null : idle));
        }

        if (disconnect is not null)
        {
            timers.Add((TimerKind.CustomerDisconnect, disconnect == 0 ? null : disconnect));
        }

        Assert.Equal(words, Config([.. timers]).GetTimeline());
    }

    [Fact]
    public void The_timeline_tells_customer_and_agent_apart() => Assert.Equal(
        "after 5 min of customer silence: idle; after 3 min of agent silence: idle; after 11 min: agent disconnected",
        Config((TimerKind.CustomerIdle, 5), (TimerKind.AgentIdle, 3), (TimerKind.AgentDisconnect, 8)).GetTimeline());

    private static ParticipantRoleConfig Config(params (TimerKind Kind, int? Minutes)[] timers) => new(Chat,
        timers.Select(t => new TimerSetting(t.Kind, t.Minutes is { } m ? TimerValue.FromMinutes(m) : TimerValue.Unset)));
}
