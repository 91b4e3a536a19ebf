using System.Text;
using ConnectTimers.Engine.Import;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>Reads a file that is in memory only, and says its rows.</summary>
internal static class Reading
{
    public static List<FileRow> Rows(string name, byte[] bytes, FileFormat? format = null, char? delimiter = null) =>
        [.. FileReader.Read(() => new MemoryStream(bytes), new FileSettings(name) { Format = format, Delimiter = delimiter }, CancellationToken.None)];

    public static List<FileRow> Rows(string name, string text, char? delimiter = null) => Rows(name, Encoding.UTF8.GetBytes(text), delimiter: delimiter);

    /// <summary>Each row as <see cref="Say"/> says it, in a line of its own.</summary>
    public static string Said(string name, string text) => string.Join('\n', Rows(name, text).Select(Say));

    /// <summary><c>7: ContactId=c-1 Notes=null !CellsBeyondHeader</c>; a star stands before the line where a call starts.</summary>
    public static string Say(FileRow row)
    {
        var cells = string.Concat(row.Cells.Select(c => $" {c.Key}={c.Value ?? "null"}"));
        return $"{(row.StartsCall ? "*" : "")}{row.Line}:{cells}{(row.Problem is null ? "" : " !" + row.Problem.ErrorId)}"
            .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
    }

    /// <summary>The one problem of a file with no rows that can be used.</summary>
    public static Problem Problem(string name, string text) => Assert.Single(Rows(name, text)).Problem!;
}
