using System.Text;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Import;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>Reads files in memory and formats their rows.</summary>
internal static class InMemory
{
    public static List<FileRow> Rows(string name, byte[] bytes, FileFormat? format = null, char? delimiter = null) =>
        [.. Entries(name, bytes, format, delimiter).Cast<FileRow>()];

    public static List<FileEntry> Entries(string name, byte[] bytes, FileFormat? format = null, char? delimiter = null) =>
        [.. FileReader.Read(() => new MemoryStream(bytes), new FileSettings(name) { Format = format, Delimiter = delimiter }, CancellationToken.None)];

    public static List<FileRow> Rows(string name, string text, char? delimiter = null) => Rows(name, Encoding.UTF8.GetBytes(text), delimiter: delimiter);

    public static List<FileEntry> Entries(string name, string text, char? delimiter = null) => Entries(name, Encoding.UTF8.GetBytes(text), delimiter: delimiter);

    /// <summary>Reads a file and returns its rows, formatted by <see cref="Format(FileEntry)"/>, one per line.</summary>
    public static string ReadAsText(string name, string text) => string.Join('\n', Entries(name, text).Select(Format));

    /// <summary>Formats a row such as <c>7: ContactId=c-1 Notes=null !TooManyCells</c>; with a star before it if a call starts there, and without a line if the whole file has a problem.</summary>
    public static string Format(FileEntry entry)
    {
        if (entry is not FileRow row)
        {
            return "!" + entry.Problem!.ErrorId;
        }

        var cells = string.Concat(row.Cells.Select(c => $" {c.Key}={c.Value ?? "null"}"));
        return $"{(row.StartsCall ? "*" : "")}{row.Line}:{cells}{(row.Problem is null ? "" : " !" + row.Problem.ErrorId)}"
            .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
    }

    /// <summary>Returns the problem of a file that has one row.</summary>
    public static Problem Problem(string name, string text) => Assert.Single(Entries(name, text)).Problem!;
}
