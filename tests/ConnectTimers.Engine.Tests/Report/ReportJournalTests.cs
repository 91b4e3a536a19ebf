using ConnectTimers.Abstractions;
using static ConnectTimers.Engine.Tests.Report.ReportFixture;

namespace ConnectTimers.Engine.Tests.Report;

/// <summary>Tests of reading journals for a report.</summary>
public sealed class ReportJournalTests : IDisposable
{
    private readonly ReportFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("", "1 line of 'run.jsonl' cannot be read and is left out: line 2.")]
    [InlineData("\n", "1 line of 'run.jsonl' cannot be read and is left out: line 2.")]
    public void An_invalid_line_is_left_out_and_mentioned(string end, string remark)
    {
        var journal = Path.Combine(_fixture.Journal.Folder, "run.jsonl");
        File.WriteAllText(journal, $"{Line("a")}\n{{\"Time\":\"x\"}}\n\n \t\r\n{Line("b")}{end}");

        var page = _fixture.Page(null, journal);

        Assert.Equal(["a", "b"], page.Column("Contact"));
        Assert.Contains(remark, page.Remarks());
    }

    [Fact]
    public void A_torn_last_line_is_left_out_and_mentioned_wherever_it_was_torn()
    {
        var journal = Path.Combine(_fixture.Journal.Folder, "run.jsonl");
        var last = Line("b");
        for (var cut = 0; cut <= last.Length; cut++)
        {
            File.WriteAllText(journal, Line("a") + "\n" + last[..cut] + "\0\0");

            var page = _fixture.Page(null, journal);

            Assert.Equal(cut == last.Length ? ["a", "b"] : ["a"], page.Column("Contact"));
            Assert.Equal(cut == 0 || cut == last.Length ? 0 : 1, page.Remarks().Count(r => r == "1 line of 'run.jsonl' cannot be read and is left out: the last, line 2, which is incomplete."));
        }
    }

    [Fact]
    public void A_line_that_is_too_long_is_left_out_and_the_next_is_read()
    {
        var journal = _fixture.Lines("run.jsonl", Line("a"), Line("long", more: $",\"n\":\"{new string('x', 2_500_000)}\""), Line("b"));

        var page = _fixture.Page(null, journal);

        Assert.Equal(["a", "b"], page.Column("Contact"));
        Assert.Contains("1 line of 'run.jsonl' cannot be read and is left out: line 2.", page.Remarks());
    }

    [Fact]
    public void A_journal_is_read_with_its_additional_columns_and_a_byte_order_mark()
    {
        var config = Journal.JournalFolder.Config("c-1", 5, null, 0);
        using (var journal = _fixture.Journal.Open())
        {
            journal.Write(Journal.JournalFolder.Accepted(config), Journal.JournalFolder.Endpoint, [KeyValuePair.Create("Queue", (string?)"Billing")]);
        }

        _fixture.Journal.Bytes = [0xEF, 0xBB, 0xBF, .. _fixture.Journal.Bytes];
        var page = _fixture.Page(null, _fixture.Journal.Path);

        Assert.Equal(["Accepted", "c-1", "Billing", "5", "Unset", "1", "2026-03-01 11:59:59.920", "87", "r-1"], page.Descendants("tbody").Single().Element("tr")!.Elements().Select(c => c.Value));
    }

    [Fact]
    public void Across_journals_the_outcome_with_the_later_time_counts_in_any_order()
    {
        var early = _fixture.Lines("z.jsonl", Line("a", "10:00:00.000", "Failed", ",\"ErrorId\":\"Broke\""));
        var late = _fixture.Lines("a.jsonl", Line("a", "11:00:00.000"));

        Assert.Equal(["Accepted"], _fixture.Page(null, early, late).Column("Status"));
        Assert.Equal(["Accepted"], _fixture.Page(null, late, early).Column("Status"));
    }

    [Fact]
    public void Within_a_journal_the_later_line_counts_whatever_its_time() =>
        Assert.Equal(["Cancelled"], _fixture.Page(null, _fixture.Lines("run.jsonl", Line("a", "12:00:05.000"), Line("a", "12:00:00.000", "Cancelled"))).Column("Status"));

    [Fact]
    public void A_contact_at_another_endpoint_is_another_contact()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl", Line("a"), Line("a", status: "Failed").Replace("https://e", "http://localhost:1", StringComparison.Ordinal)));

        Assert.Equal(["Accepted", "Failed"], page.Column("Status"));
        Assert.Equal(["https://e", "http://localhost:1"], page.Column("Endpoint"));
    }

    [Theory]
    [InlineData("ContactId,Status\na,Accepted\n")]
    [InlineData("{\"Status\":\"Accepted\"}\n")]
    [InlineData("{\"Time\":\"x\"}\n")]
    [InlineData("\n{\"Time\":\"x\"}\n{\"Time\":\"y\"}\n")]
    public void A_file_without_a_valid_line_is_not_a_journal(string text)
    {
        File.WriteAllText(_fixture.Journal.Path, text);

        var problem = _fixture.Begin().AddJournal(_fixture.Journal.Path, default);

        Assert.Equal("NotAJournal", problem?.ErrorId);
        Assert.Contains("run.jsonl", problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Tim")]
    [InlineData("\0\0\0")]
    public void An_empty_journal_gives_nothing_to_report_and_no_file(string text)
    {
        File.WriteAllText(_fixture.Journal.Path, text);
        var report = _fixture.Begin();
        Assert.Null(report.AddJournal(_fixture.Journal.Path, default));

        Assert.Equal("NothingToReport", report.Write(new ReportSettings(_fixture.PagePath), default)?.ErrorId);
        Assert.False(File.Exists(_fixture.PagePath));
    }

    [Fact]
    public void A_folder_and_a_missing_file_have_different_problems()
    {
        Assert.Equal("JournalNotFound", _fixture.Begin().AddJournal(Path.Combine(_fixture.Journal.Folder, "nowhere"), default)?.ErrorId);
        Assert.Equal("JournalNotReadable", _fixture.Begin().AddJournal(_fixture.Journal.Folder, default)?.ErrorId);
    }

    [Fact]
    public void A_stop_ends_reading()
    {
        var stopped = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => _fixture.Begin().AddJournal(_fixture.Lines("run.jsonl", Line("a")), stopped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void A_report_is_never_written_over_a_journal(string mark)
    {
        var journal = _fixture.Lines("run.jsonl", mark + Line("a"));
        var before = File.ReadAllText(journal);
        var report = _fixture.Begin();
        Assert.Null(report.AddJournal(journal, default));

        Assert.Equal("ReportOverJournal", report.Write(new ReportSettings(journal), default)?.ErrorId);
        Assert.Equal(before, File.ReadAllText(journal));
    }

    [Theory]
    [InlineData("ContactId,CustomerIdle\na,5\n")]
    [InlineData("")]
    [InlineData("<!DOCTYPE html><html><head><title>Not ours</title></head></html>")]
    public void A_file_that_is_not_a_report_is_replaced_only_with_Force(string text)
    {
        File.WriteAllText(_fixture.PagePath, text);
        var report = _fixture.Begin();
        Assert.Null(report.AddJournal(_fixture.Lines("run.jsonl", Line("a")), default));

        Assert.Equal("ReportOverFile", report.Write(new ReportSettings(_fixture.PagePath), default)?.ErrorId);
        Assert.Equal(text, File.ReadAllText(_fixture.PagePath));
        Assert.Null(report.Write(new ReportSettings(_fixture.PagePath) { Force = true }, default));
        Assert.Null(report.Write(new ReportSettings(_fixture.PagePath), default)); // a report
        Assert.Equal("ReportOverJournal", report.Write(new ReportSettings(_fixture.Journal.Path) { Force = true }, default)?.ErrorId);
        Assert.Equal(["run.html", "run.jsonl"], Directory.GetFiles(_fixture.Journal.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_report_goes_through_a_link_only_where_nobody_else_can_have_made_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // has no modes, and links need a privilege
        }

        var (target, link) = (Path.Combine(_fixture.Journal.Folder, "target.html"), Path.Combine(_fixture.Journal.Folder, "shared", "link.html"));
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, target);
        var report = _fixture.Begin();
        Assert.Null(report.AddJournal(_fixture.Lines("run.jsonl", Line("a")), default));

        folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Null(report.Write(new ReportSettings(link), default));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Contains("ConnectTimers", File.ReadAllText(target), StringComparison.Ordinal);

        folder.UnixFileMode |= UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        File.Delete(target);
        var problem = report.Write(new ReportSettings(link) { Force = true }, default);
        Assert.Equal("ReportThroughLink", problem?.ErrorId);
        Assert.Contains($"'{target}'", problem!.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public void One_byte_that_is_not_UTF_8_costs_its_line_and_is_mentioned()
    {
        var good = Line("b", more: ",\"Queue\":\"größe\"");
        foreach (var at in new[] { "2026", "eu-west", "CustomerIdle", "Accepted" })
        {
            var bad = System.Text.Encoding.UTF8.GetBytes(Line("a", more: ",\"Queue\":\"x\""));
            bad[System.Text.Encoding.UTF8.GetString(bad).IndexOf(at, StringComparison.Ordinal)] = 0xE9;
            File.WriteAllBytes(_fixture.Journal.Path, [.. bad, (byte)'\n', .. System.Text.Encoding.UTF8.GetBytes(good), (byte)'\n']);

            var page = _fixture.Page(null, _fixture.Journal.Path);

            Assert.Equal(["b"], page.Column("Contact"));
            Assert.Contains("1 line of 'run.jsonl' cannot be read and is left out: line 1.", page.Remarks());
        }
    }

    [Fact]
    public void An_existing_file_is_replaced_unless_NoClobber_is_set()
    {
        File.WriteAllText(_fixture.PagePath, "name=\"generator\" content=\"ConnectTimers\"" + new string('x', 1_000_000 - 40));
        var report = _fixture.Begin();
        Assert.Null(report.AddJournal(_fixture.Lines("run.jsonl", Line("a")), default));

        Assert.Equal("ReportExists", report.Write(new ReportSettings(_fixture.PagePath) { NoClobber = true }, default)?.ErrorId);
        Assert.InRange(new FileInfo(_fixture.PagePath).Length, 999_990, 1_000_010);
        Assert.Equal(["a"], _fixture.Page(report).Column("Contact"));
        Assert.Equal("ReportNotWritable", report.Write(new ReportSettings(_fixture.Journal.Folder), default)?.ErrorId);
        Assert.Equal("ReportNotWritable", report.Write(new ReportSettings(Path.Combine(_fixture.Journal.Folder, "no", "x.html")), default)?.ErrorId);
    }
}
