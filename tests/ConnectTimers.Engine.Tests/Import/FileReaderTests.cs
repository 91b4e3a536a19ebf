using ConnectTimers.Engine.Import;
using ConnectTimers.Abstractions;
using static ConnectTimers.Engine.Tests.Import.Reading;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>Files on disk: how they are opened, shared, given up.</summary>
public sealed class FileReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("import");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("chats.csv", null, FileFormat.Csv)]
    [InlineData("chats.TXT", null, FileFormat.Csv)]
    [InlineData("chats", null, FileFormat.Csv)]
    [InlineData("chats.dat", null, FileFormat.Csv)]
    [InlineData("chats.JSON", null, FileFormat.Json)]
    [InlineData("chats.jsonl", null, FileFormat.JsonLines)]
    [InlineData("chats.ndjson", null, FileFormat.JsonLines)]
    [InlineData("chats.json", FileFormat.Csv, FileFormat.Csv)]
    [InlineData("chats.csv", FileFormat.Json, FileFormat.Json)]
    [InlineData("chats.csv", FileFormat.JsonLines, FileFormat.JsonLines)]
    public void The_format_is_what_is_said_or_else_the_extensions(string name, FileFormat? said, FileFormat format)
    {
        var path = Write(name, format switch
        {
            FileFormat.Csv => "ContactId,a\nc-1,x\nc-2,y\n",
            FileFormat.Json => "[{\"ContactId\":\"c-1\"},\n{\"ContactId\":\"c-2\"}]",
            _ => "{\"ContactId\":\"c-1\"}\n{\"ContactId\":\"c-2\"}\n",
        });

        var rows = new TimerEngine().ReadFile(new FileSettings(path) { Format = said }, CancellationToken.None).ToList();

        Assert.Equal(["c-1", "c-2"], rows.Select(r => r.Cells[0].Value));
        Assert.All(rows, r => Assert.Null(r.Problem));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        AssertProblem(Path.Combine(_folder.FullName, "no.csv"), "FileNotFound", ProblemCategory.ObjectNotFound);
        AssertProblem(Path.Combine(_folder.FullName, "no", "chats.csv"), "FileNotFound", ProblemCategory.ObjectNotFound);
    }

    [Fact]
    public void A_folder_is_no_file() => AssertProblem(_folder.FullName, "FileIsDirectory", ProblemCategory.InvalidArgument);

    [Fact]
    public void A_file_that_is_not_shared_is_told()
    {
        var path = Write("chats.csv", "ContactId\nc-1\n");
        using var other = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        AssertProblem(path, "FileInUse", ProblemCategory.ResourceBusy);
    }

    [Fact]
    public void A_file_that_nobody_may_read_is_told()
    {
        var row = Assert.Single(FileReader.Read(() => throw new UnauthorizedAccessException("Access is denied."), new FileSettings("/x/chats.csv"), CancellationToken.None));

        Assert.Equal(("FileUnreadable", ProblemCategory.PermissionDenied), (row.Problem!.ErrorId, row.Problem.Category));
        Assert.Equal("The file '/x/chats.csv' cannot be read: Access is denied.", row.Problem.Message);
    }

    [Theory]
    [InlineData("chats.csv", "ContactId,a\n", "c-{0},xxxxxxxxxxxx\n")]
    [InlineData("chats.json", "[", "{{\"ContactId\":\"c-{0}\"}},\n")]
    [InlineData("chats.jsonl", "", "{{\"ContactId\":\"c-{0}\"}}\n")]
    public void A_drive_that_goes_away_ends_the_reading_behind_the_rows_that_were_read(string name, string begin, string row)
    {
        var rows = FileReader.Read(() => new GeneratedStream(begin, row, 20_000, failsAtEnd: true), new FileSettings(name), CancellationToken.None).ToList();

        Assert.Equal("c-0", rows[0].Cells[0].Value);
        Assert.Equal("0: !FileUnreadable", Say(rows[^1]));
        Assert.All(rows.SkipLast(1), r => Assert.Null(r.Problem));
        Assert.InRange(rows.Count, 10_000, 20_000);
    }

    [Fact]
    public void A_file_that_another_writes_to_is_read_and_let_go()
    {
        var path = Write("run.jsonl", "{\"ContactId\":\"c-1\"}\n{\"Cont");
        using (var writer = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Write))
        {
            Assert.Equal("2: !TornLine", Say(FileReader.Read(new FileSettings(path), CancellationToken.None).Last()));
            Assert.Equal("c-1", FileReader.Read(new FileSettings(path), CancellationToken.None).First().Cells[0].Value); // disposed early
        }

        using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Nothing_is_opened_before_a_row_is_asked_for()
    {
        var path = Path.Combine(_folder.FullName, "chats.csv");
        var rows = FileReader.Read(new FileSettings(path), CancellationToken.None);
        Write("chats.csv", "ContactId\nc-1\n");

        Assert.Equal("2: ContactId=c-1", Say(Assert.Single(rows)));
        Assert.Equal("2: ContactId=c-1", Say(Assert.Single(rows))); // and again
    }

    [Theory]
    [InlineData("chats.csv", "ContactId,a\n", "c-{0},x\n")]
    [InlineData("chats.json", "[", "{{\"ContactId\":\"c-{0}\"}},\n")]
    [InlineData("chats.jsonl", "", "{{\"ContactId\":\"c-{0}\"}}\n")]
    public void A_stop_ends_the_reading_between_two_rows(string name, string begin, string row)
    {
        using var stop = new CancellationTokenSource();
        using var rows = FileReader.Read(() => new GeneratedStream(begin, row, 1000), new FileSettings(name), stop.Token).GetEnumerator();
        Assert.True(rows.MoveNext());
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => rows.MoveNext());
    }

    [Theory]
    [InlineData("chats.csv")]
    [InlineData("chats.json")]
    [InlineData("chats.jsonl")]
    public void A_stop_ends_the_reading_where_no_row_comes(string name)
    {
        using var stop = new CancellationTokenSource();
        var blanks = new GeneratedStream("", "\n", int.MaxValue, at: i => { if (i == 200_000) { stop.Cancel(); } });

        Assert.Throws<OperationCanceledException>(() => FileReader.Read(() => blanks, new FileSettings(name), stop.Token).Any());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static void AssertProblem(string path, string errorId, ProblemCategory category)
    {
        var row = Assert.Single(FileReader.Read(new FileSettings(path), CancellationToken.None));
        Assert.Equal((0, errorId, category), (row.Line, row.Problem?.ErrorId, row.Problem!.Category));
        Assert.Contains($"'{path}'", row.Problem.Message, StringComparison.Ordinal);
    }
}
