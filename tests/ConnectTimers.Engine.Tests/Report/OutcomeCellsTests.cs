using System.Globalization;
using ConnectTimers.Engine.Report;

namespace ConnectTimers.Engine.Tests.Report;

/// <summary>An outcome, whatever a file has made of it.</summary>
public class OutcomeCellsTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Values_mean_the_same_alive_as_text_and_as_numbers_of_another_type()
    {
        var alive = Read(("Status", "Failed"), ("ContactId", "c"), ("Attempts", 3), ("LatencyMs", 87), ("SentAt", Noon), ("CustomerIdle", 5), ("ErrorId", null));
        var json = Read(("status", "failed"), ("contactid", "c"), ("attempts", 3L), ("latencyms", 87L), ("sentat", "2026-03-01T12:00:00.000Z"), ("customeridle", 5L));
        var csv = Read(("Status", "Failed"), ("ContactId", "c"), ("Attempts", "3"), ("LatencyMs", "87"), ("SentAt", "03/01/2026 12:00:00"), ("CustomerIdle", "5"), ("ErrorId", ""));

        foreach (var outcome in new[] { alive, json, csv })
        {
            Assert.Equal((OutcomeStatus.Failed, "c", 3, 87, Noon, "5", null), (outcome.Status, outcome.Contact.ContactId, outcome.Attempts, outcome.LatencyMs, outcome.SentAt, outcome.Timers[0], outcome.ErrorId));
            Assert.Equal(DateTimeKind.Utc, outcome.SentAt!.Value.Kind);
            Assert.Empty(outcome.Notes);
        }
    }

    [Fact]
    public void A_time_of_a_csv_is_read_as_the_session_writes_it()
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
    [InlineData("Running", "c", "has the Status 'Running'")]
    [InlineData("Accepted", "", "has no ContactId")]
    public void What_lacks_a_status_or_a_contact_is_no_outcome(string? status, string contact, string missing) =>
        Assert.Equal(missing, OutcomeCells.TryRead([new("Status", status), new("ContactId", contact)], out _));

    private static ReportedOutcome Read(params (string Name, object? Value)[] cells)
    {
        Assert.Null(OutcomeCells.TryRead(cells.Select(c => KeyValuePair.Create(c.Name, c.Value)), out var outcome));
        return outcome;
    }
}
