namespace ConnectTimers.Engine.Report;

/// <summary>How long answers took: a histogram, the median, the 95th percentile and the longest.</summary>
internal sealed class LatencyChart(IReadOnlyList<ReportedCall> calls)
{
    private const double Headroom = 1.1;
    private const double Gap = 1;
    private const int Ticks = 8;
    private const double LabelRoom = 90;

    private readonly Percentiles _latencies = new(calls.Where(c => c.LatencyMs is not null).Select(c => c.LatencyMs!.Value));

    public void WriteTo(HtmlWriter page)
    {
        page.Open("section", ("aria-labelledby", "latency"));
        page.Leaf("h2", "How long answers took", ("id", "latency"));
        if (_latencies.Count == 0)
        {
            page.Leaf("p", "No answer with a time is among the outcomes.");
        }
        else
        {
            WriteChart(page, new LatencyBins(_latencies));
        }

        page.Close();
        page.Break();
    }

    private void WriteChart(HtmlWriter page, LatencyBins bins)
    {
        var figures = $"Median {ReportFormatter.Milliseconds(_latencies.Median)}, 95th percentile {ReportFormatter.Milliseconds(_latencies[95])}, longest {ReportFormatter.Milliseconds(_latencies.Max)}.";
        var beyond = bins.Beyond == 0 ? "" : $" {DisplayText.Count(bins.Beyond, "answer", "answers")} of {ReportFormatter.Milliseconds(bins.End)} or more {(bins.Beyond == 1 ? "is" : "are")} the bar at the right.";
        var count = bins.Count + (bins.Beyond > 0 ? 1 : 0);
        var most = Enumerable.Range(0, bins.Count).Max(i => bins[i]);
        var top = Headroom * Math.Max(most, bins.Beyond);
        var step = (SvgChart.Right - SvgChart.Left) / count;

        page.Open("figure");
        page.Leaf("p", figures, ("class", "lead"));
        SvgChart.Open(page, "latency-chart", "Answers by how long they took", $"{DisplayText.Count(_latencies.Count, "answer", "answers")}. {figures}{beyond}");
        for (var line = 0.0; line <= top; line += Math.Max(1, SvgChart.Step(top)))
        {
            SvgChart.Across(page, Y(line, top), DisplayText.Number((long)line));
        }

        for (var i = 0; i < bins.Count; i++)
        {
            SvgChart.Bar(page, "latency", SvgChart.Left + i * step, Math.Max(step - Gap, Gap), Y(bins[i], top), SvgChart.Bottom,
                $"{DisplayText.Number((long)bins.Width * i)} to {ReportFormatter.Milliseconds((long)bins.Width * (i + 1))}: {DisplayText.Number(bins[i])}");
        }

        SvgChart.Bar(page, "latency beyond", SvgChart.Left + bins.Count * step, Math.Max(step - Gap, Gap), Y(bins.Beyond, top), SvgChart.Bottom,
            $"{ReportFormatter.Milliseconds(bins.End)} or more: {DisplayText.Number(bins.Beyond)}");
        for (var i = 0; i <= bins.Count; i += Math.Max(1, (bins.Count + Ticks - 1) / Ticks))
        {
            SvgChart.Below(page, SvgChart.Left + i * step, DisplayText.Number((long)bins.Width * i));
        }

        SvgChart.Titles(page, "milliseconds", "answers");
        WriteMark(page, "median", _latencies.Median, bins, step, 12);
        WriteMark(page, "95 %", _latencies[95], bins, step, 26);
        SvgChart.Close(page);
        page.Leaf("figcaption", $"{DisplayText.Count(_latencies.Count, "answer", "answers")} of the service, each bar {ReportFormatter.Milliseconds(bins.Width)}.{beyond} Percentiles are by nearest rank.");
        page.Close();
    }

    private static void WriteMark(HtmlWriter page, string name, int value, LatencyBins bins, double step, double labelY)
    {
        var x = SvgChart.Left + step * value / bins.Width;
        var isAtEdge = x > SvgChart.Right - LabelRoom;
        page.Leaf("line", "", ("class", "mark"), ("x1", ReportFormatter.Place(x)), ("x2", ReportFormatter.Place(x)), ("y1", ReportFormatter.Place(labelY + 3)), ("y2", ReportFormatter.Place(SvgChart.Bottom)));
        SvgChart.Label(page, "mark-label", isAtEdge ? x - 4 : x + 4, labelY, $"{name} {ReportFormatter.Milliseconds(value)}", isAtEdge);
    }

    private static double Y(double count, double top) => SvgChart.Bottom - (SvgChart.Bottom - SvgChart.Top) * count / top;
}
