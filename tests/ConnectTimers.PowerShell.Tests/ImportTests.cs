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
        Assert.Equal("Unset", written.Output[1].Properties["AgentIdle"].Value);
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

        Assert.Equal(["a 5 Unset", "a 6 Unset"], written.Output.Select(o => $"{o.Properties["ContactId"].Value} {o.Properties["CustomerIdle"].Value} {o.Properties["AgentIdle"].Value}"));
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
    public void A_file_without_any_timer_is_an_error_that_names_its_columns()
    {
        var written = Import("chats.csv", "InstanceId,ContactId,CustIdle\ni-1,a,5\ni-1,b,7\n");

        Assert.Empty(written.Output);
        Assert.Empty(written.Warnings);
        Assert.Equal("'chats.csv' has 2 contacts and no timer. Its columns are 'InstanceId', 'ContactId', 'CustIdle'.", Assert.Single(written.Errors).ToString());
    }

    [Fact]
    public void Contacts_without_a_timer_and_already_accepted_rows_are_not_counted_as_blank()
    {
        var written = Import("chats.csv", "InstanceId,ContactId,CustomerIdle,Status,Attempts\ni-1,a,5,,\ni-1,b,,,\n,,,,\ni-1,c,5,Accepted,1\n");

        Assert.Equal(["a"], written.Values("ContactId"));
        Assert.Empty(written.Errors);
        Assert.Equal(2, written.Warnings.Count);
        Assert.Equal("chats.csv, 4 rows: 1 already accepted, 1 blank; 1 chat.", Assert.Single(written.Information).ToString());
    }

    [Fact]
    public void A_row_with_more_cells_than_the_header_makes_its_contact_invalid()
    {
        var written = Import("chats.csv", "InstanceId,ContactId,CustomerIdle\ni-1,a,5\ni-1,b,5,10\ni-1,c,5,,\n");

        Assert.Equal(["a", "c"], written.Values("ContactId"));
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
        Assert.Equal(["a"], written.Values("ContactId"));
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
        Assert.Equal(["Billing", "Returns"], File.ReadLines(Path.Combine(_folder.FullName, "run.jsonl")).Select(l => l.Split("\"Queue\":\"")[1].TrimEnd('"', '}')).Order());
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
        written.Output.Select(o => $"{o.Properties["ContactId"].Value} {o.Properties["CustomerIdle"].Value} {o.Properties["CustomerDisconnect"].Value} {o.Properties[note]?.Value}");
}
