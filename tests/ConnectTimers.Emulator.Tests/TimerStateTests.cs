namespace ConnectTimers.Emulator.Tests;

public sealed class TimerStateTests
{
    [Fact]
    public async Task What_is_stored_takes_force_when_an_agent_joins()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Caller.SetAsync("i", "c", 5);
        Assert.Empty(rig.Contact("c").InForce);

        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));

        Assert.Equal(5, rig.Contact("c").InForce["CUSTOMER/IDLE"]);
    }

    [Fact]
    public async Task An_update_while_an_agent_is_connected_waits_for_the_next_agent()
    {
        await using var rig = await Rig.StartAsync();
        var connected = new EmulatedContact("i", "c", ContactState.Connected);
        await rig.Caller.SetAsync("i", "c", 5);
        rig.Emulator.SetContacts(connected);

        Assert.Equal(200, (await rig.Caller.SetAsync("i", "c", 9)).Status);
        Assert.Equal((9, 5), (rig.Contact("c").Stored["CUSTOMER/IDLE"], rig.Contact("c").InForce["CUSTOMER/IDLE"]));

        rig.Emulator.SetContacts(connected);
        Assert.Equal(9, rig.Contact("c").InForce["CUSTOMER/IDLE"]);
    }

    [Theory]
    [InlineData(ContactState.Waiting)]
    [InlineData(ContactState.Ended)]
    public async Task Nothing_is_in_force_without_an_agent(ContactState after)
    {
        await using var rig = await Rig.StartAsync();
        await rig.Caller.SetAsync("i", "c", 5);
        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));

        rig.Emulator.SetContacts(new EmulatedContact("i", "c", after));

        Assert.Empty(rig.Contact("c").InForce);
        Assert.Equal(5, rig.Contact("c").Stored["CUSTOMER/IDLE"]);
    }

    [Fact]
    public async Task A_timer_that_is_not_named_keeps_its_value()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Caller.UpdateAsync("i", "c", Caller.Body(("CUSTOMER", "IDLE", 5), ("CUSTOMER", "DISCONNECT_NONCUSTOMER", 10)));

        await rig.Caller.UpdateAsync("i", "c", Caller.Body(("CUSTOMER", "IDLE", 7), ("AGENT", "IDLE", null)));

        Assert.Equal(
            new Dictionary<string, int?> { ["CUSTOMER/IDLE"] = 7, ["CUSTOMER/DISCONNECT_NONCUSTOMER"] = 10, ["AGENT/IDLE"] = null },
            rig.Contact("c").Stored);
    }

    [Fact]
    public async Task Told_to_replace_an_update_forgets_the_timers_it_does_not_name()
    {
        await using var rig = await Rig.StartAsync(new EmulatorOptions { Replace = true });
        await rig.Caller.UpdateAsync("i", "c", Caller.Body(("CUSTOMER", "IDLE", 5), ("CUSTOMER", "DISCONNECT_NONCUSTOMER", 10)));
        rig.Emulator.SetContacts(new EmulatedContact("i", "c", ContactState.Connected));

        await rig.Caller.UpdateAsync("i", "c", Caller.Body(("AGENT", "IDLE", null)));

        Assert.Equal(new Dictionary<string, int?> { ["AGENT/IDLE"] = null }, rig.Contact("c").Stored);
        Assert.Equal(5, rig.Contact("c").InForce["CUSTOMER/IDLE"]);
    }

    [Fact]
    public async Task A_snapshot_does_not_change_behind_ones_back()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Caller.SetAsync("i", "c", 5);
        var before = rig.Contact("c");

        await rig.Caller.SetAsync("i", "c", 6);

        Assert.Equal(5, before.Stored["CUSTOMER/IDLE"]);
    }
}
