using ConnectTimers.Engine.Journal;

namespace ConnectTimers.Engine.Report;

/// <summary>The rows of the input that could not be used. Nothing if there are none.</summary>
internal sealed class InvalidSection(ReportData data)
{
    private static readonly (string Name, string Class, Func<RecordedOutcome, string?> Value)[] Columns =
    [
        ("Row", "", r => r.InputPosition),
        ("Contact", "id", r => r.Contact.ContactId),
        ("Error id", "", r => r.ErrorId),
        ("Reason", "reason", r => r.Reason),
        ("What to do", "reason", r => r.RecommendedAction),
        ("Run", "", r => r.RunId),
    ];

    public void WriteTo(HtmlWriter page)
    {
        if (data.Invalid == 0)
        {
            return;
        }

        TableSection.Open(page, "invalid", "Invalid rows",
            $"{DisplayText.Count(data.Invalid, "row", "rows")} of the input could not be used, and nothing was sent for {(data.Invalid == 1 ? "it" : "them")}. An invalid row is not counted as a contact."
                + (data.Invalid > data.InvalidRows.Count ? $" The first {DisplayText.Number(data.InvalidRows.Count)} are shown." : ""),
            ("aria-label", "Table of the invalid rows"), "invalid", "Each row with its first problem.", Columns.Select(c => c.Name));
        foreach (var row in data.InvalidRows)
        {
            page.Open("tr");
            foreach (var (_, @class, value) in Columns)
            {
                page.Leaf("td", value(row) ?? "", ("class", @class));
            }

            page.Close();
            page.Break();
        }

        TableSection.Close(page);
    }
}
