using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>Commands as users type them, checked against the emulator's state; invalid input never affects valid input.</summary>
public class SetParticipantRoleConfigTests
{
    private const string Set = "Set-ParticipantRoleConfig -InstanceId i-1 @connect -PassThru ";

    [Theory]
    [InlineData("Set-ParticipantRoleConfig -InstanceId i-1 -ContactId a -CustomerIdle 5 -CustomerDisconnect 10 -AgentIdle Unset @connect",
        "a CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10 AGENT/IDLE=unset")]
    [InlineData("New-ParticipantTimer Customer Idle 5 | Set-ParticipantRoleConfig -InstanceId i-1 -ContactId a @connect", "a CUSTOMER/IDLE=5")]
    [InlineData("@(New-ParticipantTimer Customer Idle 5; New-ParticipantTimer Agent Disconnect 9) | Set-ParticipantRoleConfig -InstanceId i-1 -ContactId a,b @connect",
        "a CUSTOMER/IDLE=5 AGENT/DISCONNECT_NONCUSTOMER=9", "b CUSTOMER/IDLE=5 AGENT/DISCONNECT_NONCUSTOMER=9")]
    [InlineData("@('a','b' | ForEach-Object { New-ParticipantTimer Customer Idle 5 -ContactId $_; New-ParticipantTimer Agent Idle 6 -ContactId $_ }) | Set-ParticipantRoleConfig -InstanceId i-1 @connect",
        "a CUSTOMER/IDLE=5 AGENT/IDLE=6", "b CUSTOMER/IDLE=5 AGENT/IDLE=6")]
    [InlineData("$t = New-ParticipantTimer Customer Idle 5; 'a','b' | Set-ParticipantRoleConfig -InstanceId i-1 -Timer $t -AgentIdle 3 @connect",
        "a CUSTOMER/IDLE=5 AGENT/IDLE=3", "b CUSTOMER/IDLE=5 AGENT/IDLE=3")]
    [InlineData("'a' | Set-ParticipantRoleConfig -InstanceId i-1 -Chat_ParticipantTimerConfigList (New-ParticipantTimer Agent Idle 7) @connect", "a AGENT/IDLE=7")]
    [InlineData("[pscustomobject]@{ 'Contact ID' = 'a'; instance_id = 'i-1'; 'customer idle' = '5'; AgentIdle = ' '; Queue = 'Billing' } | Set-ParticipantRoleConfig @connect",
        "a CUSTOMER/IDLE=5")]
    [InlineData("@{ ContactId = 'a'; CustomerIdle = 5 }, @{ ContactId = 'b'; CustomerDisconnect = 'unset' } | Set-ParticipantRoleConfig -InstanceId i-1 @connect",
        "a CUSTOMER/IDLE=5", "b CUSTOMER/DISCONNECT_NONCUSTOMER=unset")]
    [InlineData("@{ Chat = 'a'; Mins = 5 }, [pscustomobject]@{ Chat = 'b'; Mins = '7'; CustomerIdle = 9; ContactId = 'other' } | Set-ParticipantRoleConfig -InstanceId i-1 -ContactId { $_.Chat } -AgentIdle { $_.Mins } @connect",
        "a AGENT/IDLE=5", "b CUSTOMER/IDLE=9 AGENT/IDLE=7")]
    [InlineData("[pscustomobject]@{ ContactId = 'a'; Minutes = 5 } | Set-ParticipantRoleConfig -InstanceId i-1 -AgentIdle { $_.Minutes } @connect", "a AGENT/IDLE=5")]
    [InlineData("[pscustomobject]@{ ContactId = 'a'; Minutes = 5 } | Set-ParticipantRoleConfig -InstanceId i-1 -AgentIdle 8 @connect", "a AGENT/IDLE=8")]
    [InlineData("New-ParticipantTimer Agent Idle 6 -ContactId a | New-ParticipantTimer | Set-ParticipantRoleConfig -InstanceId i-1 @connect", "a AGENT/IDLE=6")]
    [InlineData("'arn:aws:connect:eu-west-2:123456789012:instance/i-1/contact/a' | Set-ParticipantRoleConfig -CustomerIdle 5 @connect", "a CUSTOMER/IDLE=5")]
    [InlineData("Set-ParticipantRoleConfig -InstanceId i-1 -ContactId a -CustomerIdle 5 @connect -PassThru | Set-ParticipantRoleConfig @connect", "a CUSTOMER/IDLE=5")]
    public async Task Sets_the_timers_of_the_command_line(string script, params string[] state)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run(script, Hosted.Connect(emulator));

        Assert.Null(written.Terminating);
        Assert.Empty(written.Errors);
        Assert.Equal(state.Order(StringComparer.Ordinal), Hosted.State(emulator));
    }

    [Theory]
    [InlineData("CustomerIdle = '1'", "InvalidTimerValue", "contact 'bad' (row 2): CustomerIdle is '1'; it must be 2 to 480 whole minutes, or the word Unset.")]
    [InlineData("CustomerIdle = 481", "InvalidTimerValue", "contact 'bad' (row 2): CustomerIdle is '481';")]
    [InlineData("CustomerIdle = 'ten'", "InvalidTimerValue", "contact 'bad' (row 2): CustomerIdle is 'ten';")]
    [InlineData("AgentIdle = 5; CustomerIdle = 0.5", "InvalidTimerValue", "contact 'bad' (row 2): CustomerIdle is '0.5';")]
    [InlineData("CustomerIdle = 5; InstanceId = 'i-2'", "ConflictingInstanceId", "contact 'bad' (row 2): InstanceId is 'i-1' in -InstanceId and 'i-2' in column 'InstanceId'.")]
    [InlineData("CustomerIdle = 5; 'Customer Idle' = 6", "ConflictingCustomerIdle", "CustomerIdle is '5' in column 'CustomerIdle' and '6' in column 'Customer Idle'.")]
    [InlineData("CustomerIdle = 5; ContactArn = 'arn:aws:connect:us-east-1:1:instance/i-1/contact/bad'", "ConflictingRegion", "Region is 'eu-west-2' in -Region and 'us-east-1' in the ARN")]
    [InlineData("CustomerIdle = { 5 }", "ScriptBlockAsValue", "contact 'bad' (row 2): 'CustomerIdle' contains a script block, not a value.")]
    [InlineData("ParticipantRole = 'CUSTOMER'; TimerType = 'IDLE'", "IncompleteTimer", "contact 'bad' (row 2): CustomerIdle has neither minutes nor Unset.")]
    [InlineData("ParticipantRole = 'CUSTOMER'; Minutes = 5", "IncompleteTimer", "contact 'bad' (row 2): There are minutes ('5'), but no columns for role and type.")]
    [InlineData("CustomerIdle = @(5, 6)", "InvalidTimerValue", "contact 'bad' (row 2): CustomerIdle is")]
    [InlineData("ParticipantRole = 'CUSTOMER'; TimerType = 'NAP'; Minutes = 5", "InvalidTimerType", "contact 'bad' (row 2): 'NAP' is not a timer type.")]
    public async Task One_invalid_row_is_reported_with_its_position_and_the_others_are_sent(string cells, string errorId, string message)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("[pscustomobject]@{ ContactId = 'a'; CustomerIdle = 5 }, [pscustomobject]@{ ContactId = 'bad'; "
            + cells + " }, [pscustomobject]@{ ContactId = 'c'; CustomerIdle = 7 } | " + Set, Hosted.Connect(emulator));

        var error = Assert.Single(written.Errors);
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.NotNull(error.TargetObject);
        Assert.Equal(["a CUSTOMER/IDLE=5", "c CUSTOMER/IDLE=7"], Hosted.State(emulator));
        Assert.StartsWith("3 rows: 1 invalid; 2 chats: 2 accepted.", Assert.Single(written.Information).ToString(), StringComparison.Ordinal);
        var invalid = Assert.Single(written.Output, o => o.Properties["Status"].Value.ToString() == "Invalid");
        Assert.Equal(("bad", errorId, "row 2"), (invalid.Properties["ContactId"].Value, invalid.Properties["ErrorId"].Value, invalid.Properties["InputPosition"].Value));
    }

    [Theory]
    [InlineData("42", "input 1: '42' (Int32)")]
    [InlineData("[pscustomobject]@{ Foo = 1 }", "input 1: '@{Foo=1}'")]
    [InlineData("(Get-Command Get-Help)", "input 1: 'Get-Help' (CmdletInfo)")]
    public async Task An_input_of_no_known_shape_is_an_error_and_never_a_call(string input, string message)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run($"{input} | {Set} -ContactId a -CustomerIdle 5", Hosted.Connect(emulator));

        Assert.Contains(message, Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(emulator.GetRequests());
    }

    [Fact]
    public async Task An_invalid_timer_keeps_the_others_of_its_contact_from_being_sent()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("""
            @(New-ParticipantTimer Customer Idle 1 -ContactId bad; New-ParticipantTimer Customer Disconnect 10 -ContactId bad
              New-ParticipantTimer Customer Idle 5 -ContactId good) | Set-ParticipantRoleConfig -InstanceId i-1 @connect
            """, Hosted.Connect(emulator));

        Assert.Equal(2, written.Errors.Count);
        Assert.Equal(["good CUSTOMER/IDLE=5"], Hosted.State(emulator));
        Assert.StartsWith("3 rows: 2 invalid; 1 chat: 1 accepted.", Assert.Single(written.Information).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-CustomerIdle 1 -ContactId a", "InvalidTimerValue")]
    [InlineData("-ContactId '..' -CustomerIdle 5", "InvalidContactId")]
    [InlineData("-ContactId a -Timer @()", "EmptyTimerList")]
    [InlineData("-ContactId a -Timer (New-ParticipantTimer Customer Idle 5),(New-ParticipantTimer Customer Idle 6)", "DuplicateTimer")]
    [InlineData("-ContactId a -Timer (New-ParticipantTimer Customer Idle 5) -CustomerIdle 6", "DuplicateTimer")]
    [InlineData("-ContactId a -CustomerIdle 5 -RateLimit -1", "ParameterArgumentValidationError")]
    public async Task An_invalid_parameter_affects_every_contact_so_nothing_is_sent(string arguments, string errorId)
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var connect = Hosted.Connect(emulator, rateLimit: null);

        var written = hosted.Run($"'x' | {Set.Replace("-PassThru", "", StringComparison.Ordinal)} {arguments}", connect);

        Assert.StartsWith(errorId + ",", Assert.Single(written.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(emulator.GetRequests());
    }

    [Fact]
    public async Task A_blank_row_does_not_split_the_timers_of_a_contact()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        hosted.Run("""
            [pscustomobject]@{ ContactId = 'a'; Role = 'Customer'; Type = 'Idle'; Minutes = 5 }, [pscustomobject]@{ ContactId = ''; Role = ''; Type = ''; Minutes = '' },
            [pscustomobject]@{ ContactId = 'a'; Role = 'Customer'; Type = 'Disconnect'; Minutes = 10 } | Set-ParticipantRoleConfig -InstanceId i-1 @connect
            """, Hosted.Connect(emulator));

        Assert.Equal(["a CUSTOMER/IDLE=5 CUSTOMER/DISCONNECT_NONCUSTOMER=10"], Hosted.State(emulator));
        Assert.Single(emulator.GetRequests());
    }

    [Fact]
    public async Task An_identical_neighbour_is_sent_once_with_a_warning_and_a_later_one_again()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("'a','a','b','a' | " + Set + "-CustomerIdle 5", Hosted.Connect(emulator));

        Assert.Equal(["Accepted a input 1", "Accepted a input 4", "Accepted b input 3", "Skipped a input 2"], written.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ContactId"].Value} {o.Properties["InputPosition"].Value}").Order());
        Assert.Contains("contact 'a' (input 2) repeats", Assert.Single(written.Warnings).ToString(), StringComparison.Ordinal);
        Assert.Equal(3, emulator.GetRequests().Count);
    }

    [Fact]
    public async Task A_config_is_sent_as_it_is_unless_the_command_line_or_an_added_column_says_otherwise()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("""
            $config = (Test-ParticipantRoleConfig -InstanceId i-1 -ContactId a -CustomerIdle 5).GetConfig()
            $config | Set-ParticipantRoleConfig @connect -PassThru
            $config, $config | Set-ParticipantRoleConfig @connect -CustomerDisconnect 7 -PassThru
            $config | Set-ParticipantRoleConfig @connect -CustomerIdle 6 -PassThru
            $config | Add-Member CustomerDisconnect 9 -Force -PassThru | Set-ParticipantRoleConfig @connect -PassThru
            """, Hosted.Connect(emulator));

        Assert.Equal(["Accepted 5/", "Accepted 5/7", "Accepted 5/9", "Invalid /", "Skipped 5/7"], written.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["CustomerIdle"].Value}/{o.Properties["CustomerDisconnect"].Value}").Order());
        Assert.Equal("contact 'a' (row 1): CustomerIdle is '6' in -CustomerIdle and '5' in column 'CustomerIdle'.", Assert.Single(written.Errors).ToString());
        Assert.Equal("contact 'a' (row 2) repeats the row before it and is sent once.", Assert.Single(written.Warnings).Message);
        Assert.Equal(3, emulator.GetRequests().Count);
    }

    [Fact]
    public async Task Blank_rows_are_counted_and_contacts_without_timers_are_skipped()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();

        var written = hosted.Run("$null, '', [pscustomobject]@{ ContactId = ''; CustomerIdle = ' ' }, 'a', 'b' | " + Set, Hosted.Connect(emulator));

        Assert.Equal("2 contacts have no timer, so nothing was sent.", Assert.Single(written.Errors).ToString());
        Assert.Equal(["Skipped", "Skipped"], written.Statuses);
        Assert.StartsWith("5 rows: 3 blank; 2 chats: 0 accepted, 2 skipped.", Assert.Single(written.Information).ToString(), StringComparison.Ordinal);
        Assert.Empty(emulator.GetRequests());
    }

    [Fact]
    public async Task The_Region_of_a_row_counts_only_with_RegionFromInput()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0 });
        using var hosted = new Hosted();
        var connect = Hosted.Connect(emulator, region: null);
        const string rows = "[pscustomobject]@{ ContactId = 'a'; CustomerIdle = 5; Region = 'us-east-1' }, [pscustomobject]@{ ContactId = 'b'; CustomerIdle = 5; Region = '' } | ";

        var without = hosted.Run(rows + Set, connect);
        var with = hosted.Run(rows + Set + "-RegionFromInput", connect);

        Assert.Equal(["NoRegion", "NoRegion"], without.Values("ErrorId"));
        Assert.Equal(["us-east-1 Accepted", " Failed"], with.Output.OrderBy(o => o.Properties["ContactId"].Value).Select(o => $"{o.Properties["Region"].Value} {o.Properties["Status"].Value}"));
        Assert.Equal("us-east-1", Assert.Single(emulator.GetRequests()).Region);
    }
}
