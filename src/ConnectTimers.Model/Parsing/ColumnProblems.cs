using static ConnectTimers.ProblemCategory;

namespace ConnectTimers.Parsing;

/// <summary>Problems of the columns of a file, or of the properties of what is piped in. The method's name is the error id.</summary>
public static class ColumnProblems
{
    private const int MaxShown = 5;

    /// <summary>Columns of a file, or properties of rows, that resemble those that are known.</summary>
    /// <param name="what"><c>'chats.csv' has columns</c>, <c>3 rows have properties</c>; without what follows in the message.</param>
    /// <param name="columns">Their headers, and their positions from 1; null when a row has no order.</param>
    public static Problem UnrecognizedColumn(string what, IReadOnlyList<(ColumnHeader Header, int? Position)> columns)
    {
        var shown = string.Join("; ", columns.Take(MaxShown).Select(c =>
            $"{DisplayText.Value(c.Header.Name)}{(c.Position is { } position ? $" (column {DisplayText.Number(position)})" : "")}, which may mean {c.Header.Lookalike!.Text}"));
        return new Problem(nameof(UnrecognizedColumn), InvalidData,
            $"{what} not recognized: {shown}{(columns.Count > MaxShown ? "; …" : "")}. Nothing was sent.",
            "Rename it, if it is that column and its unit is minutes; otherwise use -IgnoreColumn with its name.");
    }
}
