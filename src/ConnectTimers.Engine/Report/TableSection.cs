namespace ConnectTimers.Engine.Report;

/// <summary>Writes the markup that all sections with one table share.</summary>
internal static class TableSection
{
    /// <summary>Opens the section and its table, up to the table's body.</summary>
    /// <param name="page">The page.</param>
    /// <param name="id">The id of the heading.</param>
    /// <param name="title">The heading.</param>
    /// <param name="remark">A paragraph under the heading; null for none.</param>
    /// <param name="label">The attribute that names the scrolling part for a screen reader.</param>
    /// <param name="tableClass">The class of the table.</param>
    /// <param name="caption">The caption.</param>
    /// <param name="columns">The headings of the columns.</param>
    public static void Open(
        HtmlWriter page, string id, string title, string? remark, (string Name, string Value) label, string tableClass, string caption, IEnumerable<string> columns)
    {
        page.Open("section", ("aria-labelledby", id));
        page.Leaf("h2", title, ("id", id));
        if (remark is not null)
        {
            page.Leaf("p", remark, ("class", "remark"));
        }

        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), label);
        page.Open("table", ("class", tableClass));
        page.Leaf("caption", caption);
        page.Open("thead");
        page.Open("tr");
        foreach (var name in columns)
        {
            page.Leaf("th", name, ("scope", "col"));
        }

        page.Close();
        page.Close();
        page.Open("tbody");
    }

    /// <summary>Closes the table's body and everything around it.</summary>
    public static void Close(HtmlWriter page)
    {
        for (var open = 0; open < 4; open++) // tbody, table, div, section
        {
            page.Close();
        }

        page.Break();
    }
}
