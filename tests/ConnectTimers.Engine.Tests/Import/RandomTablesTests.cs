using System.Text;
using ConnectTimers.Tests.Support;
using static ConnectTimers.Engine.Tests.Import.InMemory;

namespace ConnectTimers.Engine.Tests.Import;

/// <summary>Tests of random tables written by another writer: 1,000 of them, or 20,000 with CONNECTTIMERS_LONG=1.</summary>
public class RandomTablesTests
{
    private const int Seed = 20260301;

    private static readonly int Tables = LongTests.Size(usual: 1_000, whenLong: 20_000);

    // Parts of cells, without lone surrogates, which no file can contain.
    private static readonly string[] Pieces = ["a", "5", "c-1", "\"", "\"\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", " ", "ü", "😀", "\u2028", "\0", "'", "=", "#", "~"];

    private static readonly Encoding[] Encodings = [new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode];

    [Fact]
    public void Random_tables_are_read_back_unchanged()
    {
        var dice = new Random(Seed);
        for (var i = 0; i < Tables; i++)
        {
            AssertReadBack(dice, i);
        }
    }

    private static void AssertReadBack(Random dice, int number)
    {
        var delimiter = ",;\t|~:^ x"[dice.Next(9)];
        var end = new[] { "\n", "\r\n", "\r" }[dice.Next(3)];
        var columns = dice.Next(1, 6);
        var (text, line, expected) = (new StringBuilder(), 1, new List<(int Line, string?[] Cells)>());
        Append(text, ["ContactId", .. Enumerable.Range(1, columns - 1).Select(c => $"{c} {Cell(dice).Replace("\0", "", StringComparison.Ordinal)}.")], delimiter, end, dice, ref line);
        for (var row = dice.Next(1, 8); row > 0; row--)
        {
            for (; dice.Next(4) == 0; line++)
            {
                text.Append(end);
            }

            // In a table of one column, a blank first cell would be a blank line.
            string[] cells = ["c" + Cell(dice), .. Enumerable.Range(1, columns - 1).Select(_ => Cell(dice))];
            var there = dice.Next(4) == 0 ? dice.Next(1, columns + 1) : columns;
            expected.Add((line, [.. cells.Select((c, i) => i < there ? c : null)]));
            Append(text, cells[..there], delimiter, end, dice, ref line);
        }

        var encoding = Encodings[dice.Next(Encodings.Length)];
        var rows = Rows("chats.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())], delimiter: delimiter);

        Assert.True(rows.TrueForAll(r => r.Problem is null), $"Table {number}: {string.Join('\n', rows.Select(Format))}");
        Assert.Equal(expected.Select(e => e.Line), rows.Select(r => r.Line));
        Assert.Equal(expected.Select(e => e.Cells), rows.Select(r => r.Cells.Select(c => c.Value).ToArray()));
    }

    private static string Cell(Random dice) => string.Concat(Enumerable.Range(0, dice.Next(5)).Select(_ => Pieces[dice.Next(Pieces.Length)]));

    private static void Append(StringBuilder text, string[] cells, char delimiter, string end, Random dice, ref int line)
    {
        var written = string.Join(delimiter, cells.Select(c => Write(c, delimiter, dice))) + end;
        text.Append(written);
        line += written.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\r' or '\n');
    }

    private static string Write(string cell, char delimiter, Random dice) =>
        cell.AsSpan().IndexOfAny("\"\r\n") >= 0 || cell.Contains(delimiter, StringComparison.Ordinal) || dice.Next(3) == 0
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
}
