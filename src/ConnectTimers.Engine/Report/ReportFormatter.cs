using System.Globalization;

namespace ConnectTimers.Engine.Report;

/// <summary>How a report says numbers, times and states; in English, whatever culture the session has.</summary>
internal static class ReportFormatter
{
    public static string Rate(double rate) => rate.ToString(rate < 0.1 ? "0.####" : "0.##", CultureInfo.InvariantCulture);

    /// <summary>A coordinate.</summary>
    public static string Place(double place) => place.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string ExactTime(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Milliseconds(long time) => DisplayText.Number(time) + " ms";

    /// <summary><c>1 d 2 h 3 min 4 s</c>, without what is zero; below a minute with a tenth.</summary>
    public static string Span(TimeSpan time)
    {
        if (time < TimeSpan.FromMinutes(1))
        {
            return time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";
        }

        var parts = new (long Value, string Unit)[] { ((long)time.TotalDays, "d"), (time.Hours, "h"), (time.Minutes, "min"), (time.Seconds, "s") };
        return string.Join(" ", parts.Where(p => p.Value > 0).Select(p => $"{DisplayText.Number(p.Value)} {p.Unit}"));
    }

    public static string Status(OutcomeStatus status) => status == OutcomeStatus.WhatIf ? "Would be sent" : status.ToString();

    /// <summary>The name by which style and script know it.</summary>
    public static string StatusClass(OutcomeStatus status) => status switch
    {
        OutcomeStatus.Accepted => "accepted",
        OutcomeStatus.Failed => "failed",
        OutcomeStatus.Skipped => "skipped",
        OutcomeStatus.Declined => "declined",
        OutcomeStatus.WhatIf => "whatif",
        _ => "cancelled",
    };
}
