using System.Data;
using System.Globalization;
using System.Management.Automation;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Tests that every shape of input is read by the one reader with the right meaning, by the emulator's state.</summary>
public class ShapesTests
{
    // What the SDK's enumerations are: objects that say their value.
    private const string Look = """
        class Constant {
            [string] $Value
            Constant([string] $value) { $this.Value = $value }
            [string] ToString() { return $this.Value }
        }

        """;

    [Theory]
    [InlineData("[pscustomobject]@{ ContactId = 'a'; ParticipantRole = 'CUSTOMER'; TimerType = 'IDLE'; ParticipantTimerDurationInMinutes = '5'; ParticipantTimerAction = '' }, "
        + "[pscustomobject]@{ ContactId = 'a'; ParticipantRole = 'AGENT'; TimerType = 'IDLE'; ParticipantTimerDurationInMinutes = ''; ParticipantTimerAction = 'Unset' }",
        "a CUSTOMER/IDLE=5 AGENT/IDLE=unset")]
    [InlineData("@([pscustomobject]@{ ContactId = 'a'; Role = 'Customer'; Type = 'Idle'; Minutes = 5 }, [pscustomobject]@{ ContactId = 'a'; Role = 'Agent'; Type = 'Disconnect'; Minutes = 9 } | New-ParticipantTimer)",
        "a CUSTOMER/IDLE=5 AGENT/DISCONNECT_NONCUSTOMER=9")]
    [InlineData("@('a', @('b', @([pscustomobject]@{ ContactId = 'c'; AgentIdle = 6 }, $null)), (New-ParticipantTimer Customer Disconnect 8 -ContactId d)) | ForEach-Object { , $_ }",
        "a CUSTOMER/IDLE=4", "b CUSTOMER/IDLE=4", "c CUSTOMER/IDLE=4 AGENT/IDLE=6", "d CUSTOMER/IDLE=4 CUSTOMER/DISCONNECT_NONCUSTOMER=8")]
    [InlineData("@{ ContactId = 'a'; Timers = 1; customeridle = [long] 5 }, ([ordered]@{ 'CONTACT-ID' = 'b'; AgentDisconnect = 'UNSET' })",
        "a CUSTOMER/IDLE=5", "b AGENT/DISCONNECT_NONCUSTOMER=unset")]
    [InlineData("[guid] '11111111-1111-4111-8111-111111111111'", "11111111-1111-4111-8111-111111111111 CUSTOMER/IDLE=4")]
    [InlineData("[pscustomobject]@{ Id = 'a'; Arn = 'x'; Channel = 'CHAT' }", "a CUSTOMER/IDLE=4")]
    [InlineData("@(Set-ParticipantRoleConfig -InstanceId i-1 -ContactId a -AgentIdle 9 -WhatIf -PassThru)", "a CUSTOMER/IDLE=4 AGENT/IDLE=9")]
    [InlineData("[pscustomobject]@{ ContactId = 'a'; ParticipantRole = [Constant]::new('CUSTOMER'); TimerType = [Constant]::new('DISCONNECT_NONCUSTOMER'); "
        + "TimerValue = [pscustomobject]@{ ParticipantTimerAction = $null; ParticipantTimerDurationInMinutes = 7 } }, "
        + "[pscustomobject]@{ ContactId = 'a'; ParticipantRole = [Constant]::new('AGENT'); TimerType = [Constant]::new('IDLE'); "
        + "TimerValue = [pscustomobject]@{ ParticipantTimerAction = [Constant]::new('Unset'); ParticipantTimerDurationInMinutes = 0 } }",
        "a CUSTOMER/DISCONNECT_NONCUSTOMER=7 AGENT/IDLE=unset")]
    [InlineData("@{ ContactId = 'a'; ParticipantRole = 'CUSTOMER'; TimerType = 'IDLE'; TimerValue = @{ ParticipantTimerDurationInMinutes = 5 } }", "a CUSTOMER/IDLE=5")]
    [InlineData("[pscustomobject]@{ total = 2; results = @([pscustomobject]@{ ContactId = 'a'; CustomerIdle = 5 }, [pscustomobject]@{ ContactId = 'b'; AgentIdle = 6 }) }, "
        + "@{ Rows = @(@{ ContactId = 'c'; AgentIdle = 7 }) }", "a CUSTOMER/IDLE=5", "b AGENT/IDLE=6", "c AGENT/IDLE=7")]
    [InlineData("[pscustomobject]@{ ContactId = 'a'; CustomerIdle = 5; Data = @('x', 'y') }", "a CUSTOMER/IDLE=5")]
    public async Task Input_of_every_shape_is_recognized(string input, params string[] state)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        // The typed timer fills in where an input has none of its own of that kind.
        var needsTimer = state.Any(s => s.Contains("CUSTOMER/IDLE=4", StringComparison.Ordinal));
        var written = hosted.Run($"{Look} {input} | Set-ParticipantRoleConfig -InstanceId i-1 {(needsTimer ? "-CustomerIdle 4" : "")} @connect", Hosted.Connect(emulator));

        Assert.Null(written.Terminating);
        Assert.Empty(written.Errors);
        Assert.Equal(state, Hosted.State(emulator));
    }

    [Fact]
    public async Task Timers_of_the_sdk_are_taken_by_the_timer_parameter_under_the_name_that_aws_tools_gives_it()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run(Look + """
            $timer = [pscustomobject]@{ ParticipantRole = [Constant]::new('AGENT'); TimerType = [Constant]::new('IDLE'); TimerValue = [pscustomobject]@{ ParticipantTimerDurationInMinutes = 3 } }
            'a','b' | Set-ParticipantRoleConfig -InstanceId i-1 -Chat_ParticipantTimerConfigList $timer @connect
            """, Hosted.Connect(emulator));

        Assert.Empty(written.Errors);
        Assert.Equal(["a AGENT/IDLE=3", "b AGENT/IDLE=3"], Hosted.State(emulator));
    }

    [Fact]
    public async Task Rows_of_a_data_table_are_read_by_their_columns_and_a_row_of_dbnull_is_blank()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("ContactId");
        table.Columns.Add("CustomerIdle", typeof(int));
        table.Columns.Add("AgentIdle");
        table.Rows.Add("a", 5, DBNull.Value);
        table.Rows.Add(DBNull.Value, DBNull.Value, DBNull.Value);
        table.Rows.Add("b", DBNull.Value, "Unset");

        var written = hosted.Run("$table.Rows | Set-ParticipantRoleConfig -InstanceId i-1 @connect", Hosted.Connect(emulator), ("table", table));

        Assert.Empty(written.Errors);
        Assert.Equal(["a CUSTOMER/IDLE=5", "b AGENT/IDLE=unset"], Hosted.State(emulator));
        Assert.Equal("3 rows: 1 blank; 2 chats: 2 accepted.", Assert.Single(written.Information).ToString());
    }

    [Theory]
    [InlineData("ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("ConvertTo-Json | ConvertFrom-Json")]
    [InlineData("ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json -AsHashtable")]
    [InlineData("ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) }")]
    [InlineData("ForEach-Object { ConvertTo-Json $_ > $file; Import-ParticipantRoleConfig -LiteralPath $file -Format Json }")]
    [InlineData("ForEach-Object { $_ | Export-Csv $file; Import-ParticipantRoleConfig -LiteralPath $file }")]
    public void Configs_and_outcomes_are_the_same_after_a_round_trip(string trip)
    {
        using var hosted = new Hosted();

        var written = hosted.Run($$"""
            $file = [IO.Path]::GetTempFileName()
            $row = @{ InstanceId = 'i-1'; ContactId = 'a'; CustomerIdle = 5; CustomerDisconnect = 'Unset'; AgentIdle = 'Unset' }
            $outcome = $row | Set-ParticipantRoleConfig -WhatIf -PassThru
            $config = $outcome.GetConfig()
            foreach ($object in $config, $outcome) { ($object | {{trip}} | Set-ParticipantRoleConfig -WhatIf -PassThru).GetConfig().Equals($config) }
            Remove-Item $file
            """);

        Assert.Empty(written.Errors);
        Assert.Equal([true, true], written.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Minutes_can_be_compared_and_measured_and_nothing_of_an_outcome_can_be_set()
    {
        using var hosted = new Hosted();

        var written = hosted.Run("""
            $outcomes = @(@{ ContactId = 'a'; AgentIdle = 480 }, @{ ContactId = 'b'; AgentIdle = 'Unset' }, @{ ContactId = 'c'; AgentIdle = 5 }, @{ ContactId = 'd'; CustomerIdle = 7 } |
                Set-ParticipantRoleConfig -InstanceId i-1 -WhatIf -PassThru)
            ($outcomes | Where-Object AgentIdle -gt 400).ContactId
            ($outcomes | Measure-Object AgentIdle -Maximum).Maximum
            ($outcomes | Where-Object AgentIdle | Measure-Object AgentIdle -Average).Average
            ($outcomes | Where-Object UnsetTimers -contains AgentIdle).ContactId
            ($outcomes | Where-Object UnsetTimers).ContactId
            ($outcomes | Sort-Object AgentIdle -Descending)[0].ContactId
            ($outcomes | Group-Object Status).Name
            $outcomes[0].Status -eq 'WhatIf'
            @($outcomes | Where-Object Problems).Count
            [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($outcomes[0])).Status -eq 'WhatIf'
            @($outcomes[0] | Get-Member -MemberType Property | Where-Object Definition -like '*set;*').Count
            """);

        Assert.Empty(written.Errors);
        Assert.Equal(["a", 480.0, 242.5, "b", "b", "a", "WhatIf", true, 0, true, 0], written.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void A_selection_without_the_removed_timers_is_invalid_and_not_half_a_policy()
    {
        using var hosted = new Hosted();

        var written = hosted.Run("""
            $outcome = @{ ContactId = 'a'; AgentIdle = 'Unset'; CustomerIdle = 5 } | Set-ParticipantRoleConfig -InstanceId i-1 -WhatIf -PassThru
            $outcome | Select-Object InstanceId, ContactId, CustomerIdle, AgentIdle | Set-ParticipantRoleConfig -WhatIf -PassThru
            $outcome | Select-Object InstanceId, ContactId, CustomerIdle, UnsetTimers | Set-ParticipantRoleConfig -WhatIf -PassThru
            """);

        Assert.Equal(["Invalid UnsetTimersMissing  ", "WhatIf  5 AgentIdle"], written.Output.Select(o =>
            $"{o.Properties["Status"].Value} {o.Properties["ErrorId"].Value} {o.Properties["CustomerIdle"].Value} {o.Properties["UnsetTimers"].Value}"));
    }

    [Fact]
    public async Task Error_records_and_outcomes_are_sent_again_and_accepted_ones_are_not()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [new("i-1", "a"), new("i-1", "b", ContactState.Ended)] });
        using var hosted = new Hosted();
        hosted.Run("$outcomes = 'a','b' | Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 5 @connect -PassThru -ErrorVariable failed", Hosted.Connect(emulator));
        emulator.Reset();
        emulator.SetContacts(new EmulatedContact("i-1", "b"));

        var ofErrors = hosted.Run("$failed | Set-ParticipantRoleConfig @connect -PassThru");
        var ofOutcomes = hosted.Run("$outcomes | Set-ParticipantRoleConfig @connect -PassThru");

        Assert.Equal(["b"], ofErrors.Values("ContactId"));
        Assert.Equal(["Skipped a AlreadyAccepted", "Accepted b "], ofOutcomes.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value} {o.Properties["ErrorId"].Value}"));
        Assert.Equal("1 row was left out: already accepted.", Assert.Single(ofOutcomes.Warnings).ToString());
        Assert.StartsWith("2 rows: 1 already accepted; 2 chats: 1 accepted, 1 skipped.", Assert.Single(ofOutcomes.Information).ToString(), StringComparison.Ordinal);
        Assert.Equal(["b CUSTOMER/IDLE=5"], Hosted.State(emulator).Where(s => s.Contains('=', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_error_record_of_an_invalid_contact_carries_all_its_rows_so_that_none_is_sent_alone()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("""
            $rows = [pscustomobject]@{ ContactId = 'a'; Role = 'Customer'; Type = 'Idle'; Minutes = 1 }, [pscustomobject]@{ ContactId = 'a'; Role = 'Customer'; Type = 'Disconnect'; Minutes = 10 }
            $rows | Set-ParticipantRoleConfig -InstanceId i-1 @connect -ErrorVariable refused 2>$null
            $refused | Set-ParticipantRoleConfig -InstanceId i-1 @connect 2>$null
            $rows[0].Minutes = 5
            $refused | Set-ParticipantRoleConfig -InstanceId i-1 @connect
            """, Hosted.Connect(emulator));

        Assert.Equal(["a CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10"], Hosted.State(emulator));
        Assert.Single(emulator.GetRequests());
        Assert.Equal("2 rows; 1 chat: 1 accepted.", written.Information[^1].ToString());
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("clixml")]
    [InlineData("json")]
    public async Task Serialized_objects_of_the_module_read_back_to_equal_configs(string format)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var path = Path.Combine(Directory.CreateTempSubdirectory("connect-timers-").FullName, "objects");
        var objects = hosted.Run("""
            'a','b' | Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 5 -CustomerDisconnect 480 -AgentIdle Unset -WhatIf -PassThru
            'c' | Set-ParticipantRoleConfig -InstanceId i-1 -AgentDisconnect 2 -WhatIf -PassThru | ForEach-Object { $_.GetConfig() }
            New-ParticipantTimer Agent Idle 7 -InstanceId i-1 -ContactId d
            New-ParticipantTimer Agent Disconnect -Unset -InstanceId i-1 -ContactId d
            """).Output;

        // By kind, because a CSV has the columns of its first row; JSON and CLIXML as ConvertTo-Json and Export-Clixml write them.
        var back = objects.GroupBy(o => o.TypeNames[0]).SelectMany(group => Back(hosted, [.. group], format, path)).ToArray();
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        var written = hosted.Run("$back | Set-ParticipantRoleConfig @connect", Hosted.Connect(emulator), ("back", back));

        Assert.Empty(written.Errors);
        Assert.Equal(
        [
            "a CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=480 AGENT/IDLE=unset",
            "b CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=480 AGENT/IDLE=unset",
            "c AGENT/DISCONNECT_NONCUSTOMER=2",
            "d AGENT/IDLE=7 AGENT/DISCONNECT_NONCUSTOMER=unset",
        ], Hosted.State(emulator));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("clixml")]
    [InlineData("json")]
    public async Task An_InvalidTimer_that_was_read_back_still_makes_its_contact_invalid(string format)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var path = Path.Combine(Directory.CreateTempSubdirectory("connect-timers-").FullName, "timers");
        var timers = hosted.Run("""
            New-ParticipantTimer Customer Disconnect 10 -InstanceId i-1 -ContactId bad
            New-ParticipantTimer Customer Idle 1 -InstanceId i-1 -ContactId bad
            New-ParticipantTimer Customer Idle 5 -InstanceId i-1 -ContactId good
            """).Output.ToArray();

        var back = Back(hosted, timers, format, path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        var written = hosted.Run("$back | Set-ParticipantRoleConfig @connect", Hosted.Connect(emulator), ("back", back));

        Assert.Equal(["good CUSTOMER/IDLE=5"], Hosted.State(emulator));
        Assert.StartsWith("contact 'bad' (", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_outcome_read_back_from_a_file_is_not_sent_either()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var path = Path.Combine(Directory.CreateTempSubdirectory("connect-timers-").FullName, "outcomes.csv");

        var written = hosted.Run("""
            'a' | Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 5 @connect -PassThru | Export-Csv $path
            Import-Csv $path | Set-ParticipantRoleConfig @connect
            """, Hosted.Connect(emulator), ("path", path));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

        Assert.Contains("already accepted", Assert.Single(written.Warnings).ToString(), StringComparison.Ordinal);
        Assert.Single(emulator.GetRequests());
    }

    private static PSObject[] Back(Hosted hosted, PSObject[] objects, string format, string path) => format switch
    {
        "csv" => [.. hosted.Run("$objects | Export-Csv $path; Import-Csv $path", ("objects", objects), ("path", path)).Output],
        "clixml" => [.. objects.Select(o => PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(o))))],
        _ => [.. hosted.Run("$objects | ConvertTo-Json | ConvertFrom-Json", ("objects", objects)).Output],
    };
}
