using System.Globalization;

namespace ConnectTimers.Engine.Report;

/// <summary>Calls a second over time, accepted and not, against the quota that is documented and the pace that was asked for.</summary>
internal sealed class CallsChart(IReadOnlyList<ReportedCall> calls, double? rateLimit)
{
    // Administrator guide, API throttling quotas: UpdateParticipantRoleConfig, calls a second.
    private const double DocumentedQuota = 5;

    // A bound farther up than this would leave no bar to be seen; then it is told and not drawn.
    private const double FarthestBound = 12;

    private const double Headroom = 1.15;
    private const double Gap = 1;
    private const int Ticks = 6;

    private readonly TimeBuckets _buckets = new(calls);

    public void WriteTo(HtmlWriter page)
    {
        page.Open("section", ("aria-labelledby", "calls"));
        page.Leaf("h2", "Calls over time", ("id", "calls"));
        if (_buckets.Calls == 0)
        {
            page.Leaf("p", "No call with a time is among the outcomes.");
        }
        else
        {
            WriteChart(page);
        }

        page.Close();
        page.Break();
    }

    private (double Rate, string Label)[] Bounds => rateLimit is { } limit
        ? [(DocumentedQuota, $"documented quota: {ReportFormatter.Rate(DocumentedQuota)} a second"), (limit, $"-RateLimit: {ReportFormatter.Rate(limit)} a second")]
        : [(DocumentedQuota, $"documented quota: {ReportFormatter.Rate(DocumentedQuota)} a second")];

    private void WriteChart(HtmlWriter page)
    {
        var shown = Array.FindAll(Bounds, b => b.Rate <= FarthestBound * _buckets.MaxRate);
        var top = Headroom * Math.Max(_buckets.MaxRate, shown.Select(b => b.Rate).DefaultIfEmpty(0).Max());
        var width = ReportFormatter.Span(_buckets.Width);
        var busiest = $"The busiest {width} had {ReportFormatter.Rate(_buckets.MaxRate)} a second.";
        page.Open("figure");
        SvgChart.Open(page, "calls-chart", "Calls a second over time",
            $"{DisplayText.Count(_buckets.Calls, "call", "calls")} from {ReportFormatter.Time(_buckets.Start)} to {ReportFormatter.Time(_buckets.End)} UTC, each bar {width}. {busiest}");
        for (var rate = 0.0; rate <= top; rate += SvgChart.Step(top))
        {
            SvgChart.Across(page, Y(rate, top), ReportFormatter.Rate(rate));
        }

        WriteBars(page, top);
        WriteTimes(page);
        SvgChart.Titles(page, "UTC", "calls a second");
        WriteBounds(page, shown, top);
        SvgChart.Close(page);
        page.Open("figcaption");
        WriteKey(page, "accepted", "accepted");
        WriteKey(page, "failed", "not accepted: failed, or cancelled after it had left");
        page.Text($"Each bar is {width}. {busiest} A call counts when its last request left; where it was tried again, the requests before that one are not shown.");
        foreach (var bound in Bounds.Except(shown))
        {
            page.Text($" Far above this scale: {bound.Label}.");
        }

        page.Close();
        page.Close();
    }

    private void WriteBars(HtmlWriter page, double top)
    {
        var step = (SvgChart.Right - SvgChart.Left) / _buckets.Count;
        for (var i = 0; i < _buckets.Count; i++)
        {
            var (accepted, others) = (_buckets.Accepted(i), _buckets.NotAccepted(i));
            var seconds = _buckets.Width.TotalSeconds;
            var middle = Y(accepted / seconds, top);
            var x = SvgChart.Left + i * step;
            var words = $"{ReportFormatter.Time(_buckets.Start + _buckets.Width * i)} UTC: {DisplayText.Number(accepted)} accepted, {DisplayText.Number(others)} not";
            SvgChart.Bar(page, "accepted", x, Math.Max(step - Gap, Gap), middle, SvgChart.Bottom, words);
            SvgChart.Bar(page, "failed", x, Math.Max(step - Gap, Gap), Y((accepted + others) / seconds, top), middle, words);
        }
    }

    private void WriteTimes(HtmlWriter page)
    {
        var format = _buckets.Start.Date != _buckets.End.Date ? "MM-dd HH:mm" : _buckets.Width < TimeSpan.FromMinutes(1) ? "HH:mm:ss" : "HH:mm";
        var every = Math.Max(1, (_buckets.Count + Ticks - 1) / Ticks);
        for (var i = 0; i <= _buckets.Count; i += every)
        {
            SvgChart.Below(page, SvgChart.Left + i * (SvgChart.Right - SvgChart.Left) / _buckets.Count,
                (_buckets.Start + _buckets.Width * i).ToString(format, CultureInfo.InvariantCulture), i == _buckets.Count ? "end" : "middle");
        }
    }

    // The words stand above their line; of two lines close to each other the lower one has them below it.
    private static void WriteBounds(HtmlWriter page, (double Rate, string Label)[] bounds, double top)
    {
        const double Line = 16;
        var ordered = bounds.OrderByDescending(b => b.Rate).ToArray();
        for (var i = 0; i < ordered.Length; i++)
        {
            var y = Y(ordered[i].Rate, top);
            var isCrowded = i > 0 && y - Y(ordered[i - 1].Rate, top) < Line + 4;
            page.Leaf("line", "", ("class", "bound"), ("x1", ReportFormatter.Place(SvgChart.Left)), ("x2", ReportFormatter.Place(SvgChart.Right)), ("y1", ReportFormatter.Place(y)), ("y2", ReportFormatter.Place(y)));
            SvgChart.Label(page, "bound-label", SvgChart.Right, isCrowded ? y + Line : y - 6, ordered[i].Label, isToLeft: true);
        }
    }

    private static void WriteKey(HtmlWriter page, string @class, string words)
    {
        page.Open("span", ("class", "key " + @class));
        page.Text(words);
        page.Close();
        page.Text(" ");
    }

    private static double Y(double rate, double top) => SvgChart.Bottom - (SvgChart.Bottom - SvgChart.Top) * rate / top;
}
