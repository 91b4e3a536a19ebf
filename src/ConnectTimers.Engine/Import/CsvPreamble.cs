using System.Text;
using ConnectTimers.Engine.Text;
using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Import;

/// <summary>The lines before the header that are no part of the table.</summary>
/// <param name="Delimiter">The delimiter in a line <c>sep=;</c>, which is for Excel; null if there is none.</param>
/// <param name="Lines">The number of lines.</param>
internal readonly record struct CsvPreamble(char? Delimiter, int Lines)
{
    /// <summary>Skips blank lines, <c>sep=</c>, the <c>#TYPE</c> line of Export-Csv in Windows PowerShell, and other lines that begin with <c>#</c>.</summary>
    /// <param name="text">The text, at its beginning.</param>
    /// <param name="find">Finds the meaning of a column.</param>
    public static CsvPreamble Skip(PeekedStream text, Func<string, ColumnHeader> find)
    {
        var (delimiter, place) = (default(char?), new LineCounter());
        while (true)
        {
            var start = text.Peek(CsvDialect.HeaderLength).Span;
            var length = LengthOf(start, find, ref delimiter);
            place.Pass(start[..length]);
            text.Skip(length);
            if (length == 0 || length < start.Length)
            {
                return new CsvPreamble(delimiter, place.Line - 1);
            }
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> start, Func<string, ColumnHeader> find, ref char? delimiter)
    {
        var length = 0;
        while (FirstLine(start[length..], out var next) is var line && next > 0)
        {
            var hint = Hint(line);
            if (hint is null && !line.IsEmpty && !IsComment(line, start[(length + next)..], find))
            {
                break;
            }

            delimiter ??= hint;
            length += next;
        }

        return length;
    }

    // The line without blanks and quotes around it; next is 0 if it has no end.
    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text, out int next)
    {
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        next = end < 0 ? 0 : end + (text[end..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1);
        return (end < 0 ? text : text[..end]).Trim(" \t\""u8);
    }

    // A program that saved the file again may have put the line in quotes, or added empty cells to it.
    private static char? Hint(ReadOnlySpan<byte> line)
    {
        if (line.Length < 5 || !Ascii.EqualsIgnoreCase(line[..4], "sep="u8))
        {
            return line.Length == 4 && Ascii.EqualsIgnoreCase(line, "sep="u8) ? '\t' : null; // the tab was trimmed
        }

        var delimiter = (char)line[4];
        return CsvDialect.CanSeparate(delimiter) && line[5..].IndexOfAnyExcept((byte)delimiter, (byte)' ', (byte)'"') < 0 ? delimiter
            : line[4..].SequenceEqual("\\t"u8) ? '\t'
            : null;
    }

    // A header may begin with # too: as the name of a column of numbers, or as the mark of a header. Then no header follows it.
    private static bool IsComment(ReadOnlySpan<byte> line, ReadOnlySpan<byte> rest, Func<string, ColumnHeader> find)
    {
        if (line[0] != '#' || line.StartsWith("#TYPE "u8) || !HasKnownColumn(line, find))
        {
            return line[0] == '#';
        }

        ReadOnlySpan<byte> following;
        do
        {
            following = FirstLine(rest, out var next);
            rest = rest[next..];
            if (next == 0)
            {
                break;
            }
        }
        while (following.IsEmpty || following[0] == '#');
        return HasKnownColumn(following, find);
    }

    private static bool HasKnownColumn(ReadOnlySpan<byte> line, Func<string, ColumnHeader> find) =>
        Encoding.UTF8.GetString(line).Split([',', ';', '\t', '|']).Any(name => find(name.Trim(' ', '"')).Column is not null);
}
