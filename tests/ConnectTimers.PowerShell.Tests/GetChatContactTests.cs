using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The state of chats, and whether timers that were accepted are in force.</summary>
public sealed class GetChatContactTests : IDisposable
{
    private static readonly EmulatedContact[] Contacts =
    [
        new("i-1", "waiting") { QueueId = "q-1" },
        new("i-1", "connected", ContactState.Connected) { AgentId = "a-1", QueueId = "q-1" },
        new("i-1", "ended", ContactState.Ended),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");
    private readonly Hosted _hosted = new();

    public void Dispose()
    {
        _hosted.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Get-ChatContact i-1 connected, waiting, ended @connect", "Connected connected, Waiting waiting, Ended ended")]
    [InlineData("Get-ChatContact arn:aws:connect:eu-west-2:111122223333:instance/i-1 waiting @connect", "Waiting waiting")]
    [InlineData("'ended', 'waiting' | Get-ChatContact i-1 @connect", "Ended ended, Waiting waiting")]
    [InlineData("[pscustomobject]@{ InstanceId = 'i-1'; ContactId = 'waiting'; CustomerIdle = 'nonsense' } | Get-ChatContact @connect", "Waiting waiting")]
    [InlineData("@{ 'Instance Id' = 'i-1'; Contact = 'waiting' } | Get-ChatContact @connect", "Waiting waiting")]
    [InlineData("Find-ChatContact i-1 @connect | Sort-Object ContactId | Get-ChatContact @connect", "Connected connected, Waiting waiting")]
    [InlineData("Get-ChatContact i-1 waiting @connect | Get-ChatContact @connect", "Waiting waiting")]
    [InlineData("'{\"detail-type\":\"Amazon Connect Contact Event\",\"id\":\"x\",\"detail\":{\"eventType\":\"QUEUED\",\"contactId\":\"waiting\",\"instanceArn\":\"arn:aws:connect:eu-west-2:111122223333:instance/i-1\"}}' | Get-ChatContact @connect", "Waiting waiting")]
    public async Task Returns_the_state_of_each_contact_in_the_order_of_the_input(string command, string states)
    {
        await using var emulator = await EmulatorAsync();

        var written = _hosted.Run(command, Hosted.Connect(emulator));

        Assert.Empty(written.Errors);
        Assert.Equal(states, string.Join(", ", written.Output.Select(o => $"{o.Properties["State"].Value} {o.Properties["ContactId"].Value}")));
    }

    [Fact]
    public async Task Contacts_that_are_unknown_or_invalid_are_errors_and_the_others_go_on()
    {
        await using var emulator = await EmulatorAsync();

        var written = _hosted.Run("'nobody', '..', 'waiting' | Get-ChatContact i-1 @connect", Hosted.Connect(emulator));

        Assert.Equal(["InvalidContactId", "ResourceNotFoundException"], written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]).Order());
        Assert.Equal(["waiting"], written.Values("ContactId"));
        Assert.Equal("3 contacts: 1 waiting, 0 connected, 0 ended, 2 failed.", Assert.Single(written.Information).ToString());
    }

    [Fact]
    public async Task Says_of_outcomes_whether_their_timers_are_in_force()
    {
        var clock = new LaterClock();
        await using var emulator = await EmulatorAsync(clock);
        var path = Path.Combine(_folder.FullName, "run.jsonl");
        var connect = Hosted.Connect(emulator);
        var outcomes = _hosted.Run("$outcomes = 'waiting', 'connected', 'next' | Set-ParticipantRoleConfig i-1 -CustomerIdle 5 -PassThru -JournalPath $path @connect; $outcomes", ("path", path), connect);
        Assert.Equal(["Accepted", "Accepted", "Accepted"], outcomes.Statuses);
        clock.Shift = TimeSpan.FromMinutes(2);
        emulator.SetContacts(new EmulatedContact("i-1", "next", ContactState.Connected));

        foreach (var input in new[] { "$outcomes", "Get-Content $path | ConvertFrom-Json" })
        {
            var written = _hosted.Run($"{input} | Where-Object ContactId | Get-ChatContact @connect", connect);

            Assert.Empty(written.Errors);
            Assert.Equal(["connected No", "next Yes", "waiting Pending"],
                written.Output.Select(o => $"{o.Properties["ContactId"].Value} {o.Properties["InForce"].Value}").Order(StringComparer.Ordinal));
            Assert.StartsWith("3 contacts: 1 waiting, 2 connected, 0 ended; 1 of 2 in force, median ", Assert.Single(written.Information).ToString(), StringComparison.Ordinal);
            Assert.True(written.Output.Single(o => o.Properties["ContactId"].Value is "next").Properties["LeadSeconds"].Value is > 0);
            Assert.True(written.Output.Single(o => o.Properties["ContactId"].Value is "connected").Properties["LeadSeconds"].Value is < 0);
        }

        Assert.Equal(["No", "Pending", "Yes"], _hosted.Run("$outcomes", connect).Values("InForce").Select(v => v?.ToString() ?? "").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_described_chat_is_set_in_the_Region_where_it_was_found()
    {
        await using var emulator = await EmulatorAsync();
        var connect = Hosted.Connect(emulator, region: null);

        var written = _hosted.Run("Get-ChatContact i-1 waiting -Region ap-southeast-2 @connect | Set-ParticipantRoleConfig -CustomerIdle 5 -PassThru @connect", connect);

        Assert.Empty(written.Errors);
        Assert.Equal(["ap-southeast-2"], written.Values("Region"));
    }

    [Fact]
    public async Task Rejected_credentials_end_it_with_one_error()
    {
        await using var emulator = await EmulatorAsync();

        var written = _hosted.Run("$connect.SecretKey = 'wrong'; 1..200 | ForEach-Object { \"c-$_\" } | Get-ChatContact i-1 @connect", Hosted.Connect(emulator));

        Assert.Equal(1, written.Errors.Count + (written.Terminating is null ? 0 : 1));
        Assert.Empty(written.Output);
    }

    private static async Task<ConnectEmulator> EmulatorAsync(TimeProvider? clock = null)
    {
        var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 }, clock);
        emulator.SetContacts(Contacts);
        return emulator;
    }

    // Within the five minutes by which a signature's time may differ.
    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
