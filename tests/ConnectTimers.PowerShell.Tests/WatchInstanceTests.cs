using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Chats from continuous searches, through the whole module, against the emulator.</summary>
public sealed class WatchInstanceTests : IDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    private readonly Hosted _hosted = new();

    public void Dispose() => _hosted.Dispose();

    [Fact]
    public async Task Chats_of_several_instances_that_wait_or_begin_are_set_once()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        emulator.SetContacts(new EmulatedContact("i-1", "old"), new EmulatedContact("i-2", "other"), new EmulatedContact("i-1", "connected", ContactState.Connected), new EmulatedContact("i-1", "ended", ContactState.Ended));
        var output = StartSetting(emulator, "Watch-ChatContact i-1, i-2, i-1 @connect", out var shell);
        using (shell)
        {
            Assert.True(SpinWait.SpinUntil(() => Stored(emulator) == 2, WaitLimit));
            emulator.SetContacts(new EmulatedContact("i-2", "new"));
            Assert.True(SpinWait.SpinUntil(() => Stored(emulator) == 3, WaitLimit));
            var searches = emulator.GetState().Counts.Accepted;
            Assert.True(SpinWait.SpinUntil(() => emulator.GetState().Counts.Accepted > searches + 4, WaitLimit)); // several more searches
            shell.Stop();
            await Assert.ThrowsAnyAsync<Exception>(() => output);
        }

        Assert.Equal(["new CUSTOMER/IDLE=5", "old CUSTOMER/IDLE=5", "other CUSTOMER/IDLE=5"], Hosted.State(emulator).Where(s => s.Contains('=', StringComparison.Ordinal)));
        Assert.Equal(3, emulator.GetRequests().Count(r => r.Operation == "UpdateParticipantRoleConfig"));
    }

    [Fact]
    public async Task MaxMinutes_ends_it_with_the_counts()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        emulator.SetContacts(new EmulatedContact("i-1", "a"), new EmulatedContact("i-1", "b"));

        var written = _hosted.Run("Watch-ChatContact i-1 -MaxMinutes 0.05 -ReportMinutes 0.01 @connect", Hosted.Connect(emulator));

        // How many chats are found in three seconds depends on the machine; the counts are those that came out.
        Assert.Empty(written.Errors);
        Assert.True(written.Information.Count > 1);
        Assert.Contains($": {written.Output.Count} chats, 0 waiting.", written.Information[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chats_of_other_queues_are_left_out_and_an_ARN_names_the_account()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        emulator.SetContacts(new EmulatedContact("i-1", "a") { QueueId = "q-1" }, new EmulatedContact("i-1", "b") { QueueId = "q-2" });

        var written = _hosted.Run("Watch-ChatContact arn:aws:connect:eu-west-2:111122223333:instance/i-1 -QueueId q-2 @connect | Select-Object -First 1", Hosted.Connect(emulator, region: null));

        Assert.Equal(["b"], written.Values("ContactId"));
        Assert.Equal(["111122223333"], written.Values("Account"));
    }

    [Fact]
    public async Task An_instance_that_cannot_be_searched_is_an_error_and_the_others_are_watched()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        emulator.SetContacts(new EmulatedContact("i-1", "a"));

        var written = _hosted.Run("Watch-ChatContact '..', i-1, arn:aws:connect:eu-west-2:1:instance/i/contact/c @connect | Select-Object -First 1", Hosted.Connect(emulator));

        Assert.Equal(["InvalidArn", "InvalidInstanceId"], written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]).Order());
        Assert.Equal(["a"], written.Values("ContactId"));
    }

    [Fact]
    public async Task Rejected_credentials_end_it_with_one_error()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });

        var written = _hosted.Run("$connect.SecretKey = 'wrong'; Watch-ChatContact i-1 @connect", Hosted.Connect(emulator));

        var error = Assert.Single(written.Errors);
        Assert.StartsWith("InvalidSignatureException,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("instance 'i-1': ", error.ToString(), StringComparison.Ordinal);
    }

    private static int Stored(ConnectEmulator emulator) => emulator.GetState().Contacts.Count(c => c.Stored.Count > 0);

    private Task StartSetting(ConnectEmulator emulator, string watch, out System.Management.Automation.PowerShell shell)
    {
        shell = _hosted.Prepare(watch + " | Set-ParticipantRoleConfig -CustomerIdle 5 @connect", Hosted.Connect(emulator));
        return shell.InvokeAsync();
    }
}
