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

        tally.CountOutcome(Outcome("a", OutcomeStatus.Accepted));
        Assert.True(tally.AddsUp);
        Assert.Equal("4 inputs (1 refused, 1 passed over), 1 config: 1 accepted.", tally.ToString());

        tally.CountOutcome(Outcome("a", OutcomeStatus.Accepted));
        Assert.False(tally.AddsUp);
    }

    [Fact]
    public void What_was_not_accepted_is_summed_up_by_cause_with_the_first_contacts_as_examples()
    {
        var tally = new RunTally();
        foreach (var i in Enumerable.Range(1, 1200))
        {
            tally.CountOutcome(Outcome($"c-{i}", OutcomeStatus.Cancelled, "NotSent"));
        }

        tally.CountOutcome(Outcome("x", OutcomeStatus.Failed, "AccessDeniedException"));
        tally.CountOutcome(Outcome("y", OutcomeStatus.Failed, "ResourceNotFoundException"));
        tally.CountOutcome(Outcome("z", OutcomeStatus.Failed, "ResourceNotFoundException"));

        Assert.Equal(
            [
                "  2 failed, ResourceNotFoundException: 'y', 'z'",
                "  1 failed, AccessDeniedException: 'x'",
                "  1,200 cancelled, NotSent: 'c-1', 'c-2', 'c-3' and 1,197 more",
            ],
            tally.ToString().Split(Environment.NewLine).Skip(1));
        Assert.Equal(1200, tally.CountOf("NotSent"));
        Assert.Equal((0, 3, 1200), (tally.Accepted, tally.Failed, tally.Cancelled));
    }

    [Fact]
    public void Ever_new_causes_do_not_make_the_summary_grow()
    {
        var tally = new RunTally();
        foreach (var i in Enumerable.Range(1, 500))
        {
            tally.CountOutcome(Outcome("c", OutcomeStatus.Failed, $"Code{i}"));
        }

        Assert.Equal(22, tally.ToString().Split(Environment.NewLine).Length);
        Assert.Contains("480 failed, other causes: 'c', 'c', 'c' and 477 more", tally.ToString(), StringComparison.Ordinal);
    }

    private static ParticipantRoleOutcome Outcome(string contact, OutcomeStatus status, string? errorId = null) => new(
        new ChatContact("i-1", contact), status, errorId is null ? null : new Problem(errorId, ProblemCategory.NotSpecified, "because", "do"));
}
