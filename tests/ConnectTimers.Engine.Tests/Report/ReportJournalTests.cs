using ConnectTimers.Abstractions;
using static ConnectTimers.Engine.Tests.Report.ReportFixture;

namespace ConnectTimers.Engine.Tests.Report;

/// <summary>Which lines of a journal count, and what is said of the others.</summary>
public sealed class ReportJournalTests : IDisposable
{
    private readonly ReportFixture _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("", "1 line of 'run.jsonl' cannot be read and is left out: line 2.")]
    [InlineData("\n", "1 line of 'run.jsonl' cannot be read and is left out: line 2.")]
    public void A_line_that_is_none_is_left_out_and_told(string end, string remark)
    {
        var journal = Path.Combine(_rig.Journal.Folder, "run.jsonl");
        File.WriteAllText(journal, $"{Line("a")}\n{{\"Time\":\"x\"}}\n\n \t\r\n{Line("b")}{end}");

        var page = _rig.Page(null, journal);

        Assert.Equal(["a", "b"], page.Column("Contact"));
        Assert.Contains(remark, page.Remarks());
    }

    [Fact]
    public void Wherever_the_last_line_was_torn_off_the_whole_ones_count_and_the_rest_is_told()
    {
        var journal = Path.Combine(_rig.Journal.Folder, "run.jsonl");
        var last = Line("b");
        for (var cut = 0; cut <= last.Length; cut++)
        {
            File.WriteAllText(journal, Line("a") + "\n" + last[..cut] + "\0\0");

            var page = _rig.Page(null, journal);

            Assert.Equal(cut == last.Length ? ["a", "b"] : ["a"], page.Column("Contact"));
            Assert.Equal(cut == 0 || cut == last.Length ? 0 : 1, page.Remarks().Count(r => r == "1 line of 'run.jsonl' cannot be read and is left out: the last, line 2, which has no end."));
        }
    }

    [Fact]
    public void A_line_longer_than_any_of_ours_is_left_out_and_the_next_is_read()
    {
        var journal = _rig.Lines("run.jsonl", Line("a"), Line("long", more: $",\"n\":\"{new string('x', 2_500_000)}\""), Line("b"));

        var page = _rig.Page(null, journal);

        Assert.Equal(["a", "b"], page.Column("Contact"));
        Assert.Contains("1 line of 'run.jsonl' cannot be read and is left out: line 2.", page.Remarks());
    }

    [Fact]
    public void What_a_run_has_written_is_read_with_its_notes_and_its_mark_of_byte_order()
    {
        var config = Journal.JournalFolder.Config("c-1", 5, null, 0);
        using (var journal = _rig.Journal.Open())
        {
            journal.Write(Journal.JournalFolder.Accepted(config), Journal.JournalFolder.Endpoint, [KeyValuePair.Create("Queue", (string?)"Billing")]);
        }

        _rig.Journal.Bytes = [0xEF, 0xBB, 0xBF, .. _rig.Journal.Bytes];
        var page = _rig.Page(null, _rig.Journal.Path);

        Assert.Equal(["Accepted", "c-1", "Billing", "5", "Unset", "1", "2026-03-01 11:59:59.920", "87", "r-1"], page.Descendants("tbody").Single().Element("tr")!.Elements().Select(c => c.Value));
    }

    [Fact]
    public void Of_two_journals_the_later_time_is_the_last_word_in_whatever_order_they_are_given()
    {
        var early = _rig.Lines("z.jsonl", Line("a", "10:00:00.000", "Failed", ",\"ErrorId\":\"Broke\""));
        var late = _rig.Lines("a.jsonl", Line("a", "11:00:00.000"));

        Assert.Equal(["Accepted"], _rig.Page(null, early, late).Column("Status"));
        Assert.Equal(["Accepted"], _rig.Page(null, late, early).Column("Status"));
    }

    [Fact]
    public void In_one_journal_the_later_line_is_the_last_word_whatever_the_clock_said() =>
        Assert.Equal(["Cancelled"], _rig.Page(null, _rig.Lines("run.jsonl", Line("a", "12:00:05.000"), Line("a", "12:00:00.000", "Cancelled"))).Column("Status"));

    [Fact]
    public void The_same_contact_at_another_endpoint_is_another()
    {
        var page = _rig.Page(null, _rig.Lines("run.jsonl", Line("a"), Line("a", status: "Failed").Replace("https://e", "http://localhost:1", StringComparison.Ordinal)));

        Assert.Equal(["Accepted", "Failed"], page.Column("Status"));
        Assert.Equal(["https://e", "http://localhost:1"], page.Column("Address"));
    }

    [Theory]
    [InlineData("ContactId,Status\na,Accepted\n")]
    [InlineData("{\"Status\":\"Accepted\"}\n")]
    [InlineData("{\"Time\":\"x\"}\n")]
    [InlineData("\n{\"Time\":\"x\"}\n{\"Time\":\"y\"}\n")]
    public void A_file_without_a_line_of_ours_is_no_journal(string text)
    {
        File.WriteAllText(_rig.Journal.Path, text);

        var problem = _rig.Begin().AddJournal(_rig.Journal.Path, default);

        Assert.Equal("NotAJournal", problem?.ErrorId);
        Assert.Contains("run.jsonl", problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Tim")]
    [InlineData("\0\0\0")]
    public void An_empty_journal_is_nothing_to_report_and_makes_no_file(string text)
    {
        File.WriteAllText(_rig.Journal.Path, text);
        var report = _rig.Begin();
        Assert.Null(report.AddJournal(_rig.Journal.Path, default));

        Assert.Equal("NothingToReport", report.Write(new ReportSettings(_rig.PagePath), default)?.ErrorId);
        Assert.False(File.Exists(_rig.PagePath));
    }

    [Fact]
    public void A_folder_and_a_file_that_is_not_there_are_told_apart()
    {
        Assert.Equal("JournalNotFound", _rig.Begin().AddJournal(Path.Combine(_rig.Journal.Folder, "nowhere"), default)?.ErrorId);
        Assert.Equal("JournalNotReadable", _rig.Begin().AddJournal(_rig.Journal.Folder, default)?.ErrorId);
    }

    [Fact]
    public void A_stop_ends_the_reading()
    {
        var stopped = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => _rig.Begin().AddJournal(_rig.Lines("run.jsonl", Line("a")), stopped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void A_report_is_never_written_over_a_journal(string mark)
    {
        var journal = _rig.Lines("run.jsonl", mark + Line("a"));
        var before = File.ReadAllText(journal);
        var report = _rig.Begin();
        Assert.Null(report.AddJournal(journal, default));

        Assert.Equal("ReportOverJournal", report.Write(new ReportSettings(journal), default)?.ErrorId);
        Assert.Equal(before, File.ReadAllText(journal));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_or_stays_as_is_asked()
    {
        File.WriteAllText(_rig.PagePath, new string('x', 1_000_000));
        var report = _rig.Begin();
        Assert.Null(report.AddJournal(_rig.Lines("run.jsonl", Line("a")), default));

        Assert.Equal("ReportExists", report.Write(new ReportSettings(_rig.PagePath) { NoClobber = true }, default)?.ErrorId);
        Assert.Equal(1_000_000, new FileInfo(_rig.PagePath).Length);
        Assert.Equal(["a"], _rig.Page(report).Column("Contact"));
        Assert.Equal("ReportUnwritable", report.Write(new ReportSettings(_rig.Journal.Folder), default)?.ErrorId);
        Assert.Equal("ReportUnwritable", report.Write(new ReportSettings(Path.Combine(_rig.Journal.Folder, "no", "x.html")), default)?.ErrorId);
    }
}
