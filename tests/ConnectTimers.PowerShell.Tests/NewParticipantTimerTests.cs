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
    [InlineData("Customer Idle 5 -ContactId '..'", "InvalidContactId")]
    [InlineData("Customer Idle 5 -InstanceId arn:aws:s3:::x", "InvalidArn")]
    public void A_timer_that_cannot_be_is_an_error_and_a_refusal_in_its_place(string arguments, string errorId)
    {
        using var hosted = new Hosted();

        var written = hosted.Run("New-ParticipantTimer " + arguments);

        var error = Assert.Single(written.Errors);
        Assert.Equal(errorId + ",ConnectTimers.PowerShell.Commands.NewParticipantTimerCommand", error.FullyQualifiedErrorId);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal("ConnectTimers.RefusedTimer", Assert.Single(written.Output).TypeNames[0]);
    }

    [Theory]
    [InlineData("Nobody Idle 5", "'Nobody' is no participant role. Use Customer or Agent.")]
    [InlineData("Customer Never 5", "'Never' is no timer type.")]
    public void A_word_that_is_no_role_or_type_is_named(string arguments, string said)
    {
        using var hosted = new Hosted();

        Assert.Contains(said, Assert.Single(hosted.Run("New-ParticipantTimer " + arguments).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_timer_can_name_its_chat_by_arn()
    {
        using var hosted = new Hosted();

        var timer = Assert.Single(hosted.Run("New-ParticipantTimer Customer Idle 5 -ContactId arn:aws:connect:eu-west-2:1:instance/i/contact/c").Output);

        Assert.Equal(["i", "c", "eu-west-2"], new[] { "InstanceId", "ContactId", "Region" }.Select(p => timer.Properties[p].Value));
    }
}
