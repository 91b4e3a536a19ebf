using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Input of the kinds that people have in the field, by each of its ways into the module: nothing may be guessed, and nothing lost in silence.</summary>
public sealed class FieldCasesTests : IDisposable
{
    private const string Instance = "8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");
    private readonly Hosted _hosted = new();

    public void Dispose()
    {
        _hosted.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("\"Customer\nIdle\"")]
    [InlineData("Customer\u00A0Idle")]
    [InlineData("Customer Idle (min)")]
    [InlineData("CUSTOMER\u2013IDLE [Mins]")]
    public async Task A_timer_under_an_unusual_header_is_set_whichever_cmdlet_reads_it(string header)
    {
        var text = $"InstanceId,ContactId,{header},CustomerDisconnect\r\n{Instance},c-1,5,10\r\n";

        Assert.Equal(["c-1 CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10"], await StateAfter("chats.csv", text, "Import-ParticipantRoleConfig $file"));
        Assert.Equal(["c-1 CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10"], await StateAfter("chats.csv", text, "Import-Csv $file"));
    }

    [Theory]
    [InlineData("CustomerIddle", "CustomerIdle")]
    [InlineData("Cust Idle (sec)", "CustomerIdle")]
    [InlineData("Agent auto-disconect", "AgentDisconnect")]
    public async Task A_header_that_resembles_a_timer_sends_nothing_and_is_said_once(string header, string meaning)
    {
        var text = $"InstanceId,ContactId,{header},CustomerDisconnect\r\n" + string.Concat(Enumerable.Range(1, 3).Select(i => $"{Instance},c-{i},5,10\r\n"));

        var (state, imported) = await Run("chats.csv", text, "Import-ParticipantRoleConfig $file");
        Assert.Empty(state);
        var error = Assert.Single(imported.Errors);
        Assert.StartsWith("UnrecognizedColumn,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal($"'chats.csv' has a column that is not recognized: '{header}' (column 3), which may mean {meaning}. Nothing was sent.", error.ToString());
        Assert.Contains("-IgnoreColumn", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);

        var (pipedState, piped) = await Run("chats.csv", text, "Import-Csv $file");
        Assert.Empty(pipedState);
        Assert.Equal($"3 rows, the first of them row 1, have a column that is not recognized: '{header}', which may mean {meaning}. Nothing was sent.", Assert.Single(piped.Errors).ToString());
        Assert.StartsWith("3 rows: 3 invalid", Assert.Single(piped.Information).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_without_the_odd_column_are_sent_and_IgnoreColumn_says_that_it_is_somebodys_own()
    {
        const string Rows = "@{ ContactId = 'a'; CustomerIdle = 5 }, [pscustomobject]@{ ContactId = 'b'; CustomerIdle = 5; 'Agent idle since' = 7 }, @{ ContactId = 'c'; CustomerIdle = 5 }";

        var (state, written) = await RunPipeline($"{Rows} | Set-ParticipantRoleConfig -InstanceId i @connect");
        Assert.Equal(["a CUSTOMER/IDLE=5", "c CUSTOMER/IDLE=5"], state);
        Assert.StartsWith("row 2: The row has a column that is not recognized: 'Agent idle since'", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);

        (state, written) = await RunPipeline($"{Rows} | Set-ParticipantRoleConfig -InstanceId i @connect -IgnoreColumn agent_idle_since");
        Assert.Equal(["a CUSTOMER/IDLE=5", "b CUSTOMER/IDLE=5", "c CUSTOMER/IDLE=5"], state);
        Assert.Empty(written.Errors);

        (state, written) = await Run("chats.csv", "InstanceId,ContactId,CustomerIdle,Cust Idle Group\ni,a,5,x\n", "Import-ParticipantRoleConfig $file -IgnoreColumn 'Cust Idle Group'");
        Assert.Equal(["a CUSTOMER/IDLE=5"], state);
        Assert.Empty(written.Errors);
    }

    [Fact]
    public async Task A_script_block_for_a_timer_says_what_an_odd_column_is()
    {
        var (state, written) = await RunPipeline("[pscustomobject]@{ ContactId = 'a'; 'Customer Idle (sec)' = 300 } | Set-ParticipantRoleConfig -InstanceId i @connect -CustomerIdle { $_.'Customer Idle (sec)' / 60 }");

        Assert.Empty(written.Errors);
        Assert.Equal(["a CUSTOMER/IDLE=5"], state);
    }

    [Theory]
    [InlineData("chats.csv", "Id,InstanceId,ContactId,CustomerIdle\n1,i,a,5\n2,i,,5\n3,i,c,5\n", "Import-ParticipantRoleConfig $file")]
    [InlineData("chats.csv", "Id,InstanceId,ContactId,CustomerIdle\n1,i,a,5\n2,i,,5\n3,i,c,5\n", "Import-Csv $file")]
    [InlineData("chats.jsonl", """
        {"Id":"1","InstanceId":"i","ContactId":"a","CustomerIdle":5}
        {"Id":"2","InstanceId":"i","CustomerIdle":5}
        {"Id":"3","InstanceId":"i","ContactId":"c","CustomerIdle":5}
        """, "Import-ParticipantRoleConfig $file")]
    public async Task The_number_of_a_row_is_no_contact(string name, string text, string source)
    {
        var (state, written) = await Run(name, text, source);

        Assert.Equal(["a CUSTOMER/IDLE=5", "c CUSTOMER/IDLE=5"], state);
        Assert.StartsWith("MissingContactId,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Id_is_the_contact_where_there_is_no_other_column_but_a_bare_number_is_none()
    {
        var (state, written) = await Run("chats.csv", "Id,InstanceId,CustomerIdle\nc-1,i,5\n2,i,5\n", "Import-Csv $file");

        Assert.Equal(["c-1 CUSTOMER/IDLE=5"], state);
        Assert.StartsWith("RowNumber,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_last_row_is_invalid()
    {
        var (state, written) = await Run("chats.csv", $"InstanceId,ContactId,CustomerDisconnect,CustomerIdle\r\n{Instance},c-1,10,5\r\n{Instance},c-2,10", "Import-ParticipantRoleConfig $file");

        Assert.Equal(["c-1 CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10"], state);
        Assert.StartsWith("contact 'c-2' (chats.csv line 3): The last row of the file is cut off", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Placeholders_are_no_ids_and_no_timers()
    {
        var rows = new[] { "c-1,5,NULL", "NULL,5,10", "#N/A,5,10", "#REF!,5,10", "0,5,10", "1.2E+35,5,10", "nan,5,10", "c-9,5,10" };

        var (state, written) = await Run("chats.csv", $"InstanceId,ContactId,CustomerIdle,CustomerDisconnect\n{string.Concat(rows.Select(r => $"{Instance},{r}\n"))}", "Import-Csv $file");

        Assert.Equal(["c-9 CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10"], state);
        Assert.Equal(["InvalidTimerValue", .. Enumerable.Repeat("InvalidContactId", 6)], written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Theory]
    [InlineData("{\n    \"Contacts\": [\n        {\n            \"Id\": \"00000047-0000-4000-8000-000000000000\",\n            \"Channel\": \"CHAT\"\n        }\n    ],\n    \"TotalCount\": 2\n}", 9, "JSON")]
    [InlineData("[\n  \"00000047-0000-4000-8000-000000000000\",\n  \"00000048-0000-4000-8000-000000000000\"\n]", 4, "JSON")]
    [InlineData("InstanceId,ContactId,CustomerIdle\ni,c-1,5\ni,c-2,5", 3, "CSV")]
    [InlineData("\"ContactId\"\t\"Instance Id\"\nc-1\ti\nc-2\ti", 3, "CSV")]
    public async Task Lines_of_a_file_are_no_contacts_and_one_error_says_how_to_read_it(string text, int lines, string format)
    {
        var path = Path.Combine(_folder.FullName, "chats.txt");
        File.WriteAllText(path, text);
        foreach (var (pipeline, error) in new[]
        {
            ("Get-Content $file | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 @connect", $"{lines} texts, the first of them input 1, are lines of a {format} file, not contacts. Nothing was sent."),
            ("Set-ParticipantRoleConfig -InstanceId i -ContactId (Get-Content $file) -CustomerIdle 5 @connect", $"The {lines} texts of -ContactId are lines of a {format} file, not contacts. Nothing was sent."),
        })
        {
            var (state, written) = await RunPipeline(pipeline, path);

            Assert.Empty(state);
            var record = Assert.Single(written.Errors);
            Assert.Equal(error, record.ToString());
            Assert.Contains("Import-ParticipantRoleConfig", record.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[pscustomobject]@{ value = @([pscustomobject]@{ ContactId = 'a' }, [pscustomobject]@{ ContactId = 'b' }); Count = 2 }")]
    [InlineData("('{\"value\":[{\"ContactId\":\"a\"},{\"ContactId\":\"b\"}],\"Count\":2}' | ConvertFrom-Json -AsHashtable)")]
    [InlineData("('{\"Contacts\":[{\"Id\":\"a\"},{\"Id\":\"b\"}],\"TotalCount\":2}' | ConvertFrom-Json -AsHashtable)")]
    [InlineData("('{\"Contacts\":[{\"Id\":\"a\"},{\"Id\":\"b\"}],\"TotalCount\":2}' | ConvertFrom-Json)")]
    [InlineData("'{\"Contacts\":[{\"Id\":\"a\"},{\"Id\":\"b\"}],\"TotalCount\":2}'")]
    [InlineData("'{\"ContactId\":\"a\"}', '{\"ContactId\":\"b\"}'")]
    public async Task Lists_in_objects_are_read_in_each_shape_of_JSON(string input)
    {
        var (state, written) = await RunPipeline($"{input} | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 @connect");

        Assert.Empty(written.Errors);
        Assert.Equal(["a CUSTOMER/IDLE=5", "b CUSTOMER/IDLE=5"], state);
    }

    [Fact]
    public async Task The_id_of_an_event_is_no_contact()
    {
        const string Event = """
            {"version":"0","id":"eeeeeeee-0000-4000-8000-000000000041","detail-type":"Amazon Connect Contact Event","source":"aws.connect","account":"111122223333","time":"2026-11-25T10:00:00Z","region":"eu-west-2","resources":[],"detail":DETAIL}
            """;
        var known = Event.Replace("DETAIL", """{"eventType":"QUEUED","contactId":"00000029-0000-4000-8000-000000000000","channel":"CHAT","instanceArn":"arn:aws:connect:eu-west-2:111122223333:instance/8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90"}""", StringComparison.Ordinal);

        foreach (var source in new[] { "Import-ParticipantRoleConfig $file", "Get-Content $file", "Get-Content $file | ConvertFrom-Json" })
        {
            var path = Path.Combine(_folder.FullName, "events.jsonl");
            File.WriteAllLines(path, [known, Event.Replace("DETAIL", "{}", StringComparison.Ordinal), Event.Replace("DETAIL", "null", StringComparison.Ordinal)]);
            var (state, written) = await RunPipeline($"{source} | Set-ParticipantRoleConfig -CustomerIdle 5 @connect", path);

            Assert.Equal(["00000029-0000-4000-8000-000000000000 CUSTOMER/IDLE=5"], state);
            Assert.Equal(2, written.Errors.Count);
        }
    }

    [Fact]
    public async Task What_Import_was_told_to_ignore_does_not_stop_the_cmdlet_after_it()
    {
        var (state, written) = await Run("chats.csv", "InstanceId,ContactId,CustomerIdle,Cust Idle Group\ni,a,5,x\ni,b,,x\n", "Import-ParticipantRoleConfig $file -IgnoreColumn 'Cust Idle Group'");

        Assert.Equal(["a CUSTOMER/IDLE=5"], state);
        Assert.DoesNotContain(written.Errors, e => e.FullyQualifiedErrorId.StartsWith("UnrecognizedColumn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_header_of_a_file_with_one_column_is_no_contact_and_its_ids_are()
    {
        var (state, written) = await RunPipeline("'ContactId', '{0000014B-ABCD-4000-8000-000000000000}', 'https://acme.my.connect.aws/contact-trace-records/details/0000014c-0000-4000-8000-000000000000' | Set-ParticipantRoleConfig -InstanceId i -CustomerIdle 5 @connect");

        Assert.Equal(["0000014b-abcd-4000-8000-000000000000 CUSTOMER/IDLE=5", "0000014c-0000-4000-8000-000000000000 CUSTOMER/IDLE=5"], state);
        Assert.StartsWith("FileAsLines,", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_read_with_another_delimiter_are_said_once()
    {
        var (state, written) = await Run("chats.csv", "InstanceId;ContactId;CustomerIdle\ni;a;5\ni;b;5\n", "Import-Csv $file");

        Assert.Empty(state);
        Assert.StartsWith("2 rows, the first of them row 1, have only one column", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
        Assert.Contains("-Delimiter ';'", written.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_columns_of_one_meaning_must_agree()
    {
        var (state, written) = await Run("chats.csv", "InstanceId,ContactId,Contact,CustomerIdle,Customer Idle (min)\ni,a,A,5,5\ni,b,b,5,5.0\ni,c,c,5,6\n", "Import-Csv $file");

        Assert.Equal(["b CUSTOMER/IDLE=5"], state);
        Assert.Equal(["ConflictingContactId", "ConflictingCustomerIdle"], written.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
    }

    private async Task<string[]> StateAfter(string name, string text, string source)
    {
        var (state, written) = await Run(name, text, source);
        Assert.Empty(written.Errors);
        return state;
    }

    private Task<(string[] State, Written Written)> Run(string name, string text, string source)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return RunPipeline($"{source} | Set-ParticipantRoleConfig @connect", path);
    }

    private async Task<(string[] State, Written Written)> RunPipeline(string pipeline, string? file = null)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        var written = _hosted.Run(pipeline, Hosted.Connect(emulator), ("file", file ?? ""));
        return ([.. Hosted.State(emulator)], written);
    }
}
