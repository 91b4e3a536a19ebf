using System.Text.Json;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The journal as a user has it: what is in it, what is skipped by it, and when.</summary>
public sealed class JournalTests : IDisposable
{
    private const string Set = "Set-ParticipantRoleConfig -InstanceId i-1 -PassThru @connect ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");

    private string Journal => Path.Combine(_folder.FullName, "run.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_outcome_is_in_the_journal_before_it_is_shown()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();

        var written = hosted.Run("1..30 | ForEach-Object { \"c-$_\" } | " + Set
            + "-CustomerIdle 5 -JournalPath $journal | ForEach-Object { [IO.File]::ReadAllText($journal).Contains('\"ContactId\":\"' + $_.ContactId + '\"') }",
            Hosted.Connect(emulator), ("journal", Journal));

        Assert.Equal(Enumerable.Repeat<object>(true, 30), written.Output.Select(o => o.BaseObject));
        Assert.Equal(30, Lines().Length);
        Assert.All(Lines(), line => Assert.StartsWith("{\"Time\":\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resume_sends_new_changed_and_failed_chats_and_skips_the_rest()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();
        var variables = new[] { Hosted.Connect(emulator), ("journal", Journal) };
        hosted.Run("'same','changed','gone' | " + Set + "-CustomerIdle 5 -JournalPath $journal", variables);
        emulator.SetContacts(new EmulatedContact("i-1", "gone"));

        var written = hosted.Run("""
            [pscustomobject]@{ ContactId = 'same'; CustomerIdle = 5 }, [pscustomobject]@{ ContactId = 'changed'; CustomerIdle = 6 },
            [pscustomobject]@{ ContactId = 'gone'; CustomerIdle = 5 }, [pscustomobject]@{ ContactId = 'new'; CustomerIdle = 5 } |

            """ + Set + "-JournalPath $journal -Resume", variables);

        Assert.Equal(["Accepted changed", "Accepted gone", "Accepted new", "Skipped same"], Outcomes(written));
        Assert.Equal("AlreadyAccepted", written.Output.Single(o => o.Properties["Status"].Value.ToString() == "Skipped").Properties["ErrorId"].Value);
        Assert.Empty(written.Errors);
        Assert.Equal(6, Lines().Length); // three and three: what the journal knows gets no second line
        Assert.Equal(["changed", "gone"], Events("Sending").Select(e => e.GetProperty("ContactId").GetString()).Order()); // before calls that may change accepted timers
        Assert.Contains("1 skipped, AlreadyAccepted: 'same'", written.Information[^1].ToString(), StringComparison.Ordinal);

        // Nothing is left to do, so nothing is sent: what a scheduled run over the same chats costs.
        var calls = emulator.GetRequests().Count;
        Assert.All(hosted.Run("'same','gone','new' | " + Set + "-CustomerIdle 5 -JournalPath $journal -Resume").Statuses, s => Assert.Equal("Skipped", s));
        Assert.Equal(calls, emulator.GetRequests().Count);
    }

    [Fact]
    public async Task Without_Resume_everything_is_sent_again_and_appended_to_the_journal()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();
        var variables = new[] { Hosted.Connect(emulator), ("journal", Journal) };

        hosted.Run("'same' | " + Set + "-CustomerIdle 5 -JournalPath $journal", variables);
        Assert.Equal(["Accepted same"], Outcomes(hosted.Run("'same' | " + Set + "-CustomerIdle 5 -JournalPath $journal", variables)));

        Assert.Equal(2, Lines().Length);
    }

    [Fact]
    public async Task A_rehearsal_on_another_endpoint_does_not_count()
    {
        await using var rehearsal = await StartAsync();
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();

        hosted.Run("'same' | " + Set + "-CustomerIdle 5 -JournalPath $journal", Hosted.Connect(rehearsal), ("journal", Journal));
        var written = hosted.Run("'same' | " + Set + "-CustomerIdle 5 -JournalPath $journal -Resume", Hosted.Connect(emulator));

        Assert.Equal(["Accepted same"], Outcomes(written));
    }

    [Fact]
    public async Task WhatIf_writes_no_journal()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();

        hosted.Run("'same' | " + Set + "-CustomerIdle 5 -JournalPath $journal -WhatIf", Hosted.Connect(emulator), ("journal", Journal));

        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task Only_the_columns_that_are_named_get_in_from_rows_hashtables_and_groups()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();

        hosted.Run("""
            [pscustomobject]@{ ContactId = 'same'; CustomerIdle = 5; Queue = 'Sales'; Customer = 'Jane'; Score = 1.5 },
            @{ ContactId = 'changed'; CustomerIdle = 5; queue = 'Support'; Customer = 'Joe' },
            [pscustomobject]@{ ContactId = 'new'; Role = 'Customer'; Type = 'Idle'; Minutes = 5; Queue = '' },
            [pscustomobject]@{ ContactId = 'new'; Role = 'Agent'; Type = 'Idle'; Minutes = 5; Queue = 'Returns' } |

            """ + Set + "-JournalPath $journal -JournalProperty Queue, Score, Nothing", Hosted.Connect(emulator), ("journal", Journal));

        Assert.Contains("\"ContactId\":\"same\"", Lines().Single(l => l.EndsWith(",\"Queue\":\"Sales\",\"Score\":\"1.5\"}", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("\"ContactId\":\"changed\"", Lines().Single(l => l.EndsWith(",\"Queue\":\"Support\"}", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("\"ContactId\":\"new\"", Lines().Single(l => l.EndsWith(",\"Queue\":\"Returns\"}", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(Lines(), l => l.Contains("Jane", StringComparison.Ordinal) || l.Contains("Joe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_run_begins_with_a_line_that_says_who_did_what_from_which_file()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();
        var chats = Path.Combine(_folder.FullName, "chats.csv");
        await File.WriteAllTextAsync(chats, "ContactId,CustomerIdle\nsame,5\n");
        var variables = new[] { Hosted.Connect(emulator), ("journal", Journal), ("chats", chats) };

        var first = hosted.Run("Import-ParticipantRoleConfig $chats -InstanceId i-1 | Set-ParticipantRoleConfig @connect -JournalPath $journal -PassThru", variables);
        hosted.Run("'new' | " + Set + "-CustomerIdle 5 -JournalPath $journal", variables);

        var runs = Events("RunStarted");
        Assert.Equal(2, runs.Length);
        Assert.Equal(
            ("Set-ParticipantRoleConfig", Environment.MachineName, Environment.UserName, "AKIDEXAMPLE", chats),
            (Text(runs[0], "Command"), Text(runs[0], "Host"), Text(runs[0], "User"), Text(runs[0], "AccessKeyId"), Text(runs[0], "Source")));
        Assert.Contains("AccessKey", Text(runs[0], "Credentials"), StringComparison.Ordinal);
        Assert.False(runs[1].TryGetProperty("Source", out _));
        Assert.Equal(runs.Select(r => Text(r, "RunId")), Lines().Select(l => Text(JsonDocument.Parse(l).RootElement, "RunId")));
        Assert.Equal(Text(runs[0], "RunId"), Assert.Single(first.Output).Properties["RunId"].Value);
        Assert.DoesNotContain("SECRET", await File.ReadAllTextAsync(Journal), StringComparison.Ordinal);

        static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("$journal")]
    [InlineData("$link")]
    [InlineData("$chats, $journal")]
    public async Task A_journal_that_is_also_the_input_is_refused_before_anything_is_sent(string input)
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();
        var (link, chats) = (Path.Combine(_folder.FullName, "link.jsonl"), Path.Combine(_folder.FullName, "chats.csv"));
        await File.WriteAllTextAsync(chats, "ContactId,CustomerIdle\nsame,5\n");
        File.CreateSymbolicLink(link, Journal);
        var variables = new[] { Hosted.Connect(emulator), ("journal", Journal), ("link", link), ("chats", chats) };
        hosted.Run("'gone' | " + Set + "-CustomerIdle 5 -JournalPath $journal", variables);
        var (calls, before) = (emulator.GetRequests().Count, await File.ReadAllTextAsync(Journal));

        var written = hosted.Run($"Import-ParticipantRoleConfig {input} -InstanceId i-1 | Set-ParticipantRoleConfig @connect -JournalPath $journal -Resume", variables);

        Assert.StartsWith("JournalIsInput,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(calls, emulator.GetRequests().Count);
        Assert.Equal(before, await File.ReadAllTextAsync(Journal));

        // To read it is allowed; the line of the run is not a row.
        Assert.Equal(true, Assert.Single(hosted.Run("Import-ParticipantRoleConfig $journal | Test-ParticipantRoleConfig -Quiet", variables).Output).BaseObject);
    }

    [Fact]
    public async Task A_journal_that_is_read_line_by_line_while_it_is_written_has_an_end()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();
        var variables = new[] { Hosted.Connect(emulator), ("journal", Journal) };
        hosted.Run("'gone' | " + Set + "-CustomerIdle 5 -JournalPath $journal", variables);

        var written = hosted.Run("1..2000 | ForEach-Object { Get-Content $journal -Tail 1 | ConvertFrom-Json } | " + Set + "-JournalPath $journal", variables);

        Assert.InRange(emulator.GetRequests().Count, 2, 400); // the first line may be read until its outcome is there
        Assert.StartsWith("JournalIsInput,", written.Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Resume", "JournalPathMissing")]
    [InlineData("-JournalProperty Queue", "JournalPathMissing")]
    [InlineData("-JournalPath $journal -JournalProperty Queue, status", "JournalPropertyTaken")]
    [InlineData("-JournalPath $journal -JournalProperty endpoint", "JournalPropertyTaken")]
    [InlineData("-JournalPath $journal -JournalProperty 'Contact ID'", "JournalPropertyTaken")]
    [InlineData("-JournalPath Env:/run.jsonl", "NotAFile")]
    [InlineData("-JournalPath nowhere/run.jsonl", "JournalNotWritable")]
    [InlineData("-JournalPath .", "JournalNotWritable")]
    public async Task An_unusable_journal_path_ends_the_run_before_anything_is_sent(string arguments, string errorId)
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();

        var written = hosted.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); 'same' | " + Set + "-CustomerIdle 5 " + arguments,
            Hosted.Connect(emulator), ("journal", Journal), ("folder", _folder.FullName));

        var error = Assert.Single(written.Errors.Append(written.Terminating).OfType<System.Management.Automation.ErrorRecord>());
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(emulator.GetRequests());
    }

    [Fact]
    public async Task A_file_that_is_not_a_journal_is_left_unchanged()
    {
        await using var emulator = await StartAsync();
        using var hosted = new Hosted();
        await File.WriteAllTextAsync(Journal, "ContactId,CustomerIdle\nsame,5\n");

        var written = hosted.Run("'same' | " + Set + "-CustomerIdle 5 -JournalPath $journal", Hosted.Connect(emulator), ("journal", Journal));

        Assert.StartsWith("NotAJournal,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Cancelled same"], Outcomes(written));
        Assert.Equal("ContactId,CustomerIdle\nsame,5\n", await File.ReadAllTextAsync(Journal));
    }

    [Fact]
    public async Task A_relative_path_is_the_sessions_and_two_runs_cannot_share_it()
    {
        await using var emulator = await StartAsync();
        using var first = new Hosted();
        using var second = new Hosted();
        emulator.SetFaults(FaultRule.Of("hang", 1));
        using var shell = first.Prepare("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); 'same','new' | " + Set + "-CustomerIdle 5 -JournalPath run.jsonl", Hosted.Connect(emulator), ("folder", _folder.FullName));
        var running = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => emulator.GetState().Counts.Received > 0, TimeSpan.FromSeconds(30)));

        var written = second.Run("'same' | " + Set + "-CustomerIdle 5 -JournalPath $journal", Hosted.Connect(emulator), ("journal", Journal));
        Assert.StartsWith("JournalInUse,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        // Stopped while the endpoint hangs: the journal knows what is unknown, and is free for the next run.
        shell.Stop();
        Assert.Throws<System.Management.Automation.PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal(2, Lines().Count(l => l.Contains("\"ErrorId\":\"StoppedInFlight\"", StringComparison.Ordinal)));
        emulator.SetFaults();
        Assert.Equal(["Accepted new", "Accepted same"], Outcomes(second.Run("'same','new' | " + Set + "-CustomerIdle 5 -JournalPath $journal -Resume")));
    }

    [Fact]
    public async Task After_a_stop_the_journal_distinguishes_unknown_calls_from_calls_never_sent()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Faults = [FaultRule.Of("hang", 1)] });
        using var hosted = new Hosted();
        using var shell = hosted.Prepare("$i = 0; 1..40 | ForEach-Object { \"c-$_\" } | " + Set + "-CustomerIdle 5 -JournalPath $journal", Hosted.Connect(emulator), ("journal", Journal));
        var running = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => emulator.GetState().Counts.Received == 2, TimeSpan.FromSeconds(30)));

        shell.Stop();
        Assert.Throws<System.Management.Automation.PipelineStoppedException>(() => shell.EndInvoke(running));

        Assert.Equal(2, Lines().Count(l => l.Contains("\"ErrorId\":\"StoppedInFlight\"", StringComparison.Ordinal) && l.Contains("\"Attempts\":1", StringComparison.Ordinal)));
        Assert.All(Lines().Where(l => !l.Contains("StoppedInFlight", StringComparison.Ordinal)), l => Assert.Contains("\"ErrorId\":\"NotSent\"", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_downstream_stop_leaves_a_journal_that_can_be_resumed()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var variables = new[] { Hosted.Connect(emulator, rateLimit: 50, burstLimit: 2), ("journal", Journal) };

        hosted.Run("1..20 | ForEach-Object { \"c-$_\" } | " + Set + "-CustomerIdle 5 -JournalPath $journal | Select-Object -First 3", variables);
        var written = hosted.Run("1..20 | ForEach-Object { \"c-$_\" } | " + Set + "-CustomerIdle 5 -JournalPath $journal -Resume", variables);

        Assert.Empty(written.Errors);
        Assert.Equal(20, written.Output.Count);
        Assert.InRange(written.Statuses.Count(s => s == "Skipped"), 3, 19);
        Assert.Equal(20, emulator.GetState().Contacts.Count);
        Assert.InRange(emulator.GetState().Counts.Accepted, 20, 22); // at most those that were in flight came again
    }

    [Fact]
    public async Task A_run_that_is_out_of_time_ends_without_an_error_and_can_be_resumed()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var slow = new[] { Hosted.Connect(emulator, rateLimit: 2, burstLimit: 1), ("journal", Journal) };

        var written = hosted.Run("1..400 | ForEach-Object { \"c-$_\" } | " + Set + "-CustomerIdle 5 -JournalPath $journal -MaxMinutes 0.03", slow);

        Assert.Empty(written.Errors);
        Assert.Null(written.Terminating);
        Assert.Equal(400, written.Output.Count);
        Assert.All(written.Output.Where(o => o.Properties["Status"].Value.ToString() != "Accepted"), o => Assert.Equal("TimeLimitReached", o.Properties["ErrorId"].Value));
        Assert.Contains(written.Warnings, w => w.Message.Contains("-MaxMinutes", StringComparison.Ordinal));
        var accepted = emulator.GetState().Counts.Accepted;
        Assert.InRange(accepted, 1, 399);

        var rest = hosted.Run("1..400 | ForEach-Object { \"c-$_\" } | " + Set + "-CustomerIdle 5 -JournalPath $journal -Resume", Hosted.Connect(emulator));
        Assert.Equal(accepted, rest.Statuses.Count(s => s == "Skipped"));
        Assert.Equal(400, emulator.GetState().Counts.Accepted);
    }

    private static Task<ConnectEmulator> StartAsync() => ConnectEmulator.StartAsync(new EmulatorOptions
    {
        RateLimit = 0,
        Contacts = [.. Enumerable.Range(1, 30).Select(i => $"c-{i}").Concat(["same", "changed", "new"]).Select(c => new EmulatedContact("i-1", c))],
    });

    private static IEnumerable<string> Outcomes(Written written) =>
        written.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value}").Order(StringComparer.Ordinal);

    // The lines of outcomes.
    private string[] Lines() => [.. File.ReadLines(Journal).Where(l => l.Contains("\"Status\":", StringComparison.Ordinal))];

    private JsonElement[] Events(string name) => [.. File.ReadLines(Journal).Select(l => JsonDocument.Parse(l).RootElement)
        .Where(e => e.TryGetProperty("Event", out var found) && found.GetString() == name)];
}
