using System.Text;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// The problem with the quotes of a record that CsvHelper calls malformed. CsvHelper reports one error and where it was noticed; a person needs the cell
/// and where its quote opened.
/// </summary>
/// <param name="Problem">The problem; null if the quotes are valid.</param>
/// <param name="Line">The line of the problem, from 1.</param>
/// <param name="Cells">The number of cells that can be read.</param>
internal readonly record struct CsvQuotes(Problem? Problem, int Line, int Cells)
{
    /// <summary>Checks a record. A quote in the middle of a cell is text and not a problem.</summary>
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
                    // Always the last cell, because it includes everything that follows.
                    return new CsvQuotes(ImportProblems.UnclosedQuote(LinesOf(raw.TrimEnd("\r\n"u8))), records.Line + place.Line - 1, i);
                }

                text ??= opened[(close + 1)..].Trim(" \t"u8).IsEmpty ? null : ImportProblems.TextAfterQuote(Encoding.UTF8.GetString(raw), LinesOf(raw));
            }

            place.Pass(raw);
        }

        return new CsvQuotes(text, records.Line, records.Count);
    }

    // The index of the first quote that is not doubled; -1 for none.
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
