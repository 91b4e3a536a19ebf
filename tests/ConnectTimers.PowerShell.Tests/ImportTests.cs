using System.Management.Automation;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Files in: what becomes of each row, and how it is complained of.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");
    private readonly Hosted _hosted = new();

    public void Dispose()
    {
        _hosted.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_row_a_contact()
    {
        var written = Import("chats.csv", """
            Instance Id;contact_id;CUSTOMER-IDLE;CustomerDisconnect;Queue
            i-1;a;5;10;Billing
            i-1;b;;Unset;"Sales; and
            more"

            i-1;c;7;;
            """);

        Assert.Empty(written.Errors);
        Assert.Equal(["a 5 10 Billing", "b  Unset Sales; and\nmore", "c 7  "], Configs(written, "Queue"));
        Assert.Equal("chats.csv, 3 rows; 3 chats.", Assert.Single(written.Information).ToString());
    }

    [Fact]
    public void The_percentage_of_the_file_that_has_been_read_rises_and_is_removed_at_the_end()
    {
        var written = Import("chats.csv", "InstanceId,ContactId,CustomerIdle\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"i-1,c-{i},5\n")));

        var shown = written.Progress.Where(p => p.Activity == "Reading chats.csv").ToList();
        Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
        var percentages = shown.SkipLast(1).Select(p => p.PercentComplete).ToList();
        Assert.True(percentages.Count > 2);
        Assert.Equal(percentages.Distinct().Order(), percentages);
        Assert.InRange(percentages[^1], percentages[0] + 1, 100);
    }

    [Fact]
    public async Task A_pipe_is_read_as_a_file_is()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // whose pipes are no files
        }

        var pipe = Path.Combine(_folder.FullName, "chats.csv");
        using (var make = System.Diagnostics.Process.Start("mkfifo", pipe))
        {
            await make.WaitForExitAsync();
        }

        var writing = Task.Run(() => File.WriteAllText(pipe, "InstanceId,ContactId,CustomerIdle\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"i-1,c-{i},5\n"))));
        var written = _hosted.Run("Import-ParticipantRoleConfig $pipe", ("pipe", pipe));

        Assert.Empty(written.Errors);
        Assert.Null(written.Terminating);
        Assert.Equal(200, written.Output.Count);
        await writing;
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_row_that_cannot_be_used()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "chats.csv"), "InstanceId,ContactId,CustomerIdle\ni-1,a,5\n");

        var written = _hosted.Run("Set-Location $folder; Import-ParticipantRoleConfig chats.csv, gone.csv, none*.csv; Import-ParticipantRoleConfig chats.csv, gone.csv -ErrorAction Ignore | Test-ParticipantRoleConfig -Quiet", ("folder", _folder.FullName));

        Assert.Equal(2, written.Errors.Count);
        Assert.Equal(["InvalidRow", "InvalidRow", "ParticipantRoleConfig", "Boolean"], written.Output.Select(o => o.BaseObject.GetType().Name));
        Assert.False((bool)written.Output[^1].BaseObject);
    }

    [Fact]
    public void A_row_that_is_cut_off_before_its_contact_has_one_error()
    {
        var written = Import("chats.csv", "CustomerIdle,InstanceId,ContactId\n5,i-1,a\n5,i-1");

        Assert.StartsWith("TornRow", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_one_timer_are_grouped_by_contact_and_one_invalid_row_rejects_its_whole_contact()
    {
        var written = Import("long.csv", """
            ContactId,ParticipantRole,TimerType,Minutes,Note
            a,CUSTOMER,IDLE,5,first
            a,CUSTOMER,DISCONNECT_NONCUSTOMER,10,second
            b,CUSTOMER,IDLE,1,x
            b,AGENT,IDLE,5,y
            c,AGENT,IDLE,Unset,z
            b,AGENT,DISCONNECT_NONCUSTOMER,5,late
            """, "-InstanceId i-1");

        Assert.Equal(["a 5 10 first", "c   z"], Configs(written, "Note"));
        Assert.Equal(["AgentIdle"], (IEnumerable<string>)written.Output[2].Properties["UnsetTimers"].Value);
        Assert.Equal(["b long.csv line 4 x", "b long.csv line 7 late"], Invalid(written, "Note"));
        Assert.Equal(["InvalidTimerValue", "OtherTimerInvalid"], written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.StartsWith("contact 'b' (long.csv line 4): CustomerIdle is '1'", written.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("contact 'b' (long.csv line 7):", written.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Equal("long.csv, 6 rows: 3 invalid; 2 chats.", Assert.Single(written.Information).ToString());
    }

    [Fact]
    public void Each_AWS_CLI_input_object_is_one_call()
    {
        const string One = """{"InstanceId":"i-1","ContactId":"CONTACT","ChannelConfiguration":{"Chat":{"ParticipantTimerConfigList":[{"ParticipantRole":"CUSTOMER","TimerType":"IDLE","TimerValue":{"ParticipantTimerDurationInMinutes":MINUTES}},{"ParticipantRole":"AGENT","TimerType":"IDLE","TimerValue":{"ParticipantTimerAction":"Unset"}}]}}}""";

        var written = Import("update.json", $"[{One.Replace("CONTACT", "a", StringComparison.Ordinal).Replace("MINUTES", "5", StringComparison.Ordinal)},"
            + $"{One.Replace("CONTACT", "a", StringComparison.Ordinal).Replace("MINUTES", "6", StringComparison.Ordinal)},"
            + $"{One.Replace("CONTACT", "b", StringComparison.Ordinal).Replace("MINUTES", "481", StringComparison.Ordinal)}]");

        Assert.Equal(["b update.json line 1 "], Invalid(written, "Note"));
        Assert.Equal(["a 5 AgentIdle", "a 6 AgentIdle"], written.Output.SkipLast(1).Select(o => $"{o.Properties["ContactId"].Value} {o.Properties["CustomerIdle"].Value} {o.Properties["UnsetTimers"].Value}"));
        Assert.StartsWith("contact 'b' (update.json line 1): CustomerIdle is '481'", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_a_line_as_our_own_journal_has_them()
    {
        var written = Import("rows.jsonl", """
            {"InstanceId":"i-1","ContactId":"a","CustomerIdle":5,"AgentIdle":"Unset","Queue":"Billing"}
            {"InstanceId":"i-1","ContactId":"b","CustomerIdle":"soon"}
            """);

        Assert.Equal(["a 5  Billing"], Configs(written, "Queue"));
        Assert.StartsWith("contact 'b' (rows.jsonl line 2): CustomerIdle is 'soon'", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_without_a_name_says_nothing_and_makes_no_note()
    {
        var written = Import("chats.csv", "InstanceId,ContactId,CustomerIdle,,Queue\ni-1,a,5,x,Billing\n,,,x,\n");

        Assert.Empty(written.Errors);
        Assert.Equal(["a 5  Billing"], Configs(written, "Queue"));
        Assert.DoesNotContain(written.Output[0].Properties, p => p.Name.Length == 0);
        Assert.Equal("chats.csv, 2 rows: 1 blank; 1 chat.", Assert.Single(written.Information).ToString());
    }

    [Fact]
    public void A_file_without_any_timer_is_for_timers_that_are_typed_and_an_error_of_the_run_without_them()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "chats.csv"), "InstanceId,ContactId,Mins,Queue\ni-1,a,5,Billing\ni-1,b,7,Sales\n");
        Written Run(string script) => _hosted.Run(script, ("file", Path.Combine(_folder.FullName, "chats.csv")));

        var without = Run("Import-ParticipantRoleConfig $file | Set-ParticipantRoleConfig -WhatIf -PassThru");
        var typedLater = Run("Import-ParticipantRoleConfig $file | Set-ParticipantRoleConfig -CustomerIdle 9 -WhatIf -PassThru");
        var typedFirst = Run("Import-ParticipantRoleConfig $file -CustomerIdle 9 -AgentIdle Unset | Set-ParticipantRoleConfig -WhatIf -PassThru");

        Assert.Equal("2 contacts have no timer, so nothing was sent. Their other columns are 'Mins', 'Queue'.", Assert.Single(without.Errors).ToString());
        Assert.Equal(["Skipped a", "Skipped b"], without.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value}"));
        foreach (var typed in new[] { typedLater, typedFirst })
        {
            Assert.Empty(typed.Errors);
            Assert.Empty(typed.Warnings);
            Assert.Equal(["WhatIf a 9 Billing chats.csv line 2", "WhatIf b 9 Sales chats.csv line 3"], typed.Output.Select(o =>
                $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value} {o.Properties["CustomerIdle"].Value} {o.Properties["Queue"].Value} {o.Properties["InputPosition"].Value}"));
        }
    }

    [Fact]
    public void A_column_map_says_which_column_has_which_meaning()
    {
        var written = Import("odd.csv", "Chat,Site,Mins,Idle After,CustomerIdle,Contact,Id,Queue\nc-1,i-1,5,Unset,99,x,1,Billing\n,i-1,5,,99,x,2,Sales\n",
            "-Column @{ ContactId = 'chat'; 'instance id' = 'Site'; CustomerIdle = 'Mins'; AgentIdle = 'Idle After' }");

        var config = written.Output[0];
        Assert.Equal("c-1 i-1 5 AgentIdle", $"{config.Properties["ContactId"].Value} {config.Properties["InstanceId"].Value} {config.Properties["CustomerIdle"].Value} {config.Properties["UnsetTimers"].Value}");
        Assert.Equal(["Queue"], config.Properties.Where(p => p.MemberType == System.Management.Automation.PSMemberTypes.NoteProperty).Select(p => p.Name));
        Assert.StartsWith("odd.csv line 3: There is no ContactId.", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_map_serves_rows_of_one_timer_too()
    {
        var written = Import("odd.csv", "Chat;Who;What;How long\nc-1;Customer;Idle;5\nc-1;Customer;Disconnect;10\n",
            "-InstanceId i-1 -Column @{ ContactId = 'Chat'; Role = 'Who'; Type = 'What'; Minutes = 'How long' }");

        Assert.Empty(written.Errors);
        Assert.Equal(["c-1 5 10 "], Configs(written, "Queue"));
    }

    [Fact]
    public void A_column_map_that_does_not_fit_the_file_refuses_it()
    {
        var written = Import("odd.csv", "Chat,Mins,CustomerDisconnect\nc-1,5,10\nc-2,5,10\n", "-InstanceId i-1 -Column @{ ContactId = 'Chat'; CustomerIdle = 'Minn' } | Test-ParticipantRoleConfig");

        Assert.Equal("'odd.csv' has no column 'Minn', which -Column names. Its columns are 'Chat', 'Mins', 'CustomerDisconnect'.", Assert.Single(written.Errors).ToString());
        Assert.Equal([false], written.Values("IsValid"));
    }

    [Theory]
    [InlineData("@{ Contct = 'Chat' }", "-Column: 'Contct' is not the meaning of a column.")]
    [InlineData("@{ ContactId = 5 }", "-Column: ContactId is '5'; it must be the name of one column.")]
    [InlineData("@{ ContactId = '' }", "-Column: ContactId is (blank); it must be the name of one column.")]
    [InlineData("@{ CustomerIdle = 'Mins'; AgentIdle = 'mins' }", "'mins' is both")]
    [InlineData("@{ ContactId = 'Chat'; 'Contact Id' = 'Id' }", "-Column names ContactId twice.")]
    public void A_column_map_that_cannot_be_meant_is_one_error_and_no_file_is_read(string map, string message)
    {
        var written = Import("odd.csv", "Chat,Mins\nc-1,5\n", "-Column " + map);

        Assert.Empty(written.Output);
        var error = Assert.Single(written.Errors);
        Assert.Equal("InvalidColumn", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(message, error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Invalid_rows_reach_the_cmdlets_after_it_and_are_reported_once()
    {
        const string Csv = "InstanceId,ContactId,CustomerIdle\ni-1,a,5\ni-1,,5\ni-1,c,soon\n";

        Assert.Equal([false], Import("bad.csv", Csv, "2>$null | Test-ParticipantRoleConfig -Quiet").Output.Select(o => o.BaseObject));
        Assert.Equal([true], Import("good.csv", Csv.Split("i-1,,5")[0], "| Test-ParticipantRoleConfig -Quiet").Output.Select(o => o.BaseObject));

        var set = Import("bad.csv", Csv, "| Set-ParticipantRoleConfig -WhatIf -PassThru");
        Assert.Equal(2, set.Errors.Count);
        Assert.Equal(["WhatIf a bad.csv line 2", "Invalid  bad.csv line 3", "Invalid c bad.csv line 4"], set.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value} {o.Properties["InputPosition"].Value}"));
        Assert.Equal("2 rows are invalid, as the errors above say; nothing was sent for such rows.", Assert.Single(set.Warnings).Message);
        Assert.StartsWith("3 rows: 2 invalid; 1 chat: 0 accepted, 1 would be sent", set.Information[^1].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("ConvertTo-Json | ConvertFrom-Json")]
    [InlineData("ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) }")]
    public void An_invalid_row_that_was_read_back_is_still_invalid(string trip)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "bad.csv"), "InstanceId,ContactId,CustomerIdle\ni-1,c,soon\n");

        var written = _hosted.Run($"$rows = Import-ParticipantRoleConfig $folder/bad.csv 2>$null; $rows | {trip} | Set-ParticipantRoleConfig -WhatIf -PassThru -OutVariable outcome; $outcome | {trip} | Set-ParticipantRoleConfig -WhatIf -PassThru", ("folder", _folder.FullName));

        Assert.Equal(["Invalid c WasInvalid", "Invalid c WasInvalid"], written.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value} {o.Properties["ErrorId"].Value}"));
        Assert.Contains("CustomerIdle is 'soon'", written.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Contacts_without_a_timer_and_already_accepted_rows_are_not_counted_as_blank()
    {
        var written = Import("chats.csv", "InstanceId,ContactId,CustomerIdle,Status,Attempts\ni-1,a,5,,\ni-1,b,,,\n,,,,\ni-1,c,5,Accepted,1\n");

        Assert.Equal(["ConnectTimers.ParticipantRoleConfig a", "ConnectTimers.ChatContact b"], written.Output.Select(o => $"{o.TypeNames[0]} {o.Properties["ContactId"].Value}"));
        Assert.Empty(written.Errors);
        Assert.Equal(2, written.Warnings.Count);
        Assert.Equal("chats.csv, 4 rows: 1 already accepted, 1 blank; 2 chats.", Assert.Single(written.Information).ToString());
    }

    [Fact]
    public void A_row_with_more_cells_than_the_header_makes_its_contact_invalid()
    {
        var written = Import("chats.csv", "InstanceId,ContactId,CustomerIdle\ni-1,a,5\ni-1,b,5,10\ni-1,c,5,,\n");

        Assert.Equal(["a", "c"], Configs(written, "Note").Select(c => c.Split(' ')[0]));
        Assert.Equal(["b chats.csv line 3 "], Invalid(written, "Note"));
        Assert.StartsWith("contact 'b' (chats.csv line 3):", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-ParticipantRoleConfig $folder/nowhere.csv", "FileNotFound")]
    [InlineData("Import-ParticipantRoleConfig $folder/*.xyz", "FileNotFound")]
    [InlineData("Import-ParticipantRoleConfig -LiteralPath $folder/nowhere.csv", "FileNotFound")]
    [InlineData("Import-ParticipantRoleConfig $folder", "FileIsDirectory")]
    [InlineData("Import-ParticipantRoleConfig Env:/PATH", "NotAFile")]
    public void A_path_that_leads_to_no_file_is_one_error_and_the_next_is_read(string command, string errorId)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "good.csv"), "InstanceId,ContactId,CustomerIdle\ni,a,5\n");

        var written = _hosted.Run(command + "; Import-ParticipantRoleConfig $folder/go*.csv", ("folder", _folder.FullName));

        Assert.Equal([errorId], written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.All(written.Errors, e => Assert.NotEmpty(e.ErrorDetails.RecommendedAction));
        Assert.Equal("a", written.Values("ContactId").Last());
    }

    [Fact]
    public void Files_and_names_with_brackets_come_down_the_pipeline()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a[1].csv"), "InstanceId,ContactId,CustomerIdle\ni,a,5\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "b.csv"), "InstanceId,ContactId,CustomerIdle\ni,b,5\n");

        var written = _hosted.Run("""
            [pscustomobject]@{ PSPath = "$folder/a[1].csv" }, [pscustomobject]@{ PSPath = "$folder/b.csv" } | Import-ParticipantRoleConfig
            "$folder/b.csv" | Import-ParticipantRoleConfig
            """, ("folder", _folder.FullName));

        Assert.Empty(written.Errors);
        Assert.Equal(["a", "b", "b"], written.Values("ContactId"));
    }

    [Fact]
    public async Task Imported_configs_are_sent_and_their_notes_can_be_written_to_the_journal()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        File.WriteAllText(Path.Combine(_folder.FullName, "chats.csv"), "InstanceId,ContactId,CustomerIdle,Queue\ni-1,a,5,Billing\ni-1,b,1,Sales\ni-1,c,7,Returns\n");

        var written = _hosted.Run("Import-ParticipantRoleConfig $folder/chats.csv | Set-ParticipantRoleConfig @connect -PassThru -JournalPath $folder/run.jsonl -JournalProperty Queue",
            Hosted.Connect(emulator), ("folder", _folder.FullName));

        Assert.Equal(["a CUSTOMER/IDLE=5", "c CUSTOMER/IDLE=7"], Hosted.State(emulator));
        Assert.StartsWith("contact 'b' (chats.csv line 3):", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(["Accepted a Billing chats.csv line 2", "Accepted c Returns chats.csv line 4", "Invalid b Sales chats.csv line 3"], written.Output.Select(o =>
            $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value} {o.Properties["Queue"].Value} {o.Properties["InputPosition"].Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["Billing", "Returns", "Sales"], File.ReadLines(Path.Combine(_folder.FullName, "run.jsonl")).Where(l => l.Contains("\"Status\"", StringComparison.Ordinal)).Select(l => l.Split("\"Queue\":\"")[1].TrimEnd('"', '}')).Order());
    }

    [Fact]
    public void A_downstream_stop_leaves_the_rest_unread()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "chats.csv"), "InstanceId,ContactId,CustomerIdle\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"i-1,c-{i},5\n")));

        var written = _hosted.Run("Import-ParticipantRoleConfig $folder/chats.csv | Select-Object -First 2; [IO.File]::Delete(\"$folder/chats.csv\")", ("folder", _folder.FullName));

        Assert.Empty(written.Errors);
        Assert.Equal(["c-0", "c-1"], written.Values("ContactId"));
    }

    private Written Import(string name, string text, string arguments = "")
    {
        File.WriteAllText(Path.Combine(_folder.FullName, name), text);
        return _hosted.Run($"Import-ParticipantRoleConfig $folder/{name} {arguments}", ("folder", _folder.FullName));
    }

    private static IEnumerable<string> Configs(Written written, string note) =>
        written.Output.Where(o => o.TypeNames[0] == "ConnectTimers.ParticipantRoleConfig")
            .Select(o => $"{o.Properties["ContactId"].Value} {o.Properties["CustomerIdle"].Value} {(o.Properties["UnsetTimers"].Value.ToString() == "CustomerDisconnect" ? "Unset" : o.Properties["CustomerDisconnect"].Value)} {o.Properties[note]?.Value}");

    private static IEnumerable<string> Invalid(Written written, string note) =>
        written.Output.Where(o => o.TypeNames[0] == "ConnectTimers.InvalidRow")
            .Select(o => $"{o.Properties["ContactId"].Value} {o.Properties["InputPosition"].Value} {o.Properties[note]?.Value}");
}
