using System.Globalization;

namespace ConnectTimers.Engine.Report;

/// <summary>Formats numbers, times and statuses for a report, in English and independent of the session's culture.</summary>
internal static class ReportFormatter
{
    /// <summary>The statuses in the order in which a report shows them.</summary>
    public static IReadOnlyList<OutcomeStatus> Statuses { get; } =
    [
        OutcomeStatus.Accepted, OutcomeStatus.Failed, OutcomeStatus.Cancelled, OutcomeStatus.Skipped, OutcomeStatus.Declined, OutcomeStatus.WhatIf,
    ];

    public static string Rate(double rate) => rate.ToString(rate < 0.1 ? "0.####" : "0.##", CultureInfo.InvariantCulture);

    public static string Percent(int part, int whole) => (100.0 * part / whole).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>Returns an SVG coordinate.</summary>
    public static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string ExactTime(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Milliseconds(long time) => DisplayText.Number(time) + " ms";

    /// <summary>Returns a duration such as <c>1 d 2 h 3 min 4 s</c>, without zero parts; less than a minute with one decimal.</summary>
    public static string Duration(TimeSpan time)
    {
        if (time < TimeSpan.FromMinutes(1))
        {
            return time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";
        }

        var parts = new (long Value, string Unit)[] { ((long)time.TotalDays, "d"), (time.Hours, "h"), (time.Minutes, "min"), (time.Seconds, "s") };
        return string.Join(" ", parts.Where(p => p.Value > 0).Select(p => $"{DisplayText.Number(p.Value)} {p.Unit}"));
    }

    public static string Status(OutcomeStatus status) => status == OutcomeStatus.WhatIf ? "Would be sent" : status.ToString();

    /// <summary>Returns the class of a status in the style sheet and the script.</summary>
    public static string StatusClass(OutcomeStatus status) => status switch
    {
        OutcomeStatus.Accepted => "accepted",
        OutcomeStatus.Failed => "failed",
        OutcomeStatus.Skipped => "skipped",
        OutcomeStatus.Declined => "declined",
        OutcomeStatus.WhatIf => "whatif",
        OutcomeStatus.Invalid => "invalid",
        _ => "cancelled",
    };
}
