using System.Globalization;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.Report;
using static ConnectTimers.Engine.Tests.Report.ReportFixture;

namespace ConnectTimers.Engine.Tests.Report;

/// <summary>Tests of the totals, charts and columns of a report.</summary>
public sealed class ReportTotalsTests : IDisposable
{
    private readonly ReportFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("111122223333", false)]
    [InlineData("444455556666", true)]
    public void Contacts_are_counted_by_account_where_there_are_several(string second, bool hasSection)
    {
        string Line(string contact, string account, string status = "Accepted") => ReportFixture.Line(contact, status: status, more: $",\"Account\":\"{account}\"");
        var page = _fixture.Page(null, _fixture.Lines("a.jsonl", Line("a", "111122223333"), Line("b", second, "Failed"), Line("b", second), Line("c", second, "Failed"), ReportFixture.Line("d")));

        var sections = page.Descendants("section").Where(s => (string?)s.Attribute("aria-labelledby") == "accounts").ToList();
        var rows = sections.SelectMany(s => s.Descendants("tr")).Skip(1).Select(r => string.Join(' ', r.Elements().Select(c => c.Value))).ToList();
        string[] expected = hasSection ? ["444455556666 2 1 1", "111122223333 1 1 0"] : [];
        Assert.Equal(expected, rows);
    }

    [Fact]
    public void The_status_of_a_contact_is_its_last_outcome_and_times_include_all_outcomes()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl",
            Line("a", "12:00:00.000", "Failed", ",\"ErrorId\":\"Broke\""), Line("b", "12:00:01.000"), Line("a", "12:00:10.000"), Line("b", "12:00:11.000", "Cancelled", ",\"ErrorId\":\"NotSent\"")));

        Assert.Equal(("2", "1", "0", "1"), (page.Tile("Contacts"), page.Tile("Accepted"), page.Tile("Failed"), page.Tile("Cancelled")));
        Assert.Equal(("4", "4"), (page.Fact("Outcomes read"), page.Fact("Requests sent")));
        Assert.Contains(page.Remarks(), r => r.StartsWith("4 outcomes of 2 contacts:", StringComparison.Ordinal));
        Assert.Equal(["a", "b"], page.Column("Contact"));
        Assert.Equal(["Accepted", "Cancelled"], page.Column("Status"));
        Assert.Equal(["2", "2"], page.Column("Outcomes"));
        Assert.Equal(["", "NotSent"], page.Column("Error id"));
    }

    [Fact]
    public void Requests_after_the_first_of_a_call_are_retries_and_a_call_that_was_not_sent_has_none()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl",
            Line("a").Replace("\"Attempts\":1", "\"Attempts\":3", StringComparison.Ordinal),
            Line("b"),
            Line("c", status: "Cancelled", more: ",\"ErrorId\":\"NotSent\"").Replace("\"Attempts\":1", "\"Attempts\":0", StringComparison.Ordinal),
            Line("d", status: "Failed", more: ",\"ErrorId\":\"TooManyRequestsException\"")));

        Assert.Equal(("5", "2", "1"), (page.Fact("Requests sent"), page.Fact("Retries"), page.Fact("Contacts still throttled at the end")));
        Assert.Equal("3 calls", page.Section("calls").Descendants("desc").Single().Value[..7]);
    }

    [Fact]
    public void First_and_last_time_include_all_outcomes_and_the_rate_includes_pauses()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl", Line("b", "12:01:40.000"), Line("a", "12:00:00.000"), Line("c", "12:00:30.000")));

        Assert.Equal("2026-03-01 12:00:00 UTC", page.Fact("First"));
        Assert.Equal("2026-03-01 12:01:40 UTC", page.Fact("Last"));
        Assert.Equal("1 min 40 s", page.Fact("Duration"));
        Assert.Equal("0.03", page.Fact("Requests per second"));
    }

    [Fact]
    public void A_rate_over_less_than_a_second_is_not_shown()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl", Line("a", "12:00:00.000"), Line("b", "12:00:00.900")));

        Assert.Equal("too short to measure", page.Fact("Requests per second"));
    }

    [Fact]
    public void Response_times_are_median_p95_and_longest_by_nearest_rank()
    {
        var hundred = _fixture.Page(null, _fixture.Lines("run.jsonl", [.. Enumerable.Range(1, 100).Reverse().Select(i => WithLatency($"c{i}", i))]));
        var two = _fixture.Page(null, _fixture.Lines("run.jsonl", WithLatency("a", 10), WithLatency("b", 2000)));

        Assert.Equal("median 50 ms; p95 95 ms; longest 100 ms", hundred.Fact("Response time"));
        Assert.Equal("median 10 ms; p95 2,000 ms; longest 2,000 ms", two.Fact("Response time"));
    }

    [Fact]
    public void Without_any_response_the_response_time_is_unknown()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl", Line("a", status: "Cancelled").Replace(",\"LatencyMs\":80", "", StringComparison.Ordinal)));

        Assert.Equal("unknown", page.Fact("Response time"));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(89, 1, 90)]
    [InlineData(90, 2, 46)]
    [InlineData(3600, 60, 61)]
    [InlineData(86_400, 1800, 49)]
    [InlineData(86_400 * 400, 86_400 * 5, 81)]
    public void At_most_ninety_buckets_of_a_round_width_contain_every_call(int seconds, int width, int count)
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
    public void Bars_and_limits_have_the_height_of_their_rates()
    {
        var page = _fixture.Page(4, _fixture.Lines("run.jsonl", [.. Enumerable.Range(0, 5).Select(i => Line($"a{i}", $"12:00:00.{i}00")), Line("f", "12:00:01.000", "Failed", ",\"ErrorId\":\"Broke\"")]));
        var chart = page.Section("calls");
        var lines = chart.OfClass("line", "bound").Select(l => Number(l, "y1")).Order().ToArray();
        var accepted = Assert.Single(chart.OfClass("rect", "accepted"));
        var failed = Assert.Single(chart.OfClass("rect", "failed"));

        Assert.Equal(["documented quota: 5/s", "-RateLimit: 4/s"], chart.OfClass("text", "bound-label").Select(t => t.Value));
        Assert.Equal(lines[0], Number(accepted, "y"), 0.02); // five in a second, as the quota
        Assert.Equal(Number(accepted, "height") / 5, Number(failed, "height"), 0.02);
        Assert.Equal(lines[1] - lines[0], Number(failed, "height"), 0.02); // from 4 to 5
        Assert.Equal("2026-03-01 12:00:00 UTC: 5 accepted, 0 failed or unknown", accepted.Value);
    }

    [Fact]
    public void A_first_second_above_the_quota_is_shown_beside_the_quota_with_its_burst()
    {
        var page = _fixture.Page(4, _fixture.Lines("run.jsonl", [.. Enumerable.Range(0, 10).Select(i => Line($"a{i}", $"12:00:00.{i}00")), Line("b", "12:00:02.000")]));
        var chart = page.Section("calls");
        var lines = chart.OfClass("line", "bound").Select(l => Number(l, "y1")).Order().ToArray();

        Assert.Equal(["quota with its burst of 8: 13/s in one bar", "documented quota: 5/s", "-RateLimit: 4/s"], chart.OfClass("text", "bound-label").Select(t => t.Value));
        Assert.True(lines[0] < chart.OfClass("rect", "accepted").Min(b => Number(b, "y"))); // the highest bar is below it
        Assert.True(lines[1] > chart.OfClass("rect", "accepted").Min(b => Number(b, "y")));
    }

    [Fact]
    public void The_timers_of_a_contact_are_those_of_all_its_outcomes()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl",
            Line("a"), Line("b"), Line("c", status: "Failed"), Line("d"), Line("e"),
            Timers("a", "Accepted", "\"AgentIdle\":3"), Timers("b", "Accepted", "\"CustomerIdle\":\"Unset\""), Timers("d", "Failed", "\"CustomerIdle\":9,\"AgentIdle\":4"),
            Timers("e", "Cancelled", "\"CustomerIdle\":9").Replace("\"Attempts\":1", "\"Attempts\":0", StringComparison.Ordinal)));

        Assert.Equal(["a", "b", "c", "d", "e"], page.Column("Contact"));
        Assert.Equal(["5", "Unset", "5", "5 or 9?", "5"], page.Column("Customer idle, min"));
        Assert.Equal(["3", "", "", "4?", ""], page.Column("Agent idle, min"));
    }

    [Fact]
    public void Timers_of_several_journals_are_merged_by_time_in_any_order()
    {
        var early = _fixture.Lines("z.jsonl", Line("a", "10:00:00.000"));
        var late = _fixture.Lines("a.jsonl", Line("a", "11:00:00.000").Replace("\"CustomerIdle\":5", "\"CustomerIdle\":9,\"AgentIdle\":3", StringComparison.Ordinal));

        Assert.All([_fixture.Page(null, early, late), _fixture.Page(null, late, early)], page => Assert.Equal(("9", "3"), (page.Column("Customer idle, min")[0], page.Column("Agent idle, min")[0])));
    }

    [Fact]
    public void Each_run_is_shown_with_who_started_it_and_what_became_of_its_contacts()
    {
        const string Run = """{"Time":"2026-03-01T11:59:00.000Z","Event":"RunStarted","RunId":"r-1","Command":"Set-ParticipantRoleConfig","Host":"night-desk","User":"<b>ops","Principal":"arn:aws:iam::111122223333:user/ops","AccessKeyId":"AKIDEXAMPLE","Source":"/data/chats.csv"}""";
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl", Run, Line("a", more: ",\"RunId\":\"r-1\""), Line("b", status: "Failed", more: ",\"RunId\":\"r-1\""), Line("a", more: ",\"RunId\":\"r-2\"")));
        var table = page.Section("runs").Descendants("table").Single();

        Assert.Equal(["Run", "Started, UTC", "User", "Computer", "Command", "AWS identity", "Access key id", "File", "Accepted", "Failed"], table.Element("thead")!.Descendants("th").Select(h => h.Value));
        Assert.Equal(
            [["r-1", "2026-03-01 11:59:00", "<b>ops", "night-desk", "Set-ParticipantRoleConfig", "arn:aws:iam::111122223333:user/ops", "AKIDEXAMPLE", "/data/chats.csv", "1", "1"], ["r-2", "", "", "", "", "", "", "", "1", "0"]],
            table.Element("tbody")!.Elements("tr").Select(r => r.Elements().Select(c => c.Value).ToArray()));
        Assert.Equal(["r-2", "r-1"], page.Contacts().Column("Run"));
    }

    [Fact]
    public void Invalid_rows_have_a_table_of_their_own_and_are_not_contacts()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl", Line("a"),
            """{"Time":"2026-03-01T12:00:00.000Z","Status":"Invalid","ContactId":"b","ErrorId":"InvalidTimerValue","Reason":"CustomerIdle is '1'.","RecommendedAction":"Fix it.","Attempts":0,"InputPosition":"chats.csv line 3"}""",
            """{"Time":"2026-03-01T12:00:00.000Z","Status":"Invalid","ErrorId":"MissingContact","Reason":"There is no contact.","Attempts":0,"InputPosition":"chats.csv line 4"}"""));

        Assert.Equal(("1", "2"), (page.Tile("Contacts"), page.Tile("Invalid rows")));
        Assert.Equal(["a"], page.Contacts().Column("Contact"));
        Assert.Equal(
            [["chats.csv line 3", "b", "InvalidTimerValue", "CustomerIdle is '1'.", "Fix it.", ""], ["chats.csv line 4", "", "MissingContact", "There is no contact.", "", ""]],
            page.Section("invalid").Descendants("tbody").Single().Elements("tr").Select(r => r.Elements().Select(c => c.Value).ToArray()));
    }

    [Fact]
    public void Shares_in_force_are_shown_when_an_outcome_says_anything_about_them()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl",
            [.. new[] { "Yes", "Yes", "No", "Pending" }.Select((s, i) => Line($"c{i}", more: $",\"InForce\":\"{s}\"")), Line("f", status: "Failed")]));

        Assert.Equal("Pending: 1 (25 %); Yes: 2 (50 %); No: 1 (25 %)", page.Fact("In force"));
        Assert.Equal(["Yes", "Yes", "No", "Pending", ""], page.Column("In force"));
        Assert.DoesNotContain(_fixture.Page(null, _fixture.Lines("run.jsonl", Line("a"))).Descendants("dt"), d => d.Value.StartsWith("In force", StringComparison.Ordinal));
    }

    [Fact]
    public void Failed_calls_are_stacked_on_the_accepted_calls_of_the_same_bucket()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl", [.. Enumerable.Range(0, 5).Select(i => Line($"a{i}", $"12:00:00.{i}00", i < 3 ? "Accepted" : "Failed"))]));
        var chart = page.Section("calls");
        var accepted = Assert.Single(chart.OfClass("rect", "accepted"));
        var failed = Assert.Single(chart.OfClass("rect", "failed"));

        Assert.Equal(Number(accepted, "height") * 2 / 3, Number(failed, "height"), 0.02);
        Assert.Equal(Number(accepted, "y"), Number(failed, "y") + Number(failed, "height"), 0.02);
    }

    [Fact]
    public void A_limit_far_above_all_bars_is_mentioned_and_not_drawn()
    {
        var page = _fixture.Page(0.5, _fixture.Lines("run.jsonl", Line("a", "12:00:00.000"), Line("b", "12:50:00.000")));

        Assert.Empty(page.Section("calls").OfClass("line", "bound"));
        Assert.Contains("Far above this scale: documented quota: 5/s.", page.Section("calls").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Causes_show_their_count_the_recommended_action_and_the_contacts()
    {
        const string Gone = ",\"ErrorId\":\"ResourceNotFoundException\",\"Reason\":\"It is gone.\",\"RecommendedAction\":\"Check the id.\"";
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl",
            [.. Enumerable.Range(1, 6).Select(i => Line($"c{i}", status: "Cancelled", more: ",\"ErrorId\":\"NotSent\"")), Line("g1", status: "Failed", more: Gone), Line("g2", status: "Failed", more: Gone), Line("ok")]));
        var causes = page.Section("causes").Elements("article").ToList();

        Assert.Equal(["Failed ResourceNotFoundException 2 contacts", "Cancelled NotSent 6 contacts"], causes.ConvertAll(c => c.Element("h3")!.Value));
        Assert.Equal(["It is gone.", "What to do: Check the id.", "g1, g2"], causes[0].Elements("p").Take(3).Select(p => p.Value));
        Assert.Equal("c1, c2, c3, c4, c5, c6", causes[1].Element("details")!.Element("p")!.Value);
    }

    [Fact]
    public void Additional_columns_are_shown_and_columns_with_one_value_for_all_contacts_are_not()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl", Line("a", more: ",\"Queue\":\"Billing\""), Line("b", more: ",\"Shift\":\"Late\"")));

        Assert.Equal(["Billing", ""], page.Column("Queue"));
        Assert.Equal(["", "Late"], page.Column("Shift"));
        Assert.Equal(["5", "5"], page.Column("Customer idle, min"));
        Assert.DoesNotContain("Region", page.Headers());
        Assert.DoesNotContain("Agent idle, min", page.Headers());
        Assert.Equal("eu-west-2", page.Fact("Region"));
    }

    [Fact]
    public void Additional_columns_beyond_twenty_are_counted_as_left_out()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl", Line("a", more: string.Concat(Enumerable.Range(1, 23).Select(i => $",\"n{i}\":\"x\"")))));

        Assert.Equal(20, page.Headers().Count(h => h.StartsWith('n')));
        Assert.Contains("3 additional columns are left out.", page.Remarks());
    }

    [Fact]
    public void The_known_names_are_the_properties_of_an_outcome_and_Time_and_Endpoint() =>
        Assert.Equal(typeof(ParticipantRoleOutcome).GetProperties().Select(p => p.Name).Concat(["Time", "Endpoint"]).Order(StringComparer.Ordinal), OutcomeParser.Names.Order(StringComparer.Ordinal));

    private static string Timers(string contact, string status, string timers) => Line(contact, status: status).Replace("\"CustomerIdle\":5", timers, StringComparison.Ordinal);

    private static string WithLatency(string contact, int milliseconds) =>
        Line(contact).Replace("\"LatencyMs\":80", $"\"LatencyMs\":{milliseconds}", StringComparison.Ordinal);

    private static double Number(System.Xml.Linq.XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
