namespace ConnectTimers.PowerShell.Tests;

public class NewParticipantTimerTests
{
    [Theory]
    [InlineData("Customer Idle 5", "CUSTOMER", "IDLE", 5, false)]
    [InlineData("CUSTOMER DISCONNECT_NONCUSTOMER 10", "CUSTOMER", "DISCONNECT_NONCUSTOMER", 10, false)]
    [InlineData("agent disconnect 480", "AGENT", "DISCONNECT_NONCUSTOMER", 480, false)]
    [InlineData("agent disconnectnoncustomer -Unset", "AGENT", "DISCONNECT_NONCUSTOMER", null, true)]
    [InlineData("Agent Idle Unset", "AGENT", "IDLE", null, true)]
    [InlineData("-ParticipantRole AGENT -TimerType IDLE -Minutes '2'", "AGENT", "IDLE", 2, false)]
    public void Makes_a_timer_in_the_apis_spelling(string arguments, string role, string type, int? minutes, bool unset)
    {
        using var hosted = new Hosted();

        var written = hosted.Run("New-ParticipantTimer " + arguments);

        var timer = Assert.Single(written.Output);
        Assert.Empty(written.Errors);
        Assert.Equal((role, type, minutes, unset), ((string)timer.Properties["ParticipantRole"].Value, (string)timer.Properties["TimerType"].Value,
            (int?)timer.Properties["Minutes"].Value, (bool)timer.Properties["Unset"].Value));
    }

    [Theory]
    [InlineData("Customer Idle 1", "InvalidTimerValue")]
    [InlineData("Customer Idle 481", "InvalidTimerValue")]
    [InlineData("Customer Idle five", "InvalidTimerValue")]
    [InlineData("Customer Idle 5.5", "InvalidTimerValue")]
    [InlineData("Customer Idle", "IncompleteTimer")]
    [InlineData("Customer Idle ''", "IncompleteTimer")]
    [InlineData("Customer Idle 5 -Unset", "IncompleteTimer")]
    [InlineData("Nobody Idle 5", "InvalidRole")]
    [InlineData("Customer Never 5", "InvalidTimerType")]
    [InlineData("-Minutes 5", "InvalidRole")]
    [InlineData("Customer Idle 5 -ContactId '..'", "InvalidContactId")]
    [InlineData("Customer Idle 5 -InstanceId arn:aws:s3:::x", "InvalidArn")]
    public void An_invalid_timer_writes_an_error_and_an_InvalidTimer(string arguments, string errorId)
    {
        using var hosted = new Hosted();

        var written = hosted.Run("New-ParticipantTimer " + arguments);

        var error = Assert.Single(written.Errors);
        Assert.Equal(errorId + ",ConnectTimers.PowerShell.Commands.NewParticipantTimerCommand", error.FullyQualifiedErrorId);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal("ConnectTimers.InvalidTimer", Assert.Single(written.Output).TypeNames[0]);
    }

    [Fact]
    public void Rows_become_timers_and_the_parameters_apply_to_all_of_them()
    {
        using var hosted = new Hosted();

        var written = hosted.Run("""
            [pscustomobject]@{ ContactId = 'a'; 'Timer Type' = 'idle'; Minutes = '5' }, @{ Id = 'b'; Type = 'Disconnect'; Action = 'Unset' },
            [pscustomobject]@{ ContactId = ''; Type = ''; Minutes = '' }, $null, [pscustomobject]@{ ContactId = 'c'; Role = 'CUSTOMER'; Type = 'Idle'; Minutes = 7 } |
                New-ParticipantTimer -Role Customer -InstanceId i
            """);

        Assert.Empty(written.Errors);
        Assert.Equal(["a CustomerIdle 5 min", "b CustomerDisconnect unset", "c CustomerIdle 7 min"], written.Output.Select(o => $"{o.Properties["ContactId"].Value} {o}"));
    }

    [Fact]
    public void An_invalid_row_is_reported_with_its_position_and_the_others_become_timers()
    {
        using var hosted = new Hosted();

        var written = hosted.Run("""
            [pscustomobject]@{ ContactId = 'a'; Role = 'Customer'; Type = 'Idle'; Minutes = '5' }, [pscustomobject]@{ ContactId = 'b'; Role = 'Customer'; Type = 'Idle'; Minutes = 'x' },
            [pscustomobject]@{ ContactId = 'c'; Role = 'Agent'; Type = 'Idle'; Minutes = '5' } | New-ParticipantTimer -Role Customer
            """);

        Assert.Equal(["ConnectTimers.ParticipantTimer", "ConnectTimers.InvalidTimer", "ConnectTimers.InvalidTimer"], written.Output.Select(o => o.TypeNames[0]));
        Assert.Equal(
        [
            "contact 'b' (row 2): CustomerIdle is 'x'; it must be 2 to 480 whole minutes, or the word Unset.",
            "contact 'c' (row 3): Role is 'Customer' in -Role and 'Agent' in column 'Role'.",
        ], written.Errors.Select(e => e.ToString()));
        Assert.Equal("row 2", written.Output[1].Properties["Place"].Value);
    }

    [Fact]
    public void A_row_with_more_than_one_timer_is_invalid_and_the_others_become_timers()
    {
        using var hosted = new Hosted();

        var written = hosted.Run("""
            @{ ContactId = 'a'; Role = 'Agent'; Type = 'Idle'; Minutes = 5; CustomerIdle = 7 }, @{ ContactId = 'b'; Role = 'Agent'; Type = 'Idle'; Minutes = 5 } | New-ParticipantTimer
            """);

        Assert.Null(written.Terminating);
        Assert.StartsWith("contact 'a' (row 1): ", Assert.Single(written.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(["ConnectTimers.InvalidTimer", "ConnectTimers.ParticipantTimer"], written.Output.Select(o => o.TypeNames[0]));
    }

    [Fact]
    public void A_timer_can_name_its_chat_by_arn()
    {
        using var hosted = new Hosted();

        var timer = Assert.Single(hosted.Run("New-ParticipantTimer Customer Idle 5 -ContactId arn:aws:connect:eu-west-2:1:instance/i/contact/c").Output);

        Assert.Equal(["i", "c", "eu-west-2"], new[] { "InstanceId", "ContactId", "Region" }.Select(p => timer.Properties[p].Value));
    }
}
