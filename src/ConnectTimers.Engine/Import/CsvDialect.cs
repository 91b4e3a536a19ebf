using System.Buffers;
using ConnectTimers.Engine.Text;
using ConnectTimers.Parsing;
using CsvHelper;

namespace ConnectTimers.Engine.Import;

/// <summary>The options for reading a CSV file, and the detection of its delimiter.</summary>
internal static class CsvDialect
{
    // Enough for any usual header; of a longer one only this part is used.
    internal const int HeaderLength = 1 << 14;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];
    private static readonly char[] RareCandidates = [':', '^', '~', ' '];

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

    /// <summary>
    /// Returns the delimiter of a file. A delimiter that the file itself or its name promises is overruled by the header, if it finds no known column
    /// there and another one does.
    /// </summary>
    /// <param name="text">The text from its header on.</param>
    /// <param name="find">Finds the meaning of a column.</param>
    /// <param name="promised">The delimiter of a <c>sep=</c> line or of the extension; null for none.</param>
    public static char Detect(PeekedStream text, Func<string, ColumnHeader> find, char? promised = null)
    {
        var start = text.Peek(HeaderLength);
        if (promised is { } given && Count(start, given, find).Known > 0)
        {
            return given;
        }

        var (best, bestKnown, bestCount) = (promised ?? Candidates[0], -1, 0);
        foreach (var delimiter in Candidates)
        {
            var (known, count) = Count(start, delimiter, find);
            if (known > bestKnown || (known == bestKnown && count > bestCount))
            {
                (best, bestKnown, bestCount) = (known > 0 || promised is null ? delimiter : best, known, count);
            }
        }

        // Characters that are frequent inside names need two known names beside them.
        var rare = bestKnown > 0 ? -1 : Array.FindIndex(RareCandidates, d => Count(start, d, find).Known > 1);
        return rare < 0 ? best : RareCandidates[rare];
    }

    /// <summary>Returns a delimiter that gives known columns, if the given one leaves the whole header one column without a meaning; otherwise null.</summary>
    public static char? FindBetter(PeekedStream text, char given, Func<string, ColumnHeader> find)
    {
        var start = text.Peek(HeaderLength);
        return Count(start, given, find) is { Known: 0, Columns: 1 } && Detect(text, find) is var better && Count(start, better, find).Known > 0 ? better : null;
    }

    private static (int Known, int Columns) Count(ReadOnlyMemory<byte> start, char delimiter, Func<string, ColumnHeader> find)
    {
        using var records = new CsvRecords(CsvReader.Create(start, Options(delimiter)));
        var names = records.Read() ? records.Names() : [];
        return (names.Count(n => find(n).Column is not null), names.Length);
    }

    /// <summary>Whether the first line that is not empty contains a NUL.</summary>
    public static bool IsBinary(PeekedStream text)
    {
        var start = text.Peek(HeaderLength).Span.TrimStart("\r\n"u8);
        var end = start.IndexOfAny((byte)'\r', (byte)'\n');
        return start[..(end < 0 ? start.Length : end)].Contains((byte)0);
    }
}
