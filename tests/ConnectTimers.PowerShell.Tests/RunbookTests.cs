using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The scripts of examples/runbooks, run as they stand against the emulator: what they set, and the exit code that a scheduler sees.</summary>
public sealed class RunbookTests : IAsyncLifetime, IDisposable
{
    // What the scripts leave to profiles and the environment, which these tests have none of.
    private const string Prelude = """
        $ExecutionContext.SessionState.Path.SetLocation($folder) | Out-Null
        foreach ($cmdlet in 'Set-ParticipantRoleConfig', 'Find-ChatContact', 'Undo-ParticipantRoleConfig') {
            foreach ($name in $connect.Keys) { $PSDefaultParameterValues["${cmdlet}:$name"] = $connect[$name] }
        }
        foreach ($name in 'EndpointUrl', 'Region') { $PSDefaultParameterValues.Remove("Undo-ParticipantRoleConfig:$name") } # the journal has them

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");
    private readonly Hosted _hosted = new();
    private ConnectEmulator _emulator = null!;

    public async Task InitializeAsync() => _emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });

    public async Task DisposeAsync() => await _emulator.DisposeAsync();

    public void Dispose()
    {
        _hosted.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_file_is_set_and_set_once()
    {
        Write("chats.csv", "InstanceId,ContactId,CustomerIdle,AgentIdle\ni,a,5,\ni,b,7,Unset\n");

        Assert.Equal(0, Run("Set-ChatTimersFromCsv.ps1 chats.csv").ExitCode);
        var again = Run("Set-ChatTimersFromCsv.ps1 chats.csv");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(["a CUSTOMER/IDLE=5", "b CUSTOMER/IDLE=7 AGENT/IDLE=unset"], Hosted.State(_emulator));
        Assert.Equal(2, _emulator.GetState().Counts.Received);
        Assert.Equal(["chats.csv", "chats.html", "chats.jsonl", "chats.log"], Files());
    }

    [Fact]
    public void A_file_with_other_columns_and_contacts_only_is_set_with_a_map_and_typed_timers()
    {
        Write("odd.csv", "Chat,Site,Queue\na,i,Billing\nb,i,Sales\n");

        var run = Run("Set-ChatTimersFromCsv.ps1 odd.csv -Column @{ ContactId = 'Chat'; InstanceId = 'Site' } -CustomerIdle 5 -AgentIdle Unset -JournalProperty Queue");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["a CUSTOMER/IDLE=5 AGENT/IDLE=unset", "b CUSTOMER/IDLE=5 AGENT/IDLE=unset"], Hosted.State(_emulator));
        Assert.Contains("\"Queue\":\"Sales\"", File.ReadAllText(Path.Combine(_folder.FullName, "odd.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_rows_and_failed_chats_do_not_affect_the_others_and_are_sent_on_the_next_run()
    {
        _emulator.SetContacts(new EmulatedContact("i", "gone") { State = ContactState.Ended });
        Write("chats.csv", "InstanceId,ContactId,CustomerIdle\ni,gone,5\ni,bad,1\ni,a,5\ni,b,7\n");

        // As GitHub Actions has it before it calls a script.
        var first = Run("Set-ChatTimersFromCsv.ps1 chats.csv", "$ErrorActionPreference = 'Stop'");
        _emulator.SetContacts(new EmulatedContact("i", "gone")); // no longer
        Write("chats.csv", "InstanceId,ContactId,CustomerIdle\ni,gone,5\ni,bad,10\ni,a,5\ni,b,7\n");
        var second = Run("Set-ChatTimersFromCsv.ps1 chats.csv", "$ErrorActionPreference = 'Continue'");

        Assert.Equal(2, first.ExitCode);
        Assert.Equal(["InvalidTimerValue", "ResourceNotFoundException"], Ids(first));
        Assert.Equal(0, second.ExitCode);
        Assert.Empty(second.Written.Errors);
        Assert.Equal(["a CUSTOMER/IDLE=5", "b CUSTOMER/IDLE=7", "bad CUSTOMER/IDLE=10", "gone CUSTOMER/IDLE=5"], Hosted.State(_emulator));
        Assert.Equal(5, _emulator.GetRequests().Count(r => r.Operation == "UpdateParticipantRoleConfig"));
    }

    [Theory]
    [InlineData("Set-ChatTimersFromCsv.ps1 nowhere.csv", "FileNotFound")]
    [InlineData("Set-ChatTimersFromCsv.ps1 bad.csv", "InvalidTimerValue")]
    [InlineData("Set-ChatTimersFromCsv.ps1 headers.csv", "NoTimers")]
    [InlineData("Set-ChatTimersFromCsv.ps1 good.csv -EndpointUrl http://example.com", "InsecureEndpointUrl")]
    [InlineData("Set-ChatTimersFromCsv.ps1 good.csv -JournalPath no/such/folder/run.jsonl", "JournalNotWritable")]
    [InlineData("Set-ChatTimersFromCsv.ps1 good.csv -MaxMinutes 0", "ParameterArgumentValidationError")]
    [InlineData("Undo-ChatTimers.ps1 good.csv", "NotAJournal")]
    [InlineData("Undo-ChatTimers.ps1 nowhere.jsonl", "JournalNotFound")]
    [InlineData("Set-OpenChatTimers.ps1 i policy.jsonl -CustomerIdle 1", "InvalidTimerValue")]
    [InlineData("Set-OpenChatTimers.ps1 i no/such/folder/policy.jsonl -CustomerIdle 5", "JournalNotWritable")]
    public void Nothing_sent_is_1_with_its_reason(string command, string errorId)
    {
        _emulator.SetContacts(new EmulatedContact("i", "a"));
        Write("bad.csv", "InstanceId,ContactId,CustomerIdle\ni,a,1\n");
        Write("headers.csv", "InstanceId,ContactId,Minutes of silence\ni,a,5\n");
        Write("good.csv", "InstanceId,ContactId,CustomerIdle\ni,a,5\n");

        var run = Run(command);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([errorId], Ids(run));
        Assert.DoesNotContain(Hosted.State(_emulator), c => c.Contains('=', StringComparison.Ordinal));
        Assert.Empty(_folder.EnumerateDirectories());
    }

    [Fact]
    public void The_last_line_is_the_result_for_a_log_search()
    {
        _emulator.SetContacts(new EmulatedContact("i", "a"), new EmulatedContact("i", "gone") { State = ContactState.Ended });
        Write("chats.csv", "InstanceId,ContactId,CustomerIdle\ni,a,5\ni,bad,1\n\ni,gone,5\n");

        var set = Run("Set-ChatTimersFromCsv.ps1 chats.csv");
        var undone = Run("Undo-ChatTimers.ps1 chats.jsonl");
        var open = Run("Set-OpenChatTimers.ps1 i policy.jsonl -CustomerIdle 5 -RateLimit 0 -BurstLimit 3 -JournalProperty InitiationMethod");

        Assert.Equal("script=Set-ChatTimersFromCsv exit=2 rows=3 invalid=1 blank=0 chats=2 accepted=1 failed=1 skipped=0 cancelled=0 whatif=0 journal=\"chats.jsonl\"", set.Written.Information[^1].ToString());
        Assert.Contains("script=Set-ChatTimersFromCsv exit=2", File.ReadAllText(Path.Combine(_folder.FullName, "chats.log")), StringComparison.Ordinal);
        Assert.Equal("script=Undo-ChatTimers exit=0 chats=1 accepted=1 failed=0 skipped=0 cancelled=0 whatif=0 journal=\"chats.jsonl\"", undone.Written.Information[^1].ToString());
        Assert.Equal("script=Set-OpenChatTimers exit=0 chats=1 accepted=1 failed=0 skipped=0 cancelled=0 whatif=0 instance=\"i\" journal=\"policy.jsonl\"", open.Written.Information[^1].ToString());
        Assert.Contains("\"InitiationMethod\":", File.ReadAllText(Path.Combine(_folder.FullName, "policy.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_with_wildcard_characters_are_names_also_in_strict_mode()
    {
        Write("chats [1].csv", "InstanceId,ContactId,CustomerIdle\ni,a,5\n");

        var run = Run("Set-ChatTimersFromCsv.ps1 'chats [1].csv'", "Set-StrictMode -Version Latest\n");
        var undone = Run("Undo-ChatTimers.ps1 'chats [1].jsonl'", "Set-StrictMode -Version Latest\n");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, undone.ExitCode);
        Assert.Empty(run.Written.Errors.Concat(undone.Written.Errors));
        Assert.Empty(run.Written.Warnings);
        Assert.Equal(["chats [1].csv", "chats [1].html", "chats [1].jsonl", "chats [1].log"], Files());
    }

    [Fact]
    public void A_rehearsal_that_would_send_only_some_is_2()
    {
        Write("chats.csv", "InstanceId,ContactId,CustomerIdle\ni,a,5\ni,bad,1\n");

        Assert.Equal(2, Run("Set-ChatTimersFromCsv.ps1 chats.csv -WhatIf").ExitCode);
    }

    [Fact]
    public void When_every_chat_fails_the_exit_code_is_1_and_a_report_is_written()
    {
        _emulator.SetContacts(new EmulatedContact("i", "gone") { State = ContactState.Ended });
        Write("chats.csv", "InstanceId,ContactId,CustomerIdle\ni,gone,5\n");

        var run = Run("Set-ChatTimersFromCsv.ps1 chats.csv -JournalPath run.jsonl");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["chats.csv", "run.html", "run.jsonl", "run.log"], Files());
    }

    [Theory]
    [InlineData("Set-ChatTimersFromCsv.ps1 chats.csv -WhatIf")]
    [InlineData("Set-OpenChatTimers.ps1 i policy.jsonl -CustomerIdle 5 -WhatIf")]
    [InlineData("Undo-ChatTimers.ps1 old.jsonl -WhatIf")]
    public void WhatIf_sends_nothing_and_keeps_no_journal(string command)
    {
        _emulator.SetContacts(new EmulatedContact("i", "a"));
        Write("chats.csv", "InstanceId,ContactId,CustomerIdle\ni,a,5\n");
        Write("old.jsonl", Line("Accepted", "a", "\"CustomerIdle\":5"));

        var run = Run(command);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Written.Errors);
        Assert.Contains(run.Written.Information, i => i.ToString() == "1 row; 1 chat: 0 accepted, 1 would be sent (-WhatIf).");
        Assert.Equal(["a"], Hosted.State(_emulator));
        Assert.Empty(Files().Except(["chats.csv", "old.jsonl", "chats.log"]));
    }

    [Theory]
    [InlineData("Set-ChatTimersFromCsv.ps1 chats.csv")]
    [InlineData("Set-OpenChatTimers.ps1 i chats.jsonl -CustomerIdle 5")]
    [InlineData("Undo-ChatTimers.ps1 old.jsonl")]
    public void When_the_time_is_over_the_rest_is_left_to_the_next_run(string command)
    {
        string[] contacts = ["a", "b", "c", "d"];
        _emulator.SetContacts([.. contacts.Select(c => new EmulatedContact("i", c))]);
        Write("chats.csv", "InstanceId,ContactId,CustomerIdle\n" + string.Concat(contacts.Select(c => $"i,{c},5\n")));
        Write("old.jsonl", string.Concat(contacts.Select(c => Line("Accepted", c, "\"CustomerIdle\":5"))));

        // A call a minute after a burst of one leaves room for one.
        var first = Run(command + " -MaxMinutes 0.04", Limits("1 / 60", "1"));
        var second = Run(command, Limits("0", "1"));

        Assert.Equal(2, first.ExitCode);
        Assert.StartsWith("3 contacts were not sent, because the -MaxMinutes limit was reached. To send only the rest, ", Assert.Single(first.Written.Warnings).Message, StringComparison.Ordinal);
        Assert.Equal(0, second.ExitCode);
        Assert.Equal(4, Updates());
    }

    [Fact]
    public void Open_chats_are_set_once_each_before_their_agent_joins()
    {
        const string Command = "Set-OpenChatTimers.ps1 i policy.jsonl -CustomerIdle 5 -AgentIdle Unset";
        _emulator.SetContacts(new EmulatedContact("i", "waits"), new EmulatedContact("i", "talks") { State = ContactState.Connected }, new EmulatedContact("i", "over") { State = ContactState.Ended });

        Assert.Equal(0, Run(Command).ExitCode);
        Assert.Equal(["over", "talks", "waits CUSTOMER/IDLE=5 AGENT/IDLE=unset"], Hosted.State(_emulator));

        _emulator.SetContacts(new EmulatedContact("i", "new"));
        Assert.Equal(0, Run(Command).ExitCode);
        Assert.Equal(["new CUSTOMER/IDLE=5 AGENT/IDLE=unset", "over", "talks", "waits CUSTOMER/IDLE=5 AGENT/IDLE=unset"], Hosted.State(_emulator));
        Assert.Equal(2, Updates());

        Assert.Equal(0, Run(Command + " -IncludeConnected").ExitCode);
        Assert.Contains("talks CUSTOMER/IDLE=5 AGENT/IDLE=unset", Hosted.State(_emulator));
        Assert.Equal(3, Updates());
    }

    [Fact]
    public void A_chat_that_ends_in_between_does_not_hide_those_that_are_set()
    {
        const string Found = """
            function Find-ChatContact {
                [CmdletBinding()] param($InstanceId, [switch] $AwaitingAgent)
                'a', 'over' | ForEach-Object { [pscustomobject]@{ InstanceId = $InstanceId; ContactId = $_ } }
            }
            """;
        _emulator.SetContacts(new EmulatedContact("i", "over") { State = ContactState.Ended });

        var first = Run("Set-OpenChatTimers.ps1 i policy.jsonl -CustomerIdle 5", Found);
        var second = Run("Set-OpenChatTimers.ps1 i policy.jsonl -CustomerIdle 5", Found);

        Assert.Equal(2, first.ExitCode);
        Assert.Equal(2, second.ExitCode);
        Assert.Equal(1, Updates());
    }

    [Fact]
    public void A_search_that_breaks_off_does_not_hide_those_that_are_set()
    {
        const string Found = """
            function Find-ChatContact {
                [CmdletBinding()] param($InstanceId, [switch] $AwaitingAgent)
                1..20 | ForEach-Object { [pscustomobject]@{ InstanceId = $InstanceId; ContactId = "c-$_" }; $arrived.Invoke($_) }
                throw 'The search broke off.'
            }
            """;
        _hosted.Run("", ("arrived", new Action<int>(n => SpinWait.SpinUntil(() => Updates() >= n, TimeSpan.FromSeconds(30)))));

        var run = Run("Set-OpenChatTimers.ps1 i policy.jsonl -CustomerIdle 5", Found);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("The search broke off.", Assert.Single(run.Written.Errors).ToString());
        Assert.Equal(20, Updates());
    }

    [Fact]
    public void No_open_chat_is_nothing_to_worry_about()
    {
        _emulator.SetContacts(new EmulatedContact("i", "over") { State = ContactState.Ended });

        var run = Run("Set-OpenChatTimers.ps1 i policy.jsonl -CustomerIdle 5");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["0 open chats without an agent in instance i.", "script=Set-OpenChatTimers exit=0 chats=0 accepted=0 failed=0 skipped=0 cancelled=0 whatif=0 instance=\"i\" journal=\"policy.jsonl\""],
            run.Written.Information.Select(i => i.ToString()));
    }

    [Fact]
    public void A_policy_without_a_timer_is_rejected_before_any_request()
    {
        var run = Run("Set-OpenChatTimers.ps1 i policy.jsonl");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("No timers: use at least one of", Assert.Single(run.Written.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _emulator.GetState().Counts.Received);
    }

    [Fact]
    public void A_search_that_fails_is_1()
    {
        _emulator.SetFaults(new FaultRule(FaultKind.AccessDenied, 1));

        var run = Run("Set-OpenChatTimers.ps1 i policy.jsonl -CustomerIdle 5");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["AccessDeniedException"], Ids(run));
    }

    [Fact]
    public void The_last_accepted_timers_in_a_journal_are_unset_once_and_nothing_else_changes()
    {
        _emulator.SetContacts([.. new[] { "a", "A", "b", "c", "d" }.Select(c => new EmulatedContact("i", c))]);
        Write("run.jsonl",
            Line("Accepted", "a", "\"CustomerIdle\":5,\"AgentIdle\":\"Unset\"")
            + Line("Accepted", "A", "\"CustomerDisconnect\":9")
            + Line("Failed", "c", "\"CustomerIdle\":5")
            + Line("Cancelled", "d", "\"CustomerIdle\":5", attempts: 1)
            + Line("Accepted", "b", "\"CustomerIdle\":5,\"AgentIdle\":4")
            + Line("Accepted", "b", "\"CustomerIdle\":\"Unset\"")
            + "\n{\"Time\":\"2026-03-01T12:0");

        var run = Run("Undo-ChatTimers.ps1 run.jsonl");
        var again = Run("Undo-ChatTimers.ps1 run.jsonl");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("2 timers of calls that may not have been carried out stay as they are; use -IncludeUnknown to remove them as well.", Assert.Single(run.Written.Warnings).Message);
        Assert.Equal(["A CUSTOMER/DISCONNECT_NONCUSTOMER=unset", "a CUSTOMER/IDLE=unset", "b AGENT/IDLE=unset", "c", "d"], Hosted.State(_emulator));
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(3, Updates());
        Assert.Equal(["run.jsonl"], Files());
    }

    [Fact]
    public void Calls_with_unknown_outcome_are_undone_with_IncludeUnknown()
    {
        _emulator.SetContacts(new EmulatedContact("i", "left"), new EmulatedContact("i", "stayed"));
        Write("run.jsonl", Line("Cancelled", "left", "\"CustomerIdle\":5", attempts: 1) + Line("Cancelled", "stayed", "\"CustomerIdle\":5", attempts: 0));

        Assert.Equal(0, Run("Undo-ChatTimers.ps1 run.jsonl -IncludeUnknown").ExitCode);

        Assert.Equal(["left CUSTOMER/IDLE=unset", "stayed"], Hosted.State(_emulator));
    }

    [Fact]
    public async Task Each_call_is_undone_where_it_was_made()
    {
        await using var rehearsal = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        Write("run.jsonl", Line("Accepted", "a", "\"CustomerIdle\":5", rehearsal) + Line("Accepted", "b", "\"CustomerIdle\":5") + Line("Accepted", "c", "\"AgentIdle\":5", rehearsal));

        Assert.Equal(0, Run("Undo-ChatTimers.ps1 run.jsonl").ExitCode);

        Assert.Equal(["a CUSTOMER/IDLE=unset", "c AGENT/IDLE=unset"], Hosted.State(rehearsal));
        Assert.Equal(["b CUSTOMER/IDLE=unset"], Hosted.State(_emulator));
    }

    [Fact]
    public void Chats_that_have_ended_since_are_2_beside_others_and_1_alone()
    {
        _emulator.SetContacts(new EmulatedContact("i", "a"), new EmulatedContact("i", "over") { State = ContactState.Ended });
        Write("two.jsonl", Line("Accepted", "over", "\"CustomerIdle\":5") + Line("Accepted", "a", "\"CustomerIdle\":5"));
        Write("one.jsonl", Line("Accepted", "over", "\"CustomerIdle\":5"));
        Write("none.jsonl", Line("Failed", "a", "\"CustomerIdle\":5"));

        Assert.Equal(2, Run("Undo-ChatTimers.ps1 two.jsonl").ExitCode);
        Assert.Equal(1, Run("Undo-ChatTimers.ps1 one.jsonl").ExitCode);
        Assert.Equal(0, Run("Undo-ChatTimers.ps1 none.jsonl").ExitCode);
    }

    private (int? ExitCode, Written Written) Run(string command, string before = "")
    {
        var runbooks = Path.Combine(Surroundings.Built("RepositoryRoot"), "examples", "runbooks");
        var written = _hosted.Run($"$LASTEXITCODE = $null\n{Prelude}{before}\n& $runbooks/{command}\n$LASTEXITCODE",
            Hosted.Connect(_emulator), ("folder", _folder.FullName), ("runbooks", runbooks));
        return (written.Output.LastOrDefault()?.BaseObject as int?, written);
    }

    private static IEnumerable<string> Ids((int?, Written Written) run) => run.Written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]).Distinct();

    private static string Limits(string rate, string burst) => string.Concat(new[] { "Set", "Undo" }.Select(verb =>
        $"$PSDefaultParameterValues['{verb}-ParticipantRoleConfig:RateLimit'] = {rate}; $PSDefaultParameterValues['{verb}-ParticipantRoleConfig:BurstLimit'] = {burst}\n"));

    private int Updates() => _emulator.GetRequests().Count(r => r.Method == "PUT" && r.Status == 200);

    private IEnumerable<string> Files() => _folder.EnumerateFiles().Select(f => f.Name).Order(StringComparer.Ordinal);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private string Line(string status, string contact, string timers, ConnectEmulator? at = null, int attempts = 1) =>
        $$"""{"Time":"2026-03-01T12:00:00.000Z","Status":"{{status}}","Endpoint":"{{(at ?? _emulator).Endpoint.GetLeftPart(UriPartial.Authority)}}","Region":"eu-west-2","InstanceId":"i","ContactId":"{{contact}}",{{timers}},"Attempts":{{attempts}}}""" + "\n";
}
