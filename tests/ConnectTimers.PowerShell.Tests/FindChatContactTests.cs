using System.Collections;
using System.Management.Automation;
using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support.Processes;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Open chats in the pipeline: which, with what filled in, and what is said when they do not come.</summary>
public sealed class FindChatContactTests : IDisposable
{
    private static readonly EmulatedContact[] Contacts =
    [
        new("i-1", "waiting") { QueueId = "q-1" },
        new("i-1", "connected", ContactState.Connected) { AgentId = "a-1" },
        new("i-1", "ended", ContactState.Ended),
        new("i-1", "call") { Channel = "VOICE" },
        new("i-2", "other"),
    ];

    private readonly Hosted _hosted = new();

    public void Dispose() => _hosted.Dispose();

    [Theory]
    [InlineData("Find-ChatContact i-1 @connect", "connected waiting")]
    [InlineData("Find-ChatContact i-1 -AwaitingAgent @connect", "waiting")]
    [InlineData("Find-ChatContact i-1 -Queue q-1 @connect", "waiting")]
    [InlineData("Find-ChatContact i-1 -QueueId q-1, q-2 -AgentId a-9 @connect", "")]
    [InlineData("Find-ChatContact i-1 -Agent a-1 @connect", "connected")]
    [InlineData("Find-ChatContact i-1 -Last 01:00:00 @connect", "connected waiting")]
    [InlineData("Find-ChatContact i-1 -Since ([datetime]::UtcNow.AddHours(-1)) @connect", "connected waiting")]
    [InlineData("'i-1', 'i-2' | Find-ChatContact @connect", "connected other waiting")]
    [InlineData("[pscustomobject]@{ Id = 'i-9'; Arn = 'arn:aws:connect:eu-west-2:1:instance/i-1' } | Find-ChatContact -AwaitingAgent @connect", "waiting")]
    [InlineData("Find-ChatContact -InstanceId i-3 @connect", "")]
    public async Task Finds_the_chats_that_match(string command, string contacts)
    {
        await using var emulator = await EmulatorAsync();

        var written = _hosted.Run(command, Hosted.Connect(emulator));

        Assert.Empty(written.Errors);
        Assert.Empty(written.Warnings);
        Assert.Equal(contacts, string.Join(' ', written.Values("ContactId").Order()));
    }

    [Fact]
    public async Task Instance_and_region_go_with_the_chat()
    {
        await using var emulator = await EmulatorAsync();
        var anywhere = (Hashtable)Hosted.Connect(emulator, region: null).Value!;

        var written = _hosted.Run("Find-ChatContact i-1 -AwaitingAgent @connect | Set-ParticipantRoleConfig -CustomerIdle 5 -PassThru @anywhere", Hosted.Connect(emulator, "us-west-2"), ("anywhere", anywhere));

        Assert.Empty(written.Errors);
        var outcome = Assert.Single(written.Output);
        Assert.Equal(("Accepted", "i-1", "waiting", "us-west-2"), (outcome.Properties["Status"].Value.ToString(), outcome.Properties["InstanceId"].Value, outcome.Properties["ContactId"].Value, outcome.Properties["Region"].Value));
        Assert.Equal(5, emulator.GetState().Contacts.Single(c => c.ContactId == "waiting").Stored["CUSTOMER/IDLE"]);
    }

    // In a process of its own, whose time zone is not that of the tests.
    [Fact]
    public async Task A_time_without_a_zone_is_local()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });

        var child = (await PwshProcess.RunScriptAsync("""
            param($Ours, $Url)
            $env:TZ = 'Asia/Tokyo'
            [TimeZoneInfo]::ClearCachedData()
            Import-Module $Ours
            Find-ChatContact i -Since 2026-03-01T12:00:00 -Region eu-west-2 -AccessKey AKIDEXAMPLE -SecretKey SECRET -EndpointUrl $Url
            "zone: $([TimeZoneInfo]::Local.BaseUtcOffset.Hours)"
            """, [Path.Combine(Surroundings.Module, "ConnectTimers.psd1"), emulator.Endpoint.GetLeftPart(UriPartial.Authority)])).AssertSuccess();

        child.AssertLines("zone", "9");
        Assert.Contains("\"StartTime\":1772334000,", Assert.Single(emulator.GetRequests()).Body, StringComparison.Ordinal); // 2026-03-01T03:00:00Z
    }

    [Fact]
    public async Task Exported_chats_can_be_imported_and_sent()
    {
        await using var emulator = await EmulatorAsync();
        var file = Path.GetTempFileName();
        try
        {
            var written = _hosted.Run("Find-ChatContact i-1 -AwaitingAgent @connect | Export-Csv $file; Import-Csv $file | Set-ParticipantRoleConfig -AgentIdle 3 @connect", Hosted.Connect(emulator), ("file", file));

            Assert.Empty(written.Errors);
            Assert.Contains("waiting AGENT/IDLE=3", Hosted.State(emulator));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Every_page_comes_and_the_progress_says_how_far()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [.. Enumerable.Range(0, 250).Select(i => new EmulatedContact("i-1", $"c-{i}"))] });

        var written = _hosted.Run("Find-ChatContact i-1 -Verbose @connect", Hosted.Connect(emulator));

        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"c-{i}").Order(), written.Values("ContactId").Order());
        Assert.Equal(["Page 1: 100 chats, 100 of 250 so far.", "Page 2: 100 chats, 200 of 250 so far.", "Page 3: 50 chats, 250 of 250 so far."], written.Verbose.Select(v => v.Message).Where(m => m.StartsWith("Page", StringComparison.Ordinal)));
        Assert.Single(written.Verbose, v => v.Message.StartsWith("Calls are made with keys of -AccessKey", StringComparison.Ordinal));
        Assert.Equal([40, 80, 100], written.Progress.Where(p => p.RecordType == ProgressRecordType.Processing).Select(p => p.PercentComplete));
        Assert.Equal(ProgressRecordType.Completed, written.Progress[^1].RecordType);
    }

    [Theory]
    [InlineData("Find-ChatContact '' @connect", "MissingInstanceId")]
    [InlineData("Find-ChatContact i-1 -Last 7 @connect", "InvalidLast")]
    [InlineData("Find-ChatContact i-1 -Since 2999-01-01 @connect", "SinceInFuture")]
    [InlineData("Find-ChatContact arn:aws:connect:us-east-1:1:instance/i-1 @connect", "ConflictingRegion")]
    [InlineData("Find-ChatContact i-1 -Queue .. @connect", "InvalidQueue")]
    public async Task An_invalid_query_is_an_error_before_anything_is_sent(string command, string errorId)
    {
        await using var emulator = await EmulatorAsync();

        var written = _hosted.Run(command, Hosted.Connect(emulator));

        var error = written.Terminating ?? Assert.Single(written.Errors);
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(emulator.GetRequests());
    }

    [Fact]
    public async Task One_instance_that_fails_does_not_cost_the_next()
    {
        await using var emulator = await EmulatorAsync();
        emulator.SetFaults(new FaultRule(FaultKind.AccessDenied, 1) { Times = 1 });

        var written = _hosted.Run("'i-1', 'i-2' | Find-ChatContact @connect", Hosted.Connect(emulator));

        Assert.StartsWith("instance 'i-1': These credentials may not do this.", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(["other"], written.Values("ContactId"));
    }

    [Fact]
    public async Task Chats_found_before_a_search_fails_are_still_sent()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [.. Enumerable.Range(0, 150).Select(i => new EmulatedContact("i-1", $"c-{i}"))] });
        using var shell = _hosted.Prepare("""
            Find-ChatContact i-1 -MaxAttempts 1 @connect | ForEach-Object { if ($_.ContactId -eq 'c-0') { $break.Invoke() } $_ } |
                Set-ParticipantRoleConfig -CustomerIdle 5 -ErrorAction Continue -PassThru @connect
            """, Hosted.Connect(emulator), ("break", (Action)(() => { })));
        var written = new Written(shell);

        // The second page is asked for ahead of its taker, so the fault is there from the first page on.
        emulator.SetFaults(new FaultRule(FaultKind.InternalError, 0));
        written.Output.AddRange(shell.Invoke());

        Assert.Equal(150, written.Output.Count);
    }

    [Fact]
    public async Task Invalid_credentials_end_the_pipeline()
    {
        await using var emulator = await EmulatorAsync();
        emulator.SetCredentials("OTHERKEY", "OTHER");

        var written = _hosted.Run("'i-1', 'i-2' | Find-ChatContact @connect", Hosted.Connect(emulator));

        var error = Assert.Single(written.Errors);
        Assert.StartsWith("UnrecognizedClientException,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Single(emulator.GetRequests());
    }

    [Fact]
    public async Task A_search_that_is_held_up_says_so_and_can_be_stopped()
    {
        await using var emulator = await EmulatorAsync();
        emulator.SetFaults(new FaultRule(FaultKind.Throttle, 1));
        using var shell = _hosted.Prepare("Find-ChatContact i-1 @connect", Hosted.Connect(emulator, rateLimit: null));
        var written = new Written(shell);
        var running = shell.BeginInvoke();
        SpinWait.SpinUntil(() => written.Warnings.Count > 0, TimeSpan.FromSeconds(30));

        await Task.Factory.FromAsync(shell.BeginStop, shell.EndStop, null);

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.StartsWith("The search is delayed and will be retried: The account's quota", Assert.Single(written.Warnings).Message, StringComparison.Ordinal);
        Assert.Empty(written.Output);
    }

    [Fact]
    public async Task A_downstream_stop_is_the_end_of_the_search()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [.. Enumerable.Range(0, 250).Select(i => new EmulatedContact("i-1", $"c-{i}"))] });

        var written = _hosted.Run("Find-ChatContact i-1 @connect | Select-Object -First 2", Hosted.Connect(emulator));

        Assert.Empty(written.Errors);
        Assert.Equal(2, written.Output.Count);
    }

    [Fact]
    public async Task The_results_of_another_search_are_sent_by_their_properties()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        Summary[] found = [new("a"), new("b")];

        var written = _hosted.Run("""
            $found | Set-ParticipantRoleConfig -CustomerIdle 5 @connect
            [pscustomobject]@{ Contacts = @([pscustomobject]@{ Id = 'c'; Channel = 'CHAT' }); NextToken = $null; TotalCount = 1 } | Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 6 @connect
            [pscustomobject]@{ Id = 'd'; Arn = 'arn:aws:iam::1:user/x' } | Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 7 @connect
            [pscustomobject]@{ Id = 'e'; Arn = 'arn:aws:connect:eu-west-2:1:instance/i-1' } | Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 9 @connect
            $found | Set-ParticipantRoleConfig -InstanceId i-2 -CustomerIdle 8 @connect
            """, Hosted.Connect(emulator), ("found", found));

        Assert.Equal(["a CUSTOMER/IDLE=5", "b CUSTOMER/IDLE=5", "c CUSTOMER/IDLE=6", "d CUSTOMER/IDLE=7", "e CUSTOMER/IDLE=9"], Hosted.State(emulator));
        Assert.All(emulator.GetState().Contacts, c => Assert.Equal("i-1", c.InstanceId));
        Assert.All(written.Errors, e => Assert.StartsWith("ConflictingInstanceId,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(2, written.Errors.Count);
    }

    [Fact]
    public void Both_cmdlets_that_call_have_the_same_connection_parameters()
    {
        var written = _hosted.Run("""
            foreach ($name in 'ProfileName', 'AccessKey', 'SecretKey', 'SessionToken', 'EndpointUrl', 'Region', 'RateLimit', 'MaxAttempts', 'MaxStallMinutes') {
                foreach ($cmdlet in 'Set-ParticipantRoleConfig', 'Find-ChatContact') {
                    $parameter = (Get-Command $cmdlet).Parameters[$name]
                    $rules = $parameter.Attributes.Where{ $_.GetType().Assembly -eq [psobject].Assembly }.ForEach{ $_.GetType().Name + $_.MinRange + $_.MaxRange + $_.ValueFromPipelineByPropertyName } -join ' '
                    "$name $($parameter.ParameterType) $($parameter.Aliases) $rules"
                }
            }
            """);

        Assert.Empty(written.Errors);
        Assert.Equal(18, written.Output.Count);
        Assert.All(written.Output.ConvertAll(o => o.ToString()).Chunk(2), both => Assert.Equal(both[0], both[1]));
    }

    private static Task<ConnectEmulator> EmulatorAsync() => ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = Contacts });

    /// <summary>As AWSSDK.Connect's ContactSearchSummary looks from outside.</summary>
    public sealed record Summary(string Id)
    {
        public string Arn { get; } = $"arn:aws:connect:eu-west-2:123456789012:instance/i-1/contact/{Id}";

        public string Channel { get; } = "CHAT";

        public object AgentInfo { get; } = new();

        public DateTime? InitiationTimestamp { get; } = DateTime.UnixEpoch;

        public Dictionary<string, string> Tags { get; } = [];
    }
}
