namespace ConnectTimers.Engine.Report;

/// <summary>The field of a chart: where it lies, and the lines and words around it.</summary>
internal static class Axes
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
    public static void Open(Markup page, string id, string title, string description)
    {
        page.Open("div", ("class", "chart"), ("tabindex", "0"), ("role", "group"), ("aria-label", title + ", a chart that may be wider than the window"));
        page.Open("svg", ("viewBox", $"0 0 {Words.Place(Width)} {Words.Place(Height)}"), ("role", "img"), ("aria-labelledby", $"{id}-title {id}-desc"));
        page.Leaf("title", title, ("id", id + "-title"));
        page.Leaf("desc", description, ("id", id + "-desc"));
    }

    public static void Close(Markup page)
    {
        page.Close();
        page.Close();
    }

    /// <summary>A line across, with its value to the left.</summary>
    public static void Across(Markup page, double y, string label)
    {
        page.Leaf("line", "", ("class", "grid"), ("x1", Words.Place(Left)), ("x2", Words.Place(Right)), ("y1", Words.Place(y)), ("y2", Words.Place(y)));
        page.Leaf("text", label, ("x", Words.Place(Left - LabelGap)), ("y", Words.Place(y + 4)), ("text-anchor", "end"));
    }

    /// <summary>A mark on the axis below, with its value.</summary>
    public static void Below(Markup page, double x, string label, string anchor = "middle")
    {
        page.Leaf("line", "", ("class", "axis"), ("x1", Words.Place(x)), ("x2", Words.Place(x)), ("y1", Words.Place(Bottom)), ("y2", Words.Place(Bottom + 5)));
        page.Leaf("text", label, ("x", Words.Place(x)), ("y", Words.Place(TickLabelY)), ("text-anchor", anchor));
    }

    /// <summary>The axis below and what both axes measure.</summary>
    public static void Titles(Markup page, string across, string up)
    {
        page.Leaf("line", "", ("class", "axis"), ("x1", Words.Place(Left)), ("x2", Words.Place(Right)), ("y1", Words.Place(Bottom)), ("y2", Words.Place(Bottom)));
        page.Leaf("text", across, ("x", Words.Place((Left + Right) / 2)), ("y", Words.Place(AxisTitleY)), ("text-anchor", "middle"), ("class", "axis-title"));
        page.Leaf("text", up, ("x", "4"), ("y", "12"), ("class", "axis-title"));
    }

    /// <summary>Words on a ground of their own, so that they can be read in front of bars.</summary>
    public static void Label(Markup page, string @class, double x, double y, string words, bool isToLeft)
    {
        var width = words.Length * CharacterWidth;
        page.Leaf("rect", "", ("class", "ground"), ("x", Words.Place(isToLeft ? x - width : x)), ("y", Words.Place(y - 12)), ("width", Words.Place(width)), ("height", "16"));
        page.Leaf("text", words, ("class", @class), ("x", Words.Place(isToLeft ? x - 4 : x + 4)), ("y", Words.Place(y)), ("text-anchor", isToLeft ? "end" : "start"));
    }

    /// <summary>A bar with words of its own for whoever points at it; none where it would have no height.</summary>
    public static void Bar(Markup page, string @class, double x, double width, double top, double bottom, string words)
    {
        if (bottom - top <= 0)
        {
            return;
        }

        page.Open("rect", ("class", @class), ("x", Words.Place(x)), ("y", Words.Place(top)), ("width", Words.Place(width)), ("height", Words.Place(bottom - top)));
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
