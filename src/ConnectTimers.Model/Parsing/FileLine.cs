using System.Text.RegularExpressions;

namespace ConnectTimers.Parsing;

/// <summary>Recognizes a text that is no contact but a line of a file, which Get-Content read in place of Import-Csv or ConvertFrom-Json.</summary>
public static class FileLine
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    // A bracket alone, the beginning of an object or list with something in it, a member, or an element with its comma.
    private static readonly Regex Json = new("^\\s*([\\[\\]{}]+,?\\s*$|[\\[{]\\s*[\"{\\[]|\"[^\"]*\"\\s*:|\"[^\"]*\",\\s*$)", RegexOptions.CultureInvariant);

    /// <summary>Returns the format of the file that a text is a line of: <c>CSV</c> or <c>JSON</c>; null for any other text.</summary>
    /// <param name="text">A text of the pipeline or of -ContactId.</param>
    public static string? FormatOf(string text) =>
        IdText.FaultOf(IdText.Normalize(text, isContact: true), ChatContact.MaxContactIdLength) is null && Columns.Find(text) is null ? null
            : Json.IsMatch(text) ? "JSON"
            : text.StartsWith("#TYPE ", StringComparison.Ordinal) || Columns.Find(text) is not null || FindDelimiter(text) is not null ? "CSV"
            : null;

    /// <summary>Whether a line of JSON ends where the next one must go on.</summary>
    public static bool IsContinued(string line)
    {
        var text = line.TrimEnd();
        return text.Length > 0 && text[text.Length - 1] is ('{' or '[' or ',');
    }

    /// <summary>Whether the lines after this one are lines of the same file. After the header of a file with one column they are ids.</summary>
    public static bool IsFollowed(string text) => Columns.Find(text) is null;

    /// <summary>Returns the delimiter between the names of columns in a text; null if it is not a header of several columns.</summary>
    public static char? FindDelimiter(string text)
    {
        var delimiter = Array.Find(Delimiters, d => text.IndexOf(d) >= 0 && text.Split(d).Count(name => Columns.Find(name) is not null) > 1);
        return delimiter == default(char) ? null : delimiter;
    }
}
