using System.Text;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// Reads a file row by row, with no more in memory than a row and a buffer. Every error becomes an entry with a problem, never an exception, so the rows
/// before it show how far the file was read.
/// </summary>
internal static class FileReader
{
    /// <summary>The longest row in bytes. More than that is not read into memory.</summary>
    public const int MaxRowLength = 1 << 20;

    private const int RowsBetweenShares = 64;

    /// <summary>Reads a file from disk.</summary>
    /// <remarks>The file may be open in Excel, and a journal may still be growing, so it is opened for sharing.</remarks>
    public static IEnumerable<FileEntry> Read(FileSettings settings, CancellationToken stopToken)
    {
        FileStream? file = null;
        FileStream Open() => file = new FileStream(settings.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        var rows = 0;
        foreach (var entry in Read(Open, settings, stopToken))
        {
            // While there are rows, the file is open. A pipe has no position.
            if (entry is FileRow && ++rows % RowsBetweenShares == 0 && file!.CanSeek)
            {
                settings.ReadSoFar?.Invoke(Math.Min(1, (double)file.Position / Math.Max(1, file.Length)));
            }

            yield return entry;
        }
    }

    /// <summary>Reads a file that the caller opens.</summary>
    public static IEnumerable<FileEntry> Read(Func<Stream> open, FileSettings settings, CancellationToken stopToken)
    {
        using var rows = Rows(open, settings, stopToken).GetEnumerator();
        while (Next(rows, settings.Path, stopToken) is { } row)
        {
            yield return row;
        }
    }

    private static IEnumerable<FileEntry> Rows(Func<Stream> open, FileSettings settings, CancellationToken stopToken)
    {
        using var text = Utf8Text.Open(open(), stopToken);
        var extension = Path.GetExtension(settings.Path).ToUpperInvariant();
        var rows = (settings.Format ?? FormatOf(extension)) switch
        {
            FileFormat.JsonLines when JsonLinesRows.IsSpread(text) => JsonRows.Read(text, settings.Path),
            FileFormat.Json => JsonRows.Read(text, settings.Path),
            FileFormat.JsonLines => JsonLinesRows.Read(text, settings.Path),
            _ => CsvRows.Read(text, settings),
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

    // After an exception the enumerator has ended, so there are no more rows.
    private static FileEntry? Next(IEnumerator<FileEntry> rows, string path, CancellationToken stopToken)
    {
        stopToken.ThrowIfCancellationRequested();
        try
        {
            return rows.MoveNext() ? rows.Current : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new FileProblem(ProblemOf(e, path));
        }
    }

    private static Problem ProblemOf(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => PathProblems.FileNotFound(path),
        UnauthorizedAccessException or IOException when Directory.Exists(path) => ImportProblems.FileIsDirectory(path),
        UnauthorizedAccessException => ImportProblems.FileNotReadable(path, ProblemCategory.PermissionDenied, exception.Message),
        IOException e when e.IsSharingViolation() => ImportProblems.FileInUse(path),
        IOException => ImportProblems.FileNotReadable(path, ProblemCategory.InvalidData, exception.Message),
        DecoderFallbackException => ImportProblems.InvalidUtf16(path),
        _ => exception.ToUnexpectedProblem(),
    };
}
