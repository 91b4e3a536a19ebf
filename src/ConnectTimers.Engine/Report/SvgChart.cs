namespace ConnectTimers.Engine.Report;

/// <summary>The field of a chart: where it lies, and the lines and words around it.</summary>
internal static class SvgChart
{
    public const double Width = 960;
    public const double Height = 280;
    public const double Left = 56;
    public const double Right = 944;
    public const double Top = 24;
    public const double Bottom = 236;

    private const double MostLines = 5;
    private const double CharacterWidth = 7.6; // of the widest of the usual fonts, at the size of the style
    private const double LabelGap = 8;
    private const double TickLabelY = Bottom + 18;
    private const double AxisTitleY = Bottom + 38;

    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>Opens the picture; it is to be closed.</summary>
    public static void Open(HtmlWriter page, string id, string title, string description)
    {
        page.Open("div", ("class", "chart"), ("tabindex", "0"), ("role", "group"), ("aria-label", title + ", a chart that may be wider than the window"));
        page.Open("svg", ("viewBox", $"0 0 {ReportFormatter.Place(Width)} {ReportFormatter.Place(Height)}"), ("role", "img"), ("aria-labelledby", $"{id}-title {id}-desc"));
        page.Leaf("title", title, ("id", id + "-title"));
        page.Leaf("desc", description, ("id", id + "-desc"));
    }

    public static void Close(HtmlWriter page)
    {
        page.Close();
        page.Close();
    }

    /// <summary>A line across, with its value to the left.</summary>
    public static void Across(HtmlWriter page, double y, string label)
    {
        page.Leaf("line", "", ("class", "grid"), ("x1", ReportFormatter.Place(Left)), ("x2", ReportFormatter.Place(Right)), ("y1", ReportFormatter.Place(y)), ("y2", ReportFormatter.Place(y)));
        page.Leaf("text", label, ("x", ReportFormatter.Place(Left - LabelGap)), ("y", ReportFormatter.Place(y + 4)), ("text-anchor", "end"));
    }

    /// <summary>A mark on the axis below, with its value.</summary>
    public static void Below(HtmlWriter page, double x, string label, string anchor = "middle")
    {
        page.Leaf("line", "", ("class", "axis"), ("x1", ReportFormatter.Place(x)), ("x2", ReportFormatter.Place(x)), ("y1", ReportFormatter.Place(Bottom)), ("y2", ReportFormatter.Place(Bottom + 5)));
        page.Leaf("text", label, ("x", ReportFormatter.Place(x)), ("y", ReportFormatter.Place(TickLabelY)), ("text-anchor", anchor));
    }

    /// <summary>The axis below and what both axes measure.</summary>
    public static void Titles(HtmlWriter page, string across, string up)
    {
        page.Leaf("line", "", ("class", "axis"), ("x1", ReportFormatter.Place(Left)), ("x2", ReportFormatter.Place(Right)), ("y1", ReportFormatter.Place(Bottom)), ("y2", ReportFormatter.Place(Bottom)));
        page.Leaf("text", across, ("x", ReportFormatter.Place((Left + Right) / 2)), ("y", ReportFormatter.Place(AxisTitleY)), ("text-anchor", "middle"), ("class", "axis-title"));
        page.Leaf("text", up, ("x", "4"), ("y", "12"), ("class", "axis-title"));
    }

    /// <summary>Words on a ground of their own, so that they can be read in front of bars.</summary>
    public static void Label(HtmlWriter page, string @class, double x, double y, string words, bool isToLeft)
    {
        var width = words.Length * CharacterWidth;
        page.Leaf("rect", "", ("class", "ground"), ("x", ReportFormatter.Place(isToLeft ? x - width : x)), ("y", ReportFormatter.Place(y - 12)), ("width", ReportFormatter.Place(width)), ("height", "16"));
        page.Leaf("text", words, ("class", @class), ("x", ReportFormatter.Place(isToLeft ? x - 4 : x + 4)), ("y", ReportFormatter.Place(y)), ("text-anchor", isToLeft ? "end" : "start"));
    }

    /// <summary>A bar with words of its own for whoever points at it; none where it would have no height.</summary>
    public static void Bar(HtmlWriter page, string @class, double x, double width, double top, double bottom, string words)
    {
        if (bottom - top <= 0)
        {
            return;
        }

        page.Open("rect", ("class", @class), ("x", ReportFormatter.Place(x)), ("y", ReportFormatter.Place(top)), ("width", ReportFormatter.Place(width)), ("height", ReportFormatter.Place(bottom - top)));
        page.Leaf("title", words);
        page.Close();
    }

    /// <summary>A step for four or five lines up to a value: 1, 2 or 5 times a power of ten.</summary>
    public static double Step(double top)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(top / 4)));
        return Array.Find(Steps, s => top / (s * power) <= MostLines) * power;
    }
}
