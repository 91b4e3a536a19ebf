namespace ConnectTimers.Abstractions;

/// <summary>How a file is written.</summary>
public enum FileFormat
{
    /// <summary>Text with a header and a delimiter.</summary>
    Csv,

    /// <summary>One JSON object, or an array of them.</summary>
    Json,

    /// <summary>A JSON object a line.</summary>
    JsonLines,
}

/// <summary>Which file, and how it is written.</summary>
public sealed class FileSettings
{
    /// <summary>A file: a full path.</summary>
    public FileSettings(string path) => Path = path;

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>How it is written; null to go by its extension.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>What stands between the cells of a CSV; null to find out from its header.</summary>
    public char? Delimiter { get; init; }
}

/// <summary>One row of a file: cells by the names that the file gives them, or what is wrong with the row.</summary>
public sealed class FileRow
{
    /// <summary>The line it begins on, from 1; 0 for what is wrong with the file as a whole.</summary>
    public int Line { get; init; }

    /// <summary>Header and cell, in the file's order; a cell that is missing is null.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Cells { get; init; } = [];

    /// <summary>Whether a call of its own begins here, as an object of the AWS CLI's JSON is one; rows before it are not grouped with it.</summary>
    public bool StartsCall { get; init; }

    /// <summary>Why the row cannot be read; its cells, as far as there are any, may still tell whose row it is.</summary>
    public Problem? Problem { get; init; }
}
