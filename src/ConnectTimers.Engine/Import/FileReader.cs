using System.Text;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// Reads a file row by row, with no more of it in memory than a row and a buffer. Whatever goes wrong becomes a row that says so, and
/// never an exception: how far the reader got is told by the rows before it.
/// </summary>
internal static class FileReader
{
    /// <summary>The longest row, in bytes. What has no end in so much is no row, and is not read into memory.</summary>
    public const int MaxRowLength = 1 << 20;

    /// <summary>Reads a file from disk.</summary>
    /// <remarks>Somebody may have it open in Excel, and a journal may still be growing: it is shared with all who share it.</remarks>
    public static IEnumerable<FileRow> Read(FileSettings settings, CancellationToken stopToken) =>
        Read(() => new FileStream(settings.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan), settings, stopToken);

    /// <summary>Reads what another opens in its place.</summary>
    public static IEnumerable<FileRow> Read(Func<Stream> open, FileSettings settings, CancellationToken stopToken)
    {
        using var rows = Rows(open, settings, stopToken).GetEnumerator();
        while (Next(rows, settings.Path, stopToken) is { } row)
        {
            yield return row;
        }
    }

    private static IEnumerable<FileRow> Rows(Func<Stream> open, FileSettings settings, CancellationToken stopToken)
    {
        using var text = Utf8Text.Open(open(), stopToken);
        var extension = Path.GetExtension(settings.Path).ToUpperInvariant();
        var rows = (settings.Format ?? FormatOf(extension)) switch
        {
            FileFormat.Json => JsonRows.Read(text, settings.Path),
            FileFormat.JsonLines => JsonLinesRows.Read(text, settings.Path),
            _ => CsvRows.Read(text, settings.Path, settings.Delimiter ?? (extension is ".TSV" or ".TAB" ? '\t' : null)),
        };
        foreach (var row in rows)
        {
            yield return row;
        }
    }

    private static FileFormat FormatOf(string extension) => extension switch
    {
        ".JSON" => FileFormat.Json,
        ".JSONL" or ".NDJSON" => FileFormat.JsonLines,
        _ => FileFormat.Csv,
    };

    // After an exception there are no more rows: the enumerator has ended.
    private static FileRow? Next(IEnumerator<FileRow> rows, string path, CancellationToken stopToken)
    {
        stopToken.ThrowIfCancellationRequested();
        try
        {
            return rows.MoveNext() ? rows.Current : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new FileRow { Problem = ProblemOf(e, path) };
        }
    }

    private static Problem ProblemOf(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => PathProblems.FileNotFound(path),
        UnauthorizedAccessException or IOException when Directory.Exists(path) => ImportProblems.FileIsDirectory(path),
        UnauthorizedAccessException => ImportProblems.FileUnreadable(path, ProblemCategory.PermissionDenied, exception.Message),
        IOException e when e.IsSharingViolation() => ImportProblems.FileInUse(path),
        IOException => ImportProblems.FileUnreadable(path, ProblemCategory.InvalidData, exception.Message),
        DecoderFallbackException => ImportProblems.BrokenUtf16(path),
        _ => exception.ToUnexpectedProblem(),
    };
}
