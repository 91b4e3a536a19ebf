using System.Xml;
using System.Xml.Linq;
using ConnectTimers.Emulator;

namespace ConnectTimers.PowerShell.Tests;

/// <summary>The report as a user makes it: from journals and from outcomes, and the errors when it cannot be made.</summary>
public sealed class ExportReportTests : IDisposable
{
    private const string Line = "{\"Time\":\"2026-03-01T12:00:00.000Z\",\"Status\":\"Accepted\",\"InstanceId\":\"i\",\"ContactId\":\"CONTACT\",\"Attempts\":1}\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-timers-");
    private readonly Hosted _hosted = new();

    private string PagePath => Path.Combine(_folder.FullName, "run.html");

    public void Dispose()
    {
        _hosted.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_run_makes_the_same_report_from_its_journal_and_from_its_outcomes_alive_or_read_back()
    {
        await using var emulator = await ConnectEmulator.StartAsync(new EmulatorOptions { RateLimit = 0, Contacts = [new EmulatedContact("i-1", "a"), new EmulatedContact("i-1", "b")] });
        var made = _hosted.Run("""
            $outcomes = 'a', 'b', 'gone' | Set-ParticipantRoleConfig -InstanceId i-1 -CustomerIdle 5 -AgentIdle Unset -PassThru @connect -JournalPath $folder/run.jsonl -ErrorAction SilentlyContinue
            Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl -Path $folder/journal.html -RateLimit 4
            $outcomes | Export-ParticipantRoleConfigReport $folder/alive.html -RateLimit 4
            $outcomes | Export-Csv $folder/outcomes.csv
            Import-Csv $folder/outcomes.csv | Export-ParticipantRoleConfigReport -Path $folder/csv.html -RateLimit 4
            [IO.File]::WriteAllText("$folder/outcomes.clixml", [Management.Automation.PSSerializer]::Serialize($outcomes))
            [Management.Automation.PSSerializer]::Deserialize([IO.File]::ReadAllText("$folder/outcomes.clixml")) | Export-ParticipantRoleConfigReport -Path $folder/clixml.html -RateLimit 4
            $outcomes | ForEach-Object { @{ Status = $_.Status; ContactId = $_.ContactId; Region = $_.Region; InstanceId = $_.InstanceId; CustomerIdle = $_.CustomerIdle; UnsetTimers = $_.UnsetTimers; Attempts = $_.Attempts } } |
                Export-ParticipantRoleConfigReport -Path $folder/tables.html
            """, Hosted.Connect(emulator), ("folder", _folder.FullName));

        Assert.Null(made.Terminating);
        Assert.DoesNotContain(made.Errors, e => !e.FullyQualifiedErrorId.Contains("SetParticipantRoleConfig", StringComparison.Ordinal));
        Assert.Empty(made.Output);
        foreach (var page in new[] { "journal", "alive", "csv", "clixml", "tables" })
        {
            var rows = Rows(page + ".html");
            Assert.Equal(["Accepted a 5 Unset", "Accepted b 5 Unset", "Failed gone 5 Unset"], rows.Select(r => string.Join(' ', r.Take(4))).Order(StringComparer.Ordinal));
        }

        Assert.Equal(Rows("journal.html"), Rows("alive.html"));
        Assert.Equal(Rows("alive.html"), Rows("clixml.html"));
    }

    [Fact]
    public void Journals_come_by_wildcards_by_relative_paths_and_by_names_with_brackets_and_none_twice()
    {
        WriteJournal("run-1.jsonl", "a");
        WriteJournal("run-2.jsonl", "b");
        WriteJournal("x[1].jsonl", "c");

        var written = _hosted.Run("""
            $null = $ExecutionContext.SessionState.Path.SetLocation($folder)
            Export-ParticipantRoleConfigReport -JournalPath run-*.jsonl, "$folder/x[1].jsonl", ./run-1.jsonl -Path run.html
            """, ("folder", _folder.FullName));

        Assert.Null(written.Terminating);
        Assert.Empty(written.Errors);
        Assert.Equal(["Accepted a 1", "Accepted b 1", "Accepted c 1"], Rows("run.html").Select(r => string.Join(' ', r)));
    }

    [Fact]
    public void The_title_and_the_rate_limit_are_shown_and_PassThru_returns_the_file()
    {
        WriteJournal("run.jsonl", "a");

        var written = _hosted.Run("Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl -Path $folder/run.html -Title 'Night <run>' -RateLimit 3 -PassThru", ("folder", _folder.FullName));

        Assert.Equal(PagePath, Assert.IsType<FileInfo>(Assert.Single(written.Output).BaseObject).FullName);
        Assert.Equal("Night <run>", Page("run.html").Descendants("h1").Single().Value);
        Assert.Contains("-RateLimit: 3/s", File.ReadAllText(PagePath), StringComparison.Ordinal);
    }

    [Fact]
    public void An_incomplete_line_is_a_warning_and_is_mentioned_in_the_report()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "run.jsonl"), Line + Line[..30]);

        var written = _hosted.Run("Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl -Path $folder/run.html", ("folder", _folder.FullName));

        Assert.Equal("1 line of 'run.jsonl' cannot be read and is left out: the last, line 2, which is incomplete.", Assert.Single(written.Warnings).Message);
        Assert.Contains(written.Warnings[0].Message, Page("run.html").Descendants("p").Select(p => p.Value));
    }

    [Theory]
    [InlineData("Export-ParticipantRoleConfigReport -JournalPath $folder/nowhere.jsonl -Path $folder/run.html", "JournalNotFound", "nowhere.jsonl")]
    [InlineData("Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl, $folder/none*.jsonl -Path $folder/run.html", "JournalNotFound", "none*.jsonl")]
    [InlineData("Export-ParticipantRoleConfigReport -JournalPath Env:/PATH -Path $folder/run.html", "NotAFile", "Environment")]
    [InlineData("Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl -Path Env:/PATH", "NotAFile", "Environment")]
    [InlineData("Export-ParticipantRoleConfigReport -JournalPath $folder/empty.jsonl -Path $folder/run.html", "NothingToReport", "1 journal")]
    [InlineData("@() | Export-ParticipantRoleConfigReport -Path $folder/run.html", "NothingToReport", "no outcome")]
    [InlineData("Export-ParticipantRoleConfigReport -JournalPath $folder/chats.csv -Path $folder/run.html", "NotAJournal", "chats.csv")]
    [InlineData("Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl -Path $folder/run.jsonl", "ReportOverJournal", "run.jsonl")]
    [InlineData("Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl -Path $folder/no/run.html", "ReportNotWritable", "run.html")]
    [InlineData("Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl -Path $folder/old.html -NoClobber", "ReportExists", "old.html")]
    public void A_report_that_cannot_be_made_is_one_error_with_advice_and_no_file(string command, string errorId, string named)
    {
        WriteJournal("run.jsonl", "a");
        File.WriteAllText(Path.Combine(_folder.FullName, "empty.jsonl"), "");
        File.WriteAllText(Path.Combine(_folder.FullName, "chats.csv"), "ContactId\na\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "old.html"), "old");

        var error = Assert.Single(_hosted.Run(command, ("folder", _folder.FullName)).Errors);

        Assert.Equal(errorId, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.False(File.Exists(PagePath));
        Assert.Equal("old", File.ReadAllText(Path.Combine(_folder.FullName, "old.html")));
        Assert.Equal(Line.Replace("CONTACT", "a", StringComparison.Ordinal), File.ReadAllText(Path.Combine(_folder.FullName, "run.jsonl")));
    }

    [Fact]
    public void An_object_that_is_no_outcome_is_an_error_of_its_own_and_the_others_are_reported()
    {
        var written = _hosted.Run("""
            @{ Status = 'Accepted'; ContactId = 'a' }, [pscustomobject]@{ Name = 'x' }, @{ Status = 'Busy'; ContactId = 'b' }, 'text', @{ Status = 'Failed'; ContactId = 'c' } |
                Export-ParticipantRoleConfigReport -Path $folder/run.html
            """, ("folder", _folder.FullName));

        Assert.Equal(["object 2: It has no Status", "object 3: It has the unknown Status 'Busy'", "object 4: It has no Status"], written.Errors.Select(e => e.ToString().Split(',')[0]));
        Assert.All(written.Errors, e => Assert.StartsWith("NotAnOutcome,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(["a", "c"], Rows("run.html").Select(r => r[1]));
    }

    [Fact]
    public void WhatIf_writes_nothing_and_an_existing_report_is_replaced_without_confirmation()
    {
        WriteJournal("run.jsonl", "a");
        File.WriteAllText(PagePath, "old");

        var written = _hosted.Run("Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl -Path $folder/run.html -PassThru -WhatIf", ("folder", _folder.FullName));
        Assert.Empty(written.Output);
        Assert.Equal("old", File.ReadAllText(PagePath));

        const string Export = "Export-ParticipantRoleConfigReport -JournalPath $folder/run.jsonl -Path $folder/run.html ";
        Assert.StartsWith("ReportOverFile,", Assert.Single(_hosted.Run(Export).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_hosted.Run(Export + "-Force").Errors);
        Assert.Empty(_hosted.Run(Export).Errors);
        Assert.Equal("a", Assert.Single(Rows("run.html"))[1]);
    }

    [Fact]
    public void Columns_that_an_object_has_besides_are_notes()
    {
        _hosted.Run("[pscustomobject]@{ Status = 'Accepted'; ContactId = 'a'; Queue = 'Billing' } | Export-ParticipantRoleConfigReport -Path $folder/run.html", ("folder", _folder.FullName));

        Assert.Equal(["Accepted", "a", "Billing", "0"], Assert.Single(Rows("run.html")));
    }

    private void WriteJournal(string name, string contact) =>
        File.WriteAllText(Path.Combine(_folder.FullName, name), Line.Replace("CONTACT", contact, StringComparison.Ordinal));

    private XDocument Page(string name)
    {
        using var reader = XmlReader.Create(Path.Combine(_folder.FullName, name), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private List<string[]> Rows(string name) => [.. Page(name).Descendants("table").Single(t => (string?)t.Attribute("id") == "contacts").Element("tbody")!.Elements("tr").Select(r => r.Elements().Select(c => c.Value).ToArray())];
}
