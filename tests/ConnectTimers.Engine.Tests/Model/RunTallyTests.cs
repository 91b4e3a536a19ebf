namespace ConnectTimers.Engine.Tests.Model;

public class RunTallyTests
{
    [Fact]
    public void Adds_up_when_every_input_and_every_config_is_accounted_for()
    {
        var tally = new RunTally();
        tally.CountInputs(4);
        tally.CountRefused(1);
        tally.CountPassedOver(1);
        tally.CountGrouped(2, 1);
        Assert.False(tally.AddsUp);

        tally.CountOutcome(OutcomeStatus.Accepted);
        Assert.True(tally.AddsUp);
        Assert.Equal("4 inputs (1 refused, 1 passed over), 1 config: 1 accepted.", tally.ToString());

        tally.CountOutcome(OutcomeStatus.Accepted);
        Assert.False(tally.AddsUp);
    }
}
