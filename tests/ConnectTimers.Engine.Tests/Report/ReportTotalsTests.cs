using System.Globalization;
using ConnectTimers.Engine.Report;
using static ConnectTimers.Engine.Tests.Report.ReportFixture;

namespace ConnectTimers.Engine.Tests.Report;

/// <summary>What a report counts, and of what.</summary>
public sealed class ReportTotalsTests : IDisposable
{
    private readonly ReportFixture _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void The_last_outcome_of_a_contact_counts_for_its_state_and_all_of_them_for_times()
    {
        var page = _rig.Page(null, _rig.Lines("run.jsonl",
            Line("a", "12:00:00.000", "Failed", ",\"ErrorId\":\"Broke\""), Line("b", "12:00:01.000"), Line("a", "12:00:10.000"), Line("b", "12:00:11.000", "Cancelled", ",\"ErrorId\":\"NotSent\"")));

        Assert.Equal(("2", "1", "0", "1"), (page.Tile("Contacts"), page.Tile("Accepted"), page.Tile("Failed"), page.Tile("Cancelled")));
        Assert.Equal(("4", "4"), (page.Fact("Outcomes read"), page.Fact("Requests sent")));
        Assert.Contains(page.Remarks(), r => r.StartsWith("4 outcomes of 2 contacts:", StringComparison.Ordinal));
        Assert.Equal(["a", "b"], page.Column("Contact"));
        Assert.Equal(["Accepted", "Cancelled"], page.Column("Status"));
        Assert.Equal(["2", "2"], page.Column("Outcomes"));
        Assert.Equal(["", "NotSent"], page.Column("Cause"));
        Assert.Equal("4 answers", page.Section("latency").Descendants("desc").Single().Value.Split('.')[0]);
    }

    [Fact]
    public void Requests_beyond_the_first_of_a_call_are_retries_and_a_call_that_never_left_has_none()
    {
        var page = _rig.Page(null, _rig.Lines("run.jsonl",
            Line("a").Replace("\"Attempts\":1", "\"Attempts\":3", StringComparison.Ordinal),
            Line("b"),
            Line("c", status: "Cancelled", more: ",\"ErrorId\":\"NotSent\"").Replace("\"Attempts\":1", "\"Attempts\":0", StringComparison.Ordinal),
            Line("d", status: "Failed", more: ",\"ErrorId\":\"TooManyRequestsException\"")));

        Assert.Equal(("5", "2", "1"), (page.Fact("Requests sent"), page.Fact("Retries"), page.Fact("Contacts throttled to the end")));
        Assert.Equal("3 calls", page.Section("calls").Descendants("desc").Single().Value[..7]);
    }

    [Fact]
    public void First_and_last_are_those_of_all_outcomes_and_the_rate_is_over_all_the_time_between()
    {
        var page = _rig.Page(null, _rig.Lines("run.jsonl", Line("b", "12:01:40.000"), Line("a", "12:00:00.000"), Line("c", "12:00:30.000")));

        Assert.Equal("2026-03-01 12:00:00 UTC", page.Fact("First"));
        Assert.Equal("2026-03-01 12:01:40 UTC", page.Fact("Last"));
        Assert.Equal("1 min 40 s", page.Fact("Duration"));
        Assert.Equal("0.03", page.Fact("Calls a second"));
    }

    [Fact]
    public void A_rate_over_less_than_a_second_is_not_told()
    {
        var page = _rig.Page(null, _rig.Lines("run.jsonl", Line("a", "12:00:00.000"), Line("b", "12:00:00.900")));

        Assert.Equal("too short to tell", page.Fact("Calls a second"));
    }

    [Fact]
    public void Percentiles_are_by_nearest_rank()
    {
        var hundred = new Percentiles(Enumerable.Range(1, 100).Reverse());
        var two = new Percentiles([10, 20]);

        Assert.Equal((50, 95, 100), (hundred.Median, hundred[95], hundred.Max));
        Assert.Equal((10, 20, 20), (two.Median, two[95], two.Max));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(89, 1, 90)]
    [InlineData(90, 2, 46)]
    [InlineData(3600, 60, 61)]
    [InlineData(86_400, 1800, 49)]
    [InlineData(86_400 * 400, 86_400 * 5, 81)]
    public void The_time_is_cut_into_at_most_ninety_parts_of_a_round_length_and_every_call_is_in_one(int seconds, int width, int count)
    {
        var first = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        var calls = new[] { 0, seconds / 2, seconds }.Select(s => new ReportedCall(s == 0 ? OutcomeStatus.Failed : OutcomeStatus.Accepted, first.AddSeconds(s), null));

        var buckets = new TimeBuckets(calls);

        Assert.Equal(TimeSpan.FromSeconds(width), buckets.Width);
        Assert.InRange(buckets.Count, count - 1, count);
        Assert.Equal(3, Enumerable.Range(0, buckets.Count).Sum(i => buckets.Accepted(i) + buckets.NotAccepted(i)));
        Assert.InRange(first, buckets.Start, buckets.End);
        Assert.True(first.AddSeconds(seconds) < buckets.End);
    }

    [Fact]
    public void A_bar_is_as_high_as_its_calls_a_second_and_the_bounds_lie_where_their_numbers_are()
    {
        var page = _rig.Page(4, _rig.Lines("run.jsonl", [.. Enumerable.Range(0, 5).Select(i => Line($"a{i}", $"12:00:00.{i}00")), Line("f", "12:00:01.000", "Failed", ",\"ErrorId\":\"Broke\"")]));
        var chart = page.Section("calls");
        var lines = chart.OfClass("line", "bound").Select(l => Number(l, "y1")).Order().ToArray();
        var accepted = Assert.Single(chart.OfClass("rect", "accepted"));
        var failed = Assert.Single(chart.OfClass("rect", "failed"));

        Assert.Equal(["documented quota: 5 a second", "-RateLimit: 4 a second"], chart.OfClass("text", "bound-label").Select(t => t.Value));
        Assert.Equal(lines[0], Number(accepted, "y"), 0.02); // five in a second, as the quota
        Assert.Equal(Number(accepted, "height") / 5, Number(failed, "height"), 0.02);
        Assert.Equal(lines[1] - lines[0], Number(failed, "height"), 0.02); // from 4 to 5
        Assert.Equal("2026-03-01 12:00:00 UTC: 5 accepted, 0 not", accepted.Value);
    }

    [Fact]
    public void What_was_not_accepted_stands_on_top_of_what_was_in_the_same_time()
    {
        var page = _rig.Page(null, _rig.Lines("run.jsonl", [.. Enumerable.Range(0, 5).Select(i => Line($"a{i}", $"12:00:00.{i}00", i < 3 ? "Accepted" : "Failed"))]));
        var chart = page.Section("calls");
        var accepted = Assert.Single(chart.OfClass("rect", "accepted"));
        var failed = Assert.Single(chart.OfClass("rect", "failed"));

        Assert.Equal(Number(accepted, "height") * 2 / 3, Number(failed, "height"), 0.02);
        Assert.Equal(Number(accepted, "y"), Number(failed, "y") + Number(failed, "height"), 0.02);
    }

    [Fact]
    public void A_bound_far_above_all_bars_is_told_and_not_drawn()
    {
        var page = _rig.Page(0.5, _rig.Lines("run.jsonl", Line("a", "12:00:00.000"), Line("b", "12:50:00.000")));

        Assert.Empty(page.Section("calls").OfClass("line", "bound"));
        Assert.Contains("Far above this scale: documented quota: 5 a second.", page.Section("calls").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_long_answers_are_one_bar_and_all_answers_are_in_the_bars()
    {
        var latencies = new Percentiles([.. Enumerable.Range(0, 99).Select(i => 50 + i), 10_000]);
        var bins = new LatencyBins(latencies);

        Assert.Equal(1, bins.Beyond);
        Assert.Equal(99, Enumerable.Range(0, bins.Count).Sum(i => bins[i]));
        Assert.InRange(bins.Count, 2, 40);
        Assert.Equal(1, new LatencyBins(new Percentiles([.. Enumerable.Repeat(10, 99), 31])).Beyond); // right where the last part ends
        Assert.InRange(new LatencyBins(new Percentiles([int.MaxValue, 0])).Count, 1, 41);
        Assert.Equal(1, new LatencyBins(new Percentiles([0])).Count);
    }

    [Fact]
    public void Causes_have_how_many_what_to_do_and_which()
    {
        const string Gone = ",\"ErrorId\":\"ResourceNotFoundException\",\"Reason\":\"It is gone.\",\"RecommendedAction\":\"Check the id.\"";
        var page = _rig.Page(null, _rig.Lines("run.jsonl",
            [.. Enumerable.Range(1, 6).Select(i => Line($"c{i}", status: "Cancelled", more: ",\"ErrorId\":\"NotSent\"")), Line("g1", status: "Failed", more: Gone), Line("g2", status: "Failed", more: Gone), Line("ok")]));
        var causes = page.Section("causes").Elements("article").ToList();

        Assert.Equal(["Failed ResourceNotFoundException 2 contacts", "Cancelled NotSent 6 contacts"], causes.ConvertAll(c => c.Element("h3")!.Value));
        Assert.Equal(["It is gone.", "What to do: Check the id.", "g1, g2"], causes[0].Elements("p").Take(3).Select(p => p.Value));
        Assert.Equal("c1, c2, c3, c4, c5, c6", causes[1].Element("details")!.Element("p")!.Value);
    }

    [Fact]
    public void Notes_are_columns_and_what_is_the_same_for_all_is_none()
    {
        var page = _rig.Page(null, _rig.Lines("run.jsonl", Line("a", more: ",\"Queue\":\"Billing\""), Line("b", more: ",\"Shift\":\"Late\"")));

        Assert.Equal(["Billing", ""], page.Column("Queue"));
        Assert.Equal(["", "Late"], page.Column("Shift"));
        Assert.Equal(["5", "5"], page.Column("Customer idle, min"));
        Assert.DoesNotContain("Region", page.Headers());
        Assert.DoesNotContain("Agent idle, min", page.Headers());
        Assert.Equal("eu-west-2", page.Fact("Region"));
    }

    [Fact]
    public void More_notes_than_a_table_can_show_are_told()
    {
        var page = _rig.Page(null, _rig.Lines("run.jsonl", Line("a", more: string.Concat(Enumerable.Range(1, 23).Select(i => $",\"n{i}\":\"x\"")))));

        Assert.Equal(20, page.Headers().Count(h => h.StartsWith('n')));
        Assert.Contains("3 more columns of notes are left out.", page.Remarks());
    }

    [Fact]
    public void The_journals_own_names_are_an_outcomes_and_two_more() =>
        Assert.Equal(typeof(ParticipantRoleOutcome).GetProperties().Select(p => p.Name).Concat(["Time", "Endpoint"]).Order(StringComparer.Ordinal), OutcomeCells.Names.Order(StringComparer.Ordinal));

    private static double Number(System.Xml.Linq.XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
