using System.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// What is wrong with the quotes of a record that CsvHelper calls malformed. It reads such a record all the same, and tells of one fault
/// and where it was noticed; what a person needs is each cell's own, and where its quote opened.
/// </summary>
internal readonly record struct CsvQuotes(Problem? Problem, int Line, int Cells)
{
    /// <summary>Looks at a record.</summary>
    /// <returns>What is wrong, on which line, and how many cells can be read; a quote in the middle of a cell is text and no fault.</returns>
    public static CsvQuotes Check(CsvRecords records)
    {
        var text = default(Problem);
        var place = new LineCounter();
        for (var i = 0; i < records.Count; i++)
        {
            var raw = records.RawCell(i);
            var opened = raw.TrimStart(" \t"u8);
            if (opened is [(byte)'"', ..])
            {
                var close = FindClose(opened);
                if (close < 0)
                {
                    // Only the last cell can be so: it takes in all that follows.
                    return new CsvQuotes(ImportProblems.UnclosedQuote(LinesOf(raw.TrimEnd("\r\n"u8))), records.Line + place.Line - 1, i);
                }

                text ??= opened[(close + 1)..].Trim(" \t"u8).IsEmpty ? null : ImportProblems.TextAfterQuote(Encoding.UTF8.GetString(raw), LinesOf(raw));
            }

            place.Pass(raw);
        }

        return new CsvQuotes(text, records.Line, records.Count);
    }

    // The quote that is not doubled, or -1.
    private static int FindClose(ReadOnlySpan<byte> cell)
    {
        for (var i = 1; i < cell.Length; i++)
        {
            if (cell[i] == '"')
            {
                if (i + 1 == cell.Length || cell[i + 1] != '"')
                {
                    return i;
                }

                i++;
            }
        }

        return -1;
    }

    private static int LinesOf(ReadOnlySpan<byte> text)
    {
        var lines = new LineCounter();
        lines.Pass(text);
        return lines.Line;
    }
}
