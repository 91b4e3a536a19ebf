using System.Globalization;

namespace ConnectTimers.Engine.Report;

/// <summary>A chart of calls per second over time, accepted and not accepted, with the documented quota and the rate limit of the run.</summary>
internal sealed class CallsChart(IReadOnlyList<ReportedCall> calls, double? rateLimit)
{
    // Administrator guide, API throttling quotas: UpdateParticipantRoleConfig, calls a second.
    private const double DocumentedQuota = 5;
    private const double DocumentedBurst = 8;

    // With wider bars, the burst adds too little to be seen.
    private static readonly TimeSpan MaxBurstWidth = TimeSpan.FromSeconds(10);

    // A limit higher than this, as a multiple of the highest bar, would make the bars too low to see; it is mentioned instead of drawn.
    private const double MaxLimit = 12;

    private const double Headroom = 1.15;
    private const double Gap = 1;
    private const int MaxTicks = 6;
    private const double LabelHeight = 16;

    private readonly TimeBuckets _buckets = new(calls);

    public void WriteTo(HtmlWriter page)
    {
        page.Open("section", ("aria-labelledby", "calls"));
        page.Leaf("h2", "Calls over time", ("id", "calls"));
        if (_buckets.Calls == 0)
        {
            page.Leaf("p", "No outcome has a call with a time.");
        }
        else
        {
            WriteChart(page);
        }

        page.Close();
        page.Break();
    }

    private (double Rate, string Label)[] Limits =>
    [
        (DocumentedQuota, $"documented quota: {ReportFormatter.Rate(DocumentedQuota)}/s"),
        .. rateLimit is { } limit ? [(limit, $"-RateLimit: {ReportFormatter.Rate(limit)}/s")] : Array.Empty<(double, string)>(),
        .. _buckets.Width <= MaxBurstWidth && _buckets.MaxRate > DocumentedQuota ? [(BurstRate, $"quota with its burst of {ReportFormatter.Rate(DocumentedBurst)}: {ReportFormatter.Rate(BurstRate)}/s in one bar")] : Array.Empty<(double, string)>(),
    ];

    // The most calls a second that the quota allows within one bar, after a quiet time: the first seconds of a run are above the quota and within its burst.
    private double BurstRate => DocumentedQuota + DocumentedBurst / _buckets.Width.TotalSeconds;

    private void WriteChart(HtmlWriter page)
    {
        var drawn = Array.FindAll(Limits, l => l.Rate <= MaxLimit * _buckets.MaxRate);
        var top = Headroom * Math.Max(_buckets.MaxRate, drawn.Select(l => l.Rate).DefaultIfEmpty(0).Max());
        var width = ReportFormatter.Duration(_buckets.Width);
        var peak = $"The highest is {ReportFormatter.Rate(_buckets.MaxRate)} calls/s.";
        page.Open("figure");
        SvgChart.Open(page, "calls-chart", "Calls per second over time",
            $"{DisplayText.Count(_buckets.Calls, "call", "calls")} from {ReportFormatter.Time(_buckets.Start)} to {ReportFormatter.Time(_buckets.End)} UTC, one bar per {width}. {peak}");
        for (var rate = 0.0; rate <= top; rate += SvgChart.GridStep(top))
        {
            SvgChart.GridLine(page, Y(rate, top), ReportFormatter.Rate(rate));
        }

        WriteBars(page, top);
        WriteTimes(page);
        SvgChart.AxisTitles(page, "UTC", "calls/s");
        WriteLimits(page, drawn, top);
        SvgChart.Close(page);
        page.Open("figcaption");
        WriteKey(page, "accepted", "accepted");
        WriteKey(page, "failed", "failed or unknown");
        page.Text($"One bar per {width}. {peak} A call counts at the time of its last request; earlier attempts are not shown.");
        foreach (var limit in Limits.Except(drawn))
        {
            page.Text($" Far above this scale: {limit.Label}.");
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
            var tooltip = $"{ReportFormatter.Time(_buckets.Start + _buckets.Width * i)} UTC: {DisplayText.Number(accepted)} accepted, {DisplayText.Number(others)} failed or unknown";
            SvgChart.Bar(page, "accepted", x, Math.Max(step - Gap, Gap), middle, SvgChart.Bottom, tooltip);
            SvgChart.Bar(page, "failed", x, Math.Max(step - Gap, Gap), Y((accepted + others) / seconds, top), middle, tooltip);
        }
    }

    private void WriteTimes(HtmlWriter page)
    {
        var format = _buckets.Start.Date != _buckets.End.Date ? "MM-dd HH:mm" : _buckets.Width < TimeSpan.FromMinutes(1) ? "HH:mm:ss" : "HH:mm";
        var every = Math.Max(1, (_buckets.Count + MaxTicks - 1) / MaxTicks);
        for (var i = 0; i <= _buckets.Count; i += every)
        {
            SvgChart.Tick(page, SvgChart.Left + i * (SvgChart.Right - SvgChart.Left) / _buckets.Count,
                (_buckets.Start + _buckets.Width * i).ToString(format, CultureInfo.InvariantCulture), i == _buckets.Count ? "end" : "middle");
        }
    }

    // Labels are above their line; of two lines close together, the lower one has its label below it.
    private static void WriteLimits(HtmlWriter page, (double Rate, string Label)[] limits, double top)
    {
        var ordered = limits.OrderByDescending(l => l.Rate).ToArray();
        for (var i = 0; i < ordered.Length; i++)
        {
            var y = Y(ordered[i].Rate, top);
            var isCrowded = i > 0 && y - Y(ordered[i - 1].Rate, top) < LabelHeight + 4;
            SvgChart.HorizontalLine(page, "bound", y);
            SvgChart.Label(page, "bound-label", isCrowded ? y + LabelHeight : y - 6, ordered[i].Label);
        }
    }

    private static void WriteKey(HtmlWriter page, string @class, string text)
    {
        page.Open("span", ("class", "key " + @class));
        page.Text(text);
        page.Close();
        page.Text(" ");
    }

    private static double Y(double rate, double top) => SvgChart.Bottom - (SvgChart.Bottom - SvgChart.Top) * rate / top;
}
