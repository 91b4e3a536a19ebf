namespace ConnectTimers.Engine.Report;

/// <summary>The plot area of an SVG chart, with grid lines, axes and labels. Coordinates are those of the view box.</summary>
internal static class SvgChart
{
    public const double Width = 960;
    public const double Height = 280;
    public const double Left = 56;
    public const double Right = 944;
    public const double Top = 24;
    public const double Bottom = 236;

    private const double MaxGridLines = 5;
    private const double CharacterWidth = 7.6; // of the widest of the usual fonts, at the size in the style sheet
    private const double LabelGap = 8;
    private const double TickLabelY = Bottom + 18;
    private const double AxisTitleY = Bottom + 38;

    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>Opens the chart, until <see cref="Close"/>.</summary>
    public static void Open(HtmlWriter page, string id, string title, string description)
    {
        page.Open("div", ("class", "chart"), ("tabindex", "0"), ("role", "group"), ("aria-label", title + ", a chart that may be wider than the window"));
        page.Open("svg", ("viewBox", $"0 0 {ReportFormatter.Coordinate(Width)} {ReportFormatter.Coordinate(Height)}"), ("role", "img"), ("aria-labelledby", $"{id}-title {id}-desc"));
        page.Leaf("title", title, ("id", id + "-title"));
        page.Leaf("desc", description, ("id", id + "-desc"));
    }

    public static void Close(HtmlWriter page)
    {
        page.Close();
        page.Close();
    }

    /// <summary>Writes a horizontal grid line with its value on the left.</summary>
    public static void GridLine(HtmlWriter page, double y, string label)
    {
        HorizontalLine(page, "grid", y);
        page.Leaf("text", label, ("x", ReportFormatter.Coordinate(Left - LabelGap)), ("y", ReportFormatter.Coordinate(y + 4)), ("text-anchor", "end"));
    }

    /// <summary>Writes a horizontal line across the plot area.</summary>
    public static void HorizontalLine(HtmlWriter page, string @class, double y) => page.Leaf("line", "", ("class", @class),
        ("x1", ReportFormatter.Coordinate(Left)), ("x2", ReportFormatter.Coordinate(Right)), ("y1", ReportFormatter.Coordinate(y)), ("y2", ReportFormatter.Coordinate(y)));

    /// <summary>Writes a tick on the horizontal axis, with its value.</summary>
    public static void Tick(HtmlWriter page, double x, string label, string anchor = "middle")
    {
        page.Leaf("line", "", ("class", "axis"), ("x1", ReportFormatter.Coordinate(x)), ("x2", ReportFormatter.Coordinate(x)),
            ("y1", ReportFormatter.Coordinate(Bottom)), ("y2", ReportFormatter.Coordinate(Bottom + 5)));
        page.Leaf("text", label, ("x", ReportFormatter.Coordinate(x)), ("y", ReportFormatter.Coordinate(TickLabelY)), ("text-anchor", anchor));
    }

    /// <summary>Writes the horizontal axis and the titles of both axes.</summary>
    public static void AxisTitles(HtmlWriter page, string horizontal, string vertical)
    {
        HorizontalLine(page, "axis", Bottom);
        page.Leaf("text", horizontal, ("x", ReportFormatter.Coordinate((Left + Right) / 2)), ("y", ReportFormatter.Coordinate(AxisTitleY)), ("text-anchor", "middle"), ("class", "axis-title"));
        page.Leaf("text", vertical, ("x", "4"), ("y", "12"), ("class", "axis-title"));
    }

    /// <summary>Writes a right-aligned label with a background, so that it can be read in front of bars.</summary>
    public static void Label(HtmlWriter page, string @class, double y, string text)
    {
        var width = text.Length * CharacterWidth;
        page.Leaf("rect", "", ("class", "ground"), ("x", ReportFormatter.Coordinate(Right - width)), ("y", ReportFormatter.Coordinate(y - 12)),
            ("width", ReportFormatter.Coordinate(width)), ("height", "16"));
        page.Leaf("text", text, ("class", @class), ("x", ReportFormatter.Coordinate(Right - 4)), ("y", ReportFormatter.Coordinate(y)), ("text-anchor", "end"));
    }

    /// <summary>Writes a bar with a tooltip; nothing if it has no height.</summary>
    public static void Bar(HtmlWriter page, string @class, double x, double width, double top, double bottom, string tooltip)
    {
        if (bottom - top <= 0)
        {
            return;
        }

        page.Open("rect", ("class", @class), ("x", ReportFormatter.Coordinate(x)), ("y", ReportFormatter.Coordinate(top)),
            ("width", ReportFormatter.Coordinate(width)), ("height", ReportFormatter.Coordinate(bottom - top)));
        page.Leaf("title", tooltip);
        page.Close();
    }

    /// <summary>Returns a step of 1, 2 or 5 times a power of ten that gives four or five grid lines up to a value.</summary>
    public static double GridStep(double top)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(top / 4)));
        return Array.Find(Steps, s => top / (s * power) <= MaxGridLines) * power;
    }
}
