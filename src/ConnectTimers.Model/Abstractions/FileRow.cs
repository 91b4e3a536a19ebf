using ConnectTimers.Parsing;

namespace ConnectTimers.Abstractions;

/// <summary>The format of a file.</summary>
public enum FileFormat
{
    /// <summary>Text with a header row and a delimiter.</summary>
    Csv,

    /// <summary>One JSON object, or an array of them.</summary>
    Json,

    /// <summary>One JSON object per line.</summary>
    JsonLines,
}

/// <summary>A file and its format.</summary>
public sealed class FileSettings
{
    /// <summary>Creates settings for a file.</summary>
    public FileSettings(string path) => Path = path;

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>The format; null to use the extension.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>The character between the cells of a CSV; null to find it in the header.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Finds the meaning of a column by its name. Default: by the table of names.</summary>
    public Func<string, ColumnHeader> FindHeader { get; init; } = ColumnHeader.Of;

    /// <summary>Called now and then while rows are read, with the share of the file's bytes that have been read, 0 to 1; null for none.</summary>
    public Action<double>? ReadSoFar { get; init; }
}

/// <summary>What reading a file returns next: a <see cref="FileRow"/>, or a <see cref="FileProblem"/> of the whole file.</summary>
public abstract class FileEntry
{
    /// <summary>Why the row or the file cannot be read; null when it can.</summary>
    public Problem? Problem { get; init; }
}

/// <summary>A problem of a file as a whole. No row follows it.</summary>
public sealed class FileProblem : FileEntry
{
    /// <summary>Creates a problem of a file.</summary>
    public FileProblem(Problem problem) => Problem = problem;
}

/// <summary>One row of a file: its cells by the names in the file. A row with a problem may still name its contact.</summary>
public sealed class FileRow : FileEntry
{
    /// <summary>The line on which it starts, from 1.</summary>
    public int Line { get; init; }

    /// <summary>Header and cell, in the file's order; a missing cell is null.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Cells { get; init; } = [];

    /// <summary>The event that the row is; null for every other row. An event that cannot be read is a problem of the row.</summary>
    public ContactEvent? Event { get; init; }

    /// <summary>The id of the SQS message that the event came in; null when it came in none.</summary>
    public string? MessageId { get; init; }

    /// <summary>Whether this row starts a new call, as each object of the AWS CLI's JSON does; rows before it are not grouped with it.</summary>
    public bool StartsCall { get; init; }
}
