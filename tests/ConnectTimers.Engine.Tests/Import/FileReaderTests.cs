using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Import;
using static ConnectTimers.Engine.Tests.Import.InMemory;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>Tests of files on disk: formats, sharing, errors and stops.</summary>
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
    public void The_format_is_the_given_one_or_else_that_of_the_extension(string name, FileFormat? given, FileFormat format)
    {
        var path = Write(name, format switch
        {
            FileFormat.Csv => "ContactId,a\nc-1,x\nc-2,y\n",
            FileFormat.Json => "[{\"ContactId\":\"c-1\"},\n{\"ContactId\":\"c-2\"}]",
            _ => "{\"ContactId\":\"c-1\"}\n{\"ContactId\":\"c-2\"}\n",
        });

        var rows = new TimerEngine().ReadFile(new FileSettings(path) { Format = given }, CancellationToken.None).ToList();

        Assert.Equal(["c-1", "c-2"], rows.Cast<FileRow>().Select(r => r.Cells[0].Value));
        Assert.All(rows, r => Assert.Null(r.Problem));
    }

    [Fact]
    public void A_missing_file_is_reported()
    {
        AssertProblem(Path.Combine(_folder.FullName, "no.csv"), "FileNotFound", ProblemCategory.ObjectNotFound);
        AssertProblem(Path.Combine(_folder.FullName, "no", "chats.csv"), "FileNotFound", ProblemCategory.ObjectNotFound);
    }

    [Fact]
    public void A_folder_is_reported() => AssertProblem(_folder.FullName, "FileIsDirectory", ProblemCategory.InvalidArgument);

    [Fact]
    public void A_locked_file_is_reported()
    {
        var path = Write("chats.csv", "ContactId\nc-1\n");
        using var other = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        AssertProblem(path, "FileInUse", ProblemCategory.ResourceBusy);
    }

    [Fact]
    public void A_file_without_permission_is_reported()
    {
        var row = Assert.Single(FileReader.Read(() => throw new UnauthorizedAccessException("Access is denied."), new FileSettings("/x/chats.csv"), CancellationToken.None));

        Assert.Equal(("FileNotReadable", ProblemCategory.PermissionDenied), (row.Problem!.ErrorId, row.Problem.Category));
        Assert.Equal("Cannot read the file '/x/chats.csv': Access is denied.", row.Problem.Message);
    }

    [Theory]
    [InlineData("chats.csv", "ContactId,a\n", "c-{0},xxxxxxxxxxxx\n")]
    [InlineData("chats.json", "[", "{{\"ContactId\":\"c-{0}\"}},\n")]
    [InlineData("chats.jsonl", "", "{{\"ContactId\":\"c-{0}\"}}\n")]
    public void A_read_error_ends_reading_after_the_rows_read_so_far(string name, string begin, string row)
    {
        var rows = FileReader.Read(() => new GeneratedStream(begin, row, 20_000, failsAtEnd: true), new FileSettings(name), CancellationToken.None).ToList();

        Assert.Equal("c-0", Assert.IsType<FileRow>(rows[0]).Cells[0].Value);
        Assert.Equal("!FileNotReadable", Format(rows[^1]));
        Assert.All(rows.SkipLast(1), r => Assert.Null(r.Problem));
        Assert.InRange(rows.Count, 10_000, 20_001);
    }

    [Fact]
    public void A_file_being_written_is_read_and_closed()
    {
        var path = Write("run.jsonl", "{\"ContactId\":\"c-1\"}\n{\"Cont");
        using (var writer = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Write))
        {
            Assert.Equal("2: !TruncatedLine", Format(FileReader.Read(new FileSettings(path), CancellationToken.None).Last()));
            Assert.Equal("c-1", FileReader.Read(new FileSettings(path), CancellationToken.None).OfType<FileRow>().First().Cells[0].Value); // disposed early
        }

        using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Nothing_is_opened_before_the_first_row_is_read()
    {
        var path = Path.Combine(_folder.FullName, "chats.csv");
        var rows = FileReader.Read(new FileSettings(path), CancellationToken.None);
        Write("chats.csv", "ContactId\nc-1\n");

        Assert.Equal("2: ContactId=c-1", Format(Assert.Single(rows)));
        Assert.Equal("2: ContactId=c-1", Format(Assert.Single(rows))); // and again
    }

    [Theory]
    [InlineData("chats.csv", "ContactId,a\n", "c-{0},x\n")]
    [InlineData("chats.json", "[", "{{\"ContactId\":\"c-{0}\"}},\n")]
    [InlineData("chats.jsonl", "", "{{\"ContactId\":\"c-{0}\"}}\n")]
    public void A_stop_ends_reading_between_two_rows(string name, string begin, string row)
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
    public void A_stop_ends_reading_in_a_file_without_rows(string name)
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
        Assert.IsType<FileProblem>(row);
        Assert.Equal((errorId, category), (row.Problem?.ErrorId, row.Problem!.Category));
        Assert.Contains($"'{path}'", row.Problem.Message, StringComparison.Ordinal);
    }
}
