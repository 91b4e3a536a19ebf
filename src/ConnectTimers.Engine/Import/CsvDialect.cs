using System.Buffers;
using System.Text;
using ConnectTimers.Parsing;
using CsvHelper;

namespace ConnectTimers.Engine.Import;

/// <summary>How a CSV is to be read, and what its beginning says of its delimiter.</summary>
internal static class CsvDialect
{
    // Enough for any header; of a longer one this much decides.
    private const int HeaderLength = 1 << 14;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    // What CsvHelper can separate by, but for the quote.
    private static readonly SearchValues<char> Delimiters = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except("\""), '\t']);

    /// <summary>Whether cells can stand apart by it.</summary>
    public static bool CanSeparate(char delimiter) => Delimiters.Contains(delimiter);

    /// <summary>How CsvHelper is to read it: as RFC 4180 has it, telling of each record that breaks its rules.</summary>
    public static CsvReaderOptions Options(char delimiter, Action? onMalformed = null) => new()
    {
        Separator = delimiter,
        HasHeader = false, // Its rules are ours: what is wrong with it is told with names and positions.
        TrimWhitespace = true, // Only so that a quote behind blanks opens a quoted cell; see CsvRecords.Cell.
        WhitespaceCharacters = delimiter switch { '\t' => " ", ' ' => "\t", _ => " \t" },
        TrackLineNumbers = true,
        MaxRecordSize = FileReader.MaxRowLength,
        OnMalformedRecord = onMalformed is null ? null : _ => onMalformed(),
    };

    /// <summary>Passes over a first line <c>sep=;</c>, by which Excel is told the delimiter.</summary>
    /// <returns>The delimiter; null when there is no such line.</returns>
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

    /// <summary>The delimiter that finds the most columns that are known, or else the most columns, in the header.</summary>
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

    /// <summary>Whether the header, or what stands in its place, holds a NUL.</summary>
    public static bool IsBinary(PeekedStream text)
    {
        var start = text.Peek(HeaderLength).Span.TrimStart("\r\n"u8);
        var end = start.IndexOfAny((byte)'\r', (byte)'\n');
        return start[..(end < 0 ? start.Length : end)].Contains((byte)0);
    }
}
