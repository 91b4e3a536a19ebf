namespace ConnectTimers.Emulator.Tests;

public sealed class TimerStateTests
{
    [Fact]
    public async Task Stored_timers_take_force_when_an_agent_joins()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        await fixture.Caller.SetAsync("i", "c", 5);
        Assert.Empty(fixture.Contact("c").InForce);

        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));

        Assert.Equal(5, fixture.Contact("c").InForce["CUSTOMER/IDLE"]);
    }

    [Fact]
    public async Task An_update_while_an_agent_is_connected_waits_for_the_next_agent()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var connected = new EmulatedContact("i", "c", ContactState.Connected);
        await fixture.Caller.SetAsync("i", "c", 5);
        fixture.Emulator.SetContacts(connected);

        Assert.Equal(200, (await fixture.Caller.SetAsync("i", "c", 9)).Status);
        Assert.Equal((9, 5), (fixture.Contact("c").Stored["CUSTOMER/IDLE"], fixture.Contact("c").InForce["CUSTOMER/IDLE"]));

        fixture.Emulator.SetContacts(connected);
        Assert.Equal(9, fixture.Contact("c").InForce["CUSTOMER/IDLE"]);
    }

    [Theory]
    [InlineData(ContactState.Waiting)]
    [InlineData(ContactState.Ended)]
    public async Task Nothing_is_in_force_without_an_agent(ContactState after)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        await fixture.Caller.SetAsync("i", "c", 5);
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));

        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", after));

        Assert.Empty(fixture.Contact("c").InForce);
        Assert.Equal(5, fixture.Contact("c").Stored["CUSTOMER/IDLE"]);
    }

    [Fact]
    public async Task A_timer_that_is_not_named_keeps_its_value()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        await fixture.Caller.UpdateAsync("i", "c", Caller.Body(("CUSTOMER", "IDLE", 5), ("CUSTOMER", "DISCONNECT_NONCUSTOMER", 10)));

        await fixture.Caller.UpdateAsync("i", "c", Caller.Body(("CUSTOMER", "IDLE", 7), ("AGENT", "IDLE", null)));

        Assert.Equal(
            new Dictionary<string, int?> { ["CUSTOMER/IDLE"] = 7, ["CUSTOMER/DISCONNECT_NONCUSTOMER"] = 10, ["AGENT/IDLE"] = null },
            fixture.Contact("c").Stored);
    }

    [Fact]
    public async Task With_replace_an_update_removes_the_timers_it_does_not_name()
    {
        await using var fixture = await EmulatorFixture.StartAsync(new EmulatorOptions { Replace = true });
        await fixture.Caller.UpdateAsync("i", "c", Caller.Body(("CUSTOMER", "IDLE", 5), ("CUSTOMER", "DISCONNECT_NONCUSTOMER", 10)));
        fixture.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));

        await fixture.Caller.UpdateAsync("i", "c", Caller.Body(("AGENT", "IDLE", null)));

        Assert.Equal(new Dictionary<string, int?> { ["AGENT/IDLE"] = null }, fixture.Contact("c").Stored);
        Assert.Equal(5, fixture.Contact("c").InForce["CUSTOMER/IDLE"]);
    }

    [Fact]
    public async Task A_snapshot_does_not_change_later()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        await fixture.Caller.SetAsync("i", "c", 5);
        var before = fixture.Contact("c");

        await fixture.Caller.SetAsync("i", "c", 6);

        Assert.Equal(5, before.Stored["CUSTOMER/IDLE"]);
    }
}
