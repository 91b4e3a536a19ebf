using System.Globalization;
using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Tests.Journal;

/// <summary>Tests of outcomes as objects and as read back from files.</summary>
public class OutcomeParserTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void An_outcome_parses_the_same_from_an_object_from_JSON_and_from_CSV()
    {
        var live = Read(("Status", "Failed"), ("ContactId", "c"), ("Attempts", 3), ("LatencyMs", 87), ("SentAt", Noon), ("CustomerIdle", 5), ("ErrorId", null));
        var json = Read(("status", "failed"), ("contactid", "c"), ("attempts", 3L), ("latencyms", 87L), ("sentat", "2026-03-01T12:00:00.000Z"), ("customeridle", 5L));
        var csv = Read(("Status", "Failed"), ("ContactId", "c"), ("Attempts", "3"), ("LatencyMs", "87"), ("SentAt", "03/01/2026 12:00:00"), ("CustomerIdle", "5"), ("ErrorId", ""));

        foreach (var outcome in new[] { live, json, csv })
        {
            Assert.Equal((OutcomeStatus.Failed, "c", 3, 87, Noon, "5", null), (outcome.Status, outcome.Contact.ContactId, outcome.Attempts, outcome.LatencyMs, outcome.SentAt, outcome.Timers[0], outcome.ErrorId));
            Assert.Equal(DateTimeKind.Utc, outcome.SentAt!.Value.Kind);
            Assert.Empty(outcome.Notes);
        }
    }

    [Fact]
    public void A_time_in_a_CSV_is_parsed_in_the_culture_of_the_session()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

            Assert.Equal(Noon, Read(("Status", "Accepted"), ("ContactId", "c"), ("SentAt", "01/03/2026 12:00:00")).SentAt);
            Assert.Equal(Noon, Read(("Status", "Accepted"), ("ContactId", "c"), ("SentAt", "2026-03-01T13:00:00+01:00")).SentAt);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(null, "c", "has no Status")]
    [InlineData("Running", "c", "has the unknown Status 'Running'")]
    [InlineData("Accepted", "", "has no ContactId")]
    public void An_object_without_a_status_or_a_contact_is_not_an_outcome(string? status, string contact, string missing) =>
        Assert.Equal(missing, OutcomeParser.TryRead([new("Status", status), new("ContactId", contact)], out _));

    private static RecordedOutcome Read(params (string Name, object? Value)[] cells)
    {
        Assert.Null(OutcomeParser.TryRead(cells.Select(c => KeyValuePair.Create(c.Name, c.Value)), out var outcome));
        return outcome;
    }
}
