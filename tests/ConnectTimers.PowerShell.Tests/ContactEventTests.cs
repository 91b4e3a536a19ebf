using ConnectTimers.Emulator;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Contact events in the pipeline and in files: which chats are set, and what becomes of the others.</summary>
public sealed class ContactEventTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");
    private readonly Hosted _hosted = new();

    public void Dispose()
    {
        _hosted.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("$text")]
    [InlineData("$text | ConvertFrom-Json")]
    [InlineData("$text | ConvertFrom-Json -AsHashtable")]
    [InlineData("($text | ConvertFrom-Json).detail")]
    [InlineData("[pscustomobject]@{ messageId = 'm-1'; body = $text }")]
    [InlineData("@{ Records = @(@{ messageId = 'm-1'; receiptHandle = 'h'; body = $text }) }")]
    [InlineData("[pscustomobject]@{ Messages = @([pscustomobject]@{ MessageId = 'm-1'; Body = $text }) }")]
    public async Task Sets_the_chat_of_an_event_in_its_instance_and_Region(string input)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });

        var written = _hosted.Run($"{input} | Set-ParticipantRoleConfig -CustomerIdle 5 -PassThru @connect",
            ("text", SampleEvents.EventBridge()), Hosted.Connect(emulator, region: null));

        Assert.Null(written.Terminating);
        Assert.Empty(written.Errors);
        Assert.Equal(["Accepted"], written.Statuses);
        Assert.Equal(["i-1"], written.Values("InstanceId"));
        Assert.Equal(["eu-west-2"], written.Values("Region"));
        Assert.Equal(["c-1 CUSTOMER/IDLE=5"], Hosted.State(emulator));
    }

    [Fact]
    public async Task Sets_the_timers_of_a_flows_parameters()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });

        var written = _hosted.Run("$text, ($text | ConvertFrom-Json) | Set-ParticipantRoleConfig -AgentIdle 7 @connect",
            ("text", SampleEvents.Flow("""{"CustomerIdle":"5","Agent Disconnect":"Unset"}""")), Hosted.Connect(emulator, region: null));

        Assert.Empty(written.Errors);
        Assert.Equal(["c-1 CUSTOMER/IDLE=5 AGENT/IDLE=7 AGENT/DISCONNECT_NONCUSTOMER=unset"], Hosted.State(emulator));
    }

    [Fact]
    public async Task A_timer_that_an_event_removes_is_removed_when_the_event_comes_from_a_file()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        var path = Path.Combine(_folder.FullName, "flow.jsonl");
        File.WriteAllText(path, SampleEvents.Flow("""{"CustomerIdle":"5","Agent Disconnect":"Unset"}"""));

        var written = _hosted.Run("Import-ParticipantRoleConfig $path -AgentIdle Unset | Set-ParticipantRoleConfig @connect", ("path", path), Hosted.Connect(emulator, region: null));

        Assert.Empty(written.Errors);
        Assert.Equal(["c-1 CUSTOMER/IDLE=5 AGENT/IDLE=unset AGENT/DISCONNECT_NONCUSTOMER=unset"], Hosted.State(emulator));
    }

    [Fact]
    public async Task Each_event_gets_an_outcome_or_an_error()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        string[] lines =
        [
            SampleEvents.EventBridge(contact: "waiting"),
            SampleEvents.EventBridge(channel: "VOICE", contact: "call"),
            SampleEvents.EventBridge("CONNECTED_TO_AGENT", more: SampleEvents.Agent("2026-11-25T18:34:00Z"), contact: "connected"),
            SampleEvents.EventBridge("DISCONNECTED", contact: "ended"),
            SampleEvents.EventBridge("SOMETHING_NEW", contact: "new"),
            """{"detail-type":"Amazon Connect Contact Event","id":"00000000-0000-4000-8000-000000000009","detail":{}}""",
            SampleEvents.EventBridge()[..200],
        ];

        var written = _hosted.Run("$lines | Set-ParticipantRoleConfig -CustomerIdle 5 -PassThru @connect", ("lines", lines), Hosted.Connect(emulator, region: null));

        Assert.Equal(["waiting CUSTOMER/IDLE=5"], Hosted.State(emulator));
        Assert.Equal(["AgentJoined connected", "Ended ended", "NotAChat call", "UnknownEventType new"],
            written.Output.Where(o => o.Properties["Status"].Value.ToString() == "Skipped").Select(o => $"{o.Properties["ErrorId"].Value} {o.Properties["ContactId"].Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["EventWithout", "InvalidJson"], written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.StartsWith("row 6: The event has no detail.", written.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("7 rows: 2 invalid; 5 chats: 1 accepted, 4 skipped.", Assert.Single(written.Information).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_with_an_agent_is_set_with_IncludeConnected_only()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        var line = SampleEvents.EventBridge("CONNECTED_TO_AGENT", more: SampleEvents.Agent("2026-11-25T18:34:00Z"));

        _hosted.Run("$line | Set-ParticipantRoleConfig -CustomerIdle 5 -IncludeConnected @connect", ("line", line), Hosted.Connect(emulator, region: null));

        Assert.Equal(["c-1 CUSTOMER/IDLE=5"], Hosted.State(emulator));
    }

    [Fact]
    public void An_event_of_another_instance_than_the_typed_one_is_invalid()
    {
        var path = Path.Combine(_folder.FullName, "events.jsonl");
        File.WriteAllText(path, SampleEvents.EventBridge("INITIATED", "CHAT", contact: "00000029-0000-4000-8000-000000000000"));

        var written = _hosted.Run("Import-ParticipantRoleConfig $path -InstanceId i-2 -CustomerIdle 5", ("path", path));

        Assert.StartsWith("ConflictingInstanceId,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["00000029-0000-4000-8000-000000000000"], written.Values("ContactId"));
    }

    [Fact]
    public void Events_fit_in_80_columns()
    {
        var path = Path.Combine(_folder.FullName, "events.jsonl");
        File.WriteAllText(path, SampleEvents.EventBridge("CONNECTED_TO_AGENT", "VOICE", contact: "00000029-0000-4000-8000-000000000000"));

        var table = string.Join('\n', _hosted.Run("Import-ParticipantRoleConfig $path | Format-Table | Out-String -Width 80", ("path", path)).Output);

        Assert.Matches(@"EventType\s+ContactId\s+EventTime\s+Channel", table);
        Assert.Contains("CONNECTED_TO_AGENT 00000029-0000-4000-8000-000000000000 11-25 18:33:03Z VOICE", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_say_what_would_be_skipped()
    {
        var written = _hosted.Run("$line | Test-ParticipantRoleConfig -CustomerIdle 5", ("line", SampleEvents.EventBridge("DISCONNECTED")));

        Assert.Equal([true], written.Values("IsValid"));
        Assert.StartsWith("Would be skipped: The chat has ended", written.Values("Warnings").Single()!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_events_are_imported_as_events()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        var path = Path.Combine(_folder.FullName, "events.jsonl");
        await File.WriteAllLinesAsync(path,
        [
            SampleEvents.EventBridge(contact: "a"),
            SampleEvents.EventBridge("DISCONNECTED", contact: "b"),
            SampleEvents.Batch(SampleEvents.EventBridge(contact: "c"), "no JSON"),
            SampleEvents.Flow("""{"AgentIdle":"9"}"""),
        ]);

        var written = _hosted.Run("Import-ParticipantRoleConfig $path -OutVariable events | Set-ParticipantRoleConfig -CustomerIdle 5 -PassThru @connect", ("path", path), Hosted.Connect(emulator, region: null));

        Assert.Equal(["a CUSTOMER/IDLE=5", "c CUSTOMER/IDLE=5", "c-1 CUSTOMER/IDLE=5 AGENT/IDLE=9"], Hosted.State(emulator));
        Assert.Equal("events.jsonl line 3, message 'm-2': The message's body is not JSON: 'no JSON'.", Assert.Single(written.Errors).ToString());
        Assert.Equal(["events.jsonl, 5 rows: 1 invalid; 4 chats.", "5 rows: 1 invalid; 4 chats: 3 accepted, 1 skipped."], written.Information.Select(i => i.ToString().Split(Environment.NewLine)[0]));
    }

    [Theory]
    [InlineData("Export-Csv $path; Import-ParticipantRoleConfig $path", "events.csv")]
    [InlineData("Export-Csv $path; Import-Csv $path", "events.csv")]
    [InlineData("ConvertTo-Json | Set-Content $path; Import-ParticipantRoleConfig $path", "events.json")]
    [InlineData("Export-Clixml $path; Import-Clixml $path", "events.xml")]
    public async Task Imported_events_keep_their_meaning_in_files(string way, string name)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        var events = Path.Combine(_folder.FullName, "in.jsonl");
        await File.WriteAllLinesAsync(events, [SampleEvents.EventBridge(contact: "a"), SampleEvents.EventBridge("DISCONNECTED", contact: "b"), SampleEvents.Flow("""{"AgentIdle":"9"}""")]);

        var written = _hosted.Run($"Import-ParticipantRoleConfig $events | {way} | Set-ParticipantRoleConfig -CustomerIdle 5 -PassThru @connect",
            ("events", events), ("path", Path.Combine(_folder.FullName, name)), Hosted.Connect(emulator, region: null));

        Assert.Empty(written.Errors);
        Assert.Equal(["a CUSTOMER/IDLE=5", "c-1 CUSTOMER/IDLE=5 AGENT/IDLE=9"], Hosted.State(emulator).Where(s => !s.StartsWith('b')));
        Assert.Equal(["Ended"], written.Values("ErrorId").OfType<string>());
    }

    [Theory]
    [InlineData("$answer")]
    [InlineData("$answer | ConvertFrom-Json")]
    [InlineData("$answer | ConvertFrom-Json -AsHashtable")]
    [InlineData("$answer | Set-Content $path; Import-ParticipantRoleConfig $path -InstanceId i-1")]
    public void The_token_of_a_started_chat_is_in_no_stream(string input)
    {
        var written = _hosted.Run($"{input} | Set-ParticipantRoleConfig -InstanceId i-1 -WhatIf -PassThru",
            ("answer", """{"ContactId":"c-1","ParticipantId":"p-1","ParticipantToken":"t0k3n","CustomerIdle":"1"}"""), ("path", Path.Combine(_folder.FullName, "a.json")));

        var error = Assert.Single(written.Errors);
        Assert.Contains("CustomerIdle is '1'", error.ToString(), StringComparison.Ordinal);
        var target = _hosted.Run("$Error[0].TargetObject | ConvertTo-Json", ("x", null)).Output.Single().ToString();
        Assert.Contains("p-1", target, StringComparison.Ordinal);
        Assert.DoesNotContain("t0k3n", target, StringComparison.Ordinal);
    }

    [Fact]
    public void The_token_of_a_started_chat_cannot_be_put_into_a_journal()
    {
        var written = _hosted.Run("Set-ParticipantRoleConfig i-1 c-1 -CustomerIdle 5 -JournalPath $path -JournalProperty ParticipantToken", ("path", Path.Combine(_folder.FullName, "a.jsonl")));

        Assert.StartsWith("JournalPropertySecret,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ ContactId = 'c-1'; ConnectedToAgentTimestamp = '2026-03-01T12:00:00Z' }", "No", true)]
    [InlineData("[pscustomobject]@{ ContactId = 'c-1'; ConnectedToAgentTimestamp = [datetime]::new(2026, 3, 1) }", "No", true)]
    [InlineData("[pscustomobject]@{ ContactId = 'c-1'; AgentInfo = [pscustomobject]@{ Id = 'a'; ConnectedToAgentTimestamp = '2026-03-01T12:00:00Z' } }", "No", true)]
    [InlineData("@{ ContactId = 'c-1'; ConnectedToAgentTimestamp = 'last week' }", "No", false)]
    [InlineData("[pscustomobject]@{ ContactId = 'c-1'; ConnectedToAgentTimestamp = '' }", "Pending", false)]
    [InlineData("[pscustomobject]@{ ContactId = 'c-1'; ConnectedToAgentTimestamp = '1970-01-01T00:00:00.001Z' }", "Pending", false)]
    [InlineData("[pscustomobject]@{ ContactId = 'c-1'; AgentInfo = $null }", "Pending", false)]
    [InlineData("[pscustomobject]@{ ContactId = 'c-1'; ConnectedToAgentTimestamp = '2999-03-01T12:00:00Z' }", "Yes", true)]
    [InlineData("[pscustomobject]@{ ContactId = 'c-1' }", "Unknown", false)]
    [InlineData("'c-1'", "Unknown", false)]
    [InlineData("$queued", "Pending", false)]
    [InlineData("$connected", "No", true)]
    [InlineData("$flow", "Unknown", false)]
    public async Task An_outcome_says_whether_its_timers_are_in_force(string input, string verdict, bool hasLead)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });

        var written = _hosted.Run($"{input} | Set-ParticipantRoleConfig i-1 -CustomerIdle 5 -IncludeConnected -PassThru @connect", Hosted.Connect(emulator), ("queued", SampleEvents.EventBridge()),
            ("connected", SampleEvents.EventBridge("CONNECTED_TO_AGENT", more: SampleEvents.Agent("2026-03-01T12:00:00Z"))), ("flow", SampleEvents.Flow()));

        Assert.Empty(written.Errors);
        Assert.Equal(verdict, Assert.Single(written.Values("InForce"))?.ToString());
        Assert.Equal(hasLead, Assert.Single(written.Values("LeadSeconds")) is int);
        Assert.Equal(verdict == "No" ? ["1 chat had an agent before its timers were accepted; they are stored, and take effect only if another agent joins."] : [], written.Warnings.Select(w => w.Message));
        Assert.Equal(verdict == "No", written.Information.Single().ToString().Contains("; 0 of 1 in force.", StringComparison.Ordinal));
    }
}
