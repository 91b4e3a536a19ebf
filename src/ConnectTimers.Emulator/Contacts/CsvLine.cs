using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>One line of CSV, cell by cell.</summary>
internal static class CsvLine
{
    /// <summary>Splits at commas outside quotes; within them a doubled quote is one.</summary>
    /// <exception cref="FormatException">A quote is opened and not closed on this line.</exception>
    public static List<string> Split(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            var character = line[at];
            if (quoted && character == '"' && at + 1 < line.Length && line[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else if (character == '"' && (quoted || cell.Length == 0))
            {
                quoted = !quoted;
            }
            else if (character == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(character);
            }
        }

        cells.Add(cell.ToString());
        return quoted ? throw new FormatException("a quote is not closed on its line") : cells;
    }
}
