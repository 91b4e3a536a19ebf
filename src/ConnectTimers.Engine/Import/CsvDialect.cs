using System.Buffers;
using System.Text;
using ConnectTimers.Engine.Text;
using ConnectTimers.Parsing;
using CsvHelper;

namespace ConnectTimers.Engine.Import;

/// <summary>The options for reading a CSV file, and the detection of its delimiter.</summary>
internal static class CsvDialect
{
    // Enough for any usual header; of a longer one only this part is used.
    private const int HeaderLength = 1 << 14;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    // The delimiters that CsvHelper supports, without the quote.
    private static readonly SearchValues<char> Delimiters = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except("\""), '\t']);

    /// <summary>Whether the character can be a delimiter.</summary>
    public static bool CanSeparate(char delimiter) => Delimiters.Contains(delimiter);

    /// <summary>Returns the options for CsvHelper: RFC 4180, with a callback for each record that violates it.</summary>
    public static CsvReaderOptions Options(char delimiter, Action? onMalformed = null) => new()
    {
        Separator = delimiter,
        HasHeader = false, // CsvHeader checks it, so that problems name columns and positions.
        TrimWhitespace = true, // So that a quote after white space opens a quoted cell; see CsvRecords.Cell.
        WhitespaceCharacters = delimiter switch { '\t' => " ", ' ' => "\t", _ => " \t" },
        TrackLineNumbers = true,
        MaxRecordSize = FileReader.MaxRowLength,
        OnMalformedRecord = onMalformed is null ? null : _ => onMalformed(),
    };

    /// <summary>Skips a first line <c>sep=;</c>, which tells Excel the delimiter.</summary>
    /// <returns>The delimiter; null if there is no such line.</returns>
    public static char? SkipHint(PeekedStream text)
    {
        var start = text.Peek("sep=;\r\n".Length).Span;
        if (start.Length < 6 || !Ascii.EqualsIgnoreCase(start[..4], "sep="u8) || !CanSeparate((char)start[4]) || start[5] is not ((byte)'\r' or (byte)'\n'))
        {
            return null;
        }

        var delimiter = (char)start[4];
        text.Skip(start[5..] is [(byte)'\r', (byte)'\n'] ? 7 : 6);
        return delimiter;
    }

    /// <summary>Returns the delimiter that gives the most known columns in the header, then the most columns.</summary>
    public static char Detect(PeekedStream text)
    {
        var start = text.Peek(HeaderLength);
        var (best, bestKnown, bestCount) = (Candidates[0], -1, 0);
        foreach (var delimiter in Candidates)
        {
            using var records = new CsvRecords(CsvReader.Create(start, Options(delimiter)));
            var names = records.Read() ? records.Names() : [];
            var known = names.Count(n => Columns.Find(n) is not null);
            if (known > bestKnown || (known == bestKnown && names.Length > bestCount))
            {
                (best, bestKnown, bestCount) = (delimiter, known, names.Length);
            }
        }

        return best;
    }

    /// <summary>Whether the first line that is not empty contains a NUL.</summary>
    public static bool IsBinary(PeekedStream text)
    {
        var start = text.Peek(HeaderLength).Span.TrimStart("\r\n"u8);
        var end = start.IndexOfAny((byte)'\r', (byte)'\n');
        return start[..(end < 0 ? start.Length : end)].Contains((byte)0);
    }
}
