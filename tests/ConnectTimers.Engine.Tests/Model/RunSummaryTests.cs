namespace ConnectTimers.Engine.Tests.Model;

public class RunSummaryTests
{
    [Fact]
    public void Adds_up_when_every_row_and_every_chat_is_counted_once()
    {
        var summary = new RunSummary();
        summary.CountInvalid(2, 1);
        summary.CountBlank();
        summary.CountValid(2, 1);
        summary.CountValid(1, 3); // one row for three contacts
        summary.CountAlreadyAccepted();
        summary.CountOutcome(Outcome("a", OutcomeStatus.Accepted), 2);
        summary.CountOutcome(Outcome("b", OutcomeStatus.Failed), 1);
        summary.CountOutcome(Outcome("c", OutcomeStatus.Accepted), 0);
        summary.CountOutcome(Outcome("d", OutcomeStatus.Cancelled), 0);
        summary.CountOutcome(Outcome("e", OutcomeStatus.Skipped), 1);
        Assert.False(summary.AddsUp);

        summary.CountOutcome(ParticipantRoleOutcome.Invalid(null, null, null, [new Problem("MissingContactId", ProblemCategory.InvalidArgument, "because", "do")]), 2);
        Assert.True(summary.AddsUp);
        Assert.Equal("7 rows: 2 invalid, 1 already accepted, 1 blank; 5 chats: 2 accepted, 1 failed, 1 skipped, 1 cancelled.", summary.ToLine());
        Assert.EndsWith("  1 invalid, MissingContactId: no contact", summary.ToString(), StringComparison.Ordinal);
        Assert.Equal((2, 1, 2, 1), (summary.RowsOf(OutcomeStatus.Accepted), summary.RowsOf(OutcomeStatus.Failed), summary.RowsOf(OutcomeStatus.Invalid), summary.RowsOf(OutcomeStatus.Skipped)));

        summary.CountOutcome(Outcome("a", OutcomeStatus.Accepted), 1);
        Assert.False(summary.AddsUp);
    }

    [Fact]
    public void Contacts_that_were_not_accepted_are_grouped_by_cause_with_the_first_ones_as_examples()
    {
        var summary = new RunSummary();
        foreach (var i in Enumerable.Range(1, 1200))
        {
            summary.CountOutcome(Outcome($"c-{i}", OutcomeStatus.Cancelled, "NotSent"), 1);
        }

        summary.CountOutcome(Outcome("x", OutcomeStatus.Failed, "AccessDeniedException"), 1);
        summary.CountOutcome(Outcome("y", OutcomeStatus.Failed, "ResourceNotFoundException"), 1);
        summary.CountOutcome(Outcome("z", OutcomeStatus.Failed, "ResourceNotFoundException"), 1);

        Assert.Equal(
            [
                "  2 failed, ResourceNotFoundException: 'y', 'z'",
                "  1 failed, AccessDeniedException: 'x'",
                "  1,200 cancelled, NotSent: 'c-1', 'c-2', 'c-3' and 1,197 more",
            ],
            summary.ToString().Split(Environment.NewLine).Skip(1));
        Assert.Equal(1200, summary.CountOf("NotSent"));
        Assert.Equal((0, 3, 1200), (summary.Accepted, summary.Failed, summary.Cancelled));
    }

    [Fact]
    public void Ever_new_causes_do_not_make_the_summary_grow()
    {
        var summary = new RunSummary();
        foreach (var i in Enumerable.Range(1, 500))
        {
            summary.CountOutcome(Outcome("c", OutcomeStatus.Failed, $"Code{i}"), 1);
        }

        Assert.Equal(22, summary.ToString().Split(Environment.NewLine).Length);
        Assert.Contains("480 failed, other causes: 'c', 'c', 'c' and 477 more", summary.ToString(), StringComparison.Ordinal);
    }

    private static ParticipantRoleOutcome Outcome(string contact, OutcomeStatus status, string? errorId = null) => new(
        new ChatContact("i-1", contact), status, errorId is null ? null : new Problem(errorId, ProblemCategory.NotSpecified, "because", "do"));
}
