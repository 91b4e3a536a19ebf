using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Get-ParticipantRoleConfigJournal and Undo-ParticipantRoleConfig: what a journal knows, and taking it back.</summary>
public sealed class UndoTests : IAsyncLifetime, IDisposable
{
    private const string Set = "Set-ParticipantRoleConfig -InstanceId i-1 @connect -JournalPath $journal ";
    private const string Undo = "Undo-ParticipantRoleConfig $journal @undo ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");
    private readonly Hosted _hosted = new();
    private ConnectEmulator _emulator = null!;

    private string Journal => Path.Combine(_folder.FullName, "run.jsonl");

    public async Task InitializeAsync()
    {
        _emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        _emulator.SetContacts([.. new[] { "a", "b", "c" }.Select(c => new EmulatedContact("i-1", c))]);
        var connect = Hosted.Connect(_emulator);
        _hosted.Run("$undo = @{} + $connect; $undo.Remove('Region'); $undo.Remove('EndpointUrl')", connect, ("journal", Journal));
    }

    public async Task DisposeAsync() => await _emulator.DisposeAsync();

    public void Dispose()
    {
        _hosted.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Set_undone_and_set_again_with_Resume_is_set()
    {
        Run("'a' | " + Set + "-CustomerIdle 5 -Resume");
        Run(Undo);
        Assert.Equal(["a CUSTOMER/IDLE=unset", "b", "c"], Hosted.State(_emulator));

        var written = Run("'a' | " + Set + "-CustomerIdle 5 -Resume -PassThru");

        Assert.Equal("Accepted", Assert.Single(written.Output).Properties["Status"].Value.ToString());
        Assert.Equal(["a CUSTOMER/IDLE=5", "b", "c"], Hosted.State(_emulator));
    }

    [Fact]
    public void A_run_is_undone_where_nothing_later_has_changed_it()
    {
        Run("'a','b','c' | " + Set + "-CustomerIdle 5 -AgentIdle 3");
        Run("'b' | " + Set + "-CustomerIdle 10");
        Run("'c' | " + Set + "-AgentIdle Unset");

        var written = Run("$runs = (Get-ParticipantRoleConfigJournal $journal -History).RunId | Select-Object -Unique; " + Undo + "-RunId $runs[0] -PassThru");

        Assert.Equal(["a", "b", "c"], written.Values("ContactId").Select(c => (string)c!).Order());
        Assert.Equal(["a CUSTOMER/IDLE=unset AGENT/IDLE=unset", "b CUSTOMER/IDLE=10 AGENT/IDLE=unset", "c CUSTOMER/IDLE=unset AGENT/IDLE=unset"], Hosted.State(_emulator));
        Assert.Equal(5 + 3, Updates());

        // The journal knows it, so there is nothing left of that run.
        Assert.Equal("There is nothing to undo.", Assert.Single(Run(Undo + "-RunId $runs[0]").Warnings).Message);
        Assert.Equal(8, Updates());
    }

    [Fact]
    public void What_an_interrupted_undo_left_is_sent_by_the_next_and_a_chat_that_ended_fails_alone()
    {
        Run("'a','b' | " + Set + "-CustomerIdle 5");
        _emulator.SetContacts(new EmulatedContact("i-1", "b") { State = ContactState.Ended });

        var first = Run(Undo + "-PassThru");
        var second = Run(Undo + "-PassThru");

        Assert.Equal(["Accepted a", "Failed b"], first.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value}").Order());
        Assert.Equal("Failed b", Assert.Single(second.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value}")));
    }

    [Fact]
    public void WhatIf_sends_and_writes_nothing()
    {
        Run("'a' | " + Set + "-CustomerIdle 5");
        var before = File.ReadAllText(Journal);

        var written = Run(Undo + "-WhatIf -PassThru");

        Assert.Equal("WhatIf", Assert.Single(written.Output).Properties["Status"].Value.ToString());
        Assert.Single(_emulator.GetRequests());
        Assert.Equal(before, File.ReadAllText(Journal));
    }

    [Theory]
    [InlineData("ContactId,CustomerIdle\na,5\n", "NotAJournal")]
    [InlineData("LINE{\"Time\":\"2026\n", "NotAJournal")] // what is lost may have changed a timer later
    [InlineData("", null)]
    [InlineData("LINE{\"Time\":\"2026", null)] // an incomplete last line was never sent
    public void Undo_needs_a_journal_that_can_be_read(string text, string? errorId)
    {
        Run("'a' | " + Set + "-CustomerIdle 5");
        File.WriteAllText(Journal, text.Replace("LINE", File.ReadAllText(Journal), StringComparison.Ordinal));

        var written = Run(Undo);

        Assert.Equal(errorId, written.Errors.LastOrDefault()?.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(errorId is null && text.Length > 0 ? 2 : 1, Updates());
    }

    [Fact]
    public void A_run_that_the_journal_does_not_have_is_named_with_those_that_it_has()
    {
        Run("'a' | " + Set + "-CustomerIdle 5");

        var error = Assert.Single(Run(Undo + "-RunId never").Errors);

        Assert.StartsWith("RunNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Its last run is '20", error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("JournalNotFound,", Assert.Single(Run("Undo-ParticipantRoleConfig nowhere.jsonl").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_address_that_is_named_is_undone()
    {
        Run("'a' | " + Set + "-CustomerIdle 5");

        Assert.Equal("There is nothing to undo.", Assert.Single(Run(Undo + "-EndpointUrl http://127.0.0.1:1").Warnings).Message);
        Assert.Empty(Run(Undo + "-EndpointUrl \"$($connect.EndpointUrl)/\"").Warnings);
        Assert.Equal(2, Updates());
    }

    [Fact]
    public void Current_is_the_last_accepted_value_of_each_timer_and_says_that_AWS_cannot_confirm_it()
    {
        Run("'a','b' | " + Set + "-CustomerIdle 5 -AgentIdle 3");
        Run("'a' | " + Set + "-CustomerIdle Unset");

        var written = Run("Get-ParticipantRoleConfigJournal $journal");

        Assert.Equal(["a Unset  3 ", "b 5  3 "], written.Output.Select(o => string.Join(' ', new[] { "ContactId", "CustomerIdle", "CustomerDisconnect", "AgentIdle", "AgentDisconnect" }.Select(n => o.Properties[n].Value))).Order());
        Assert.Equal(Environment.UserName, written.Output[0].Properties["User"].Value);
        Assert.Contains("AWS has no way to read them back", Assert.Single(written.Information).ToString(), StringComparison.Ordinal);
        Assert.Equal("b", Assert.Single(Run("'B' | Get-ParticipantRoleConfigJournal $journal -Current").Output).Properties["ContactId"].Value);
        Assert.Equal("a", Assert.Single(Run("[pscustomobject]@{ ContactId = 'a' } | Get-ParticipantRoleConfigJournal $journal").Output).Properties["ContactId"].Value);
    }

    [Fact]
    public void History_has_everything_with_who_and_when_and_can_be_sent_again()
    {
        _emulator.SetContacts(new EmulatedContact("i-1", "gone") { State = ContactState.Ended });
        Run("[pscustomobject]@{ ContactId = 'a'; CustomerIdle = 5; Queue = 'Sales' }, [pscustomobject]@{ ContactId = 'gone'; CustomerIdle = 5; Queue = 'Returns' }, [pscustomobject]@{ ContactId = 'b'; CustomerIdle = 1 } | "
            + Set + "-JournalProperty Queue");

        var written = Run("Get-ParticipantRoleConfigJournal $journal -History");

        Assert.Equal(["Accepted a Sales", "Failed gone Returns", "Invalid b "], written.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value} {o.Properties["Queue"]?.Value}").Order());
        Assert.All(written.Output, o => Assert.Equal((Environment.UserName, Environment.MachineName, "Set-ParticipantRoleConfig"), (o.Properties["User"].Value, o.Properties["ComputerName"].Value, o.Properties["Command"].Value)));
        Assert.All(written.Output, o => Assert.IsType<DateTime>(o.Properties["Time"].Value));
        _emulator.SetContacts(new EmulatedContact("i-1", "gone"));
        Run("$here = @{} + $connect; $here.Remove('Region'); " // the journal has it
            + "Get-ParticipantRoleConfigJournal $journal -History | Where-Object Status -eq Failed | Set-ParticipantRoleConfig @here");
        Assert.Contains("gone CUSTOMER/IDLE=5", Hosted.State(_emulator));
    }

    [Fact]
    public void A_call_whose_process_was_killed_is_unknown_in_both_and_removed_with_IncludeUnknown()
    {
        Run("'a' | " + Set + "-CustomerIdle 5");
        var line = File.ReadLines(Journal).Last().Replace("\"Status\":\"Accepted\"", "\"Event\":\"Sending\"", StringComparison.Ordinal).Replace(":5,", ":9,", StringComparison.Ordinal);
        File.AppendAllText(Journal, line.Replace("\"RunId\":\"20", "\"RunId\":\"killed-20", StringComparison.Ordinal) + "\n");

        Assert.Equal("CustomerIdle 9 min", Run("(Get-ParticipantRoleConfigJournal $journal).Unknown -join ';'").Output[^1].BaseObject);
        Assert.Equal("KilledInFlight", Run("Get-ParticipantRoleConfigJournal $journal -History").Output[^1].Properties["ErrorId"].Value);
        var run = "(Get-ParticipantRoleConfigJournal $journal -History)[0].RunId";
        Assert.Contains("may have been changed later", Run(Undo + $"-RunId {run}").Warnings[0].Message, StringComparison.Ordinal);
        Assert.Single(_emulator.GetRequests());
        Run(Undo + "-IncludeUnknown");
        Assert.Equal(["a CUSTOMER/IDLE=unset", "b", "c"], Hosted.State(_emulator));
    }

    // Without the calls that look up an instance whose id is not a GUID as an alias, before a call that the journal announces.
    private int Updates() => _emulator.GetRequests().Count(r => r.Operation == "UpdateParticipantRoleConfig");

    private Written Run(string script) => _hosted.Run(script);
}
