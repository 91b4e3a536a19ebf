using System.Globalization;

namespace ConnectTimers.Bench.Report;

/// <summary>The rows as text.</summary>
internal static class TextTable
{
    private const string None = "-";

    private static readonly (string Head, bool IsNumber, Func<Row, string> Cell)[] Columns =
    [
        ("name", false, r => r.Name),
        ("contacts", true, r => Number(r.Contacts, "0")),
        ("accepted", true, r => Number(r.Accepted, "0")),
        ("failed", true, r => Number(r.Failed, "0")),
        ("throttled %", true, r => Number(r.ThrottledPercent, "0.0")),
        ("seconds", true, r => Number(r.Seconds, "0.00")),
        ("x ideal", true, r => Number(r.TimesIdeal, "0.000")),
        ("cmdlet s", true, r => Number(r.CmdletSeconds, "0.00")),
        ("goal", false, r => r.GoalText),
        ("verdict", false, r => r.Verdict),
    ];

    public static void Write(TextWriter output, IReadOnlyList<Row> rows)
    {
        var lines = rows.Select(r => Columns.Select(c => c.Cell(r)).ToArray()).Prepend([.. Columns.Select(c => c.Head)]).ToList();
        var widths = Columns.Select((_, i) => lines.Max(l => l[i].Length)).ToArray();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, i) => Columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }

        foreach (var row in rows)
        {
            if (row.Note is { } note)
            {
                output.WriteLine($"{row.Name}: {note}");
            }

            foreach (var figure in row.Figures)
            {
                output.WriteLine($"{row.Name}: {figure.Name} {Number(figure.Value, "#,0.###")} {figure.Unit}".TrimEnd());
            }
        }
    }

    private static string Number(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? None;
}
