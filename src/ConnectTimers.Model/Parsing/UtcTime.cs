using System.Globalization;

namespace ConnectTimers.Parsing;

/// <summary>Reads the times of this module's objects, live or read back from a file. They are UTC.</summary>
internal static class UtcTime
{
    private static readonly string[] Iso = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"];

    /// <summary>Returns a DateTime, a DateTimeOffset or a text as UTC; null for every other value, and for a text that is not a time.</summary>
    public static DateTime? Read(object? value) => value switch
    {
        DateTime time => Of(time),
        DateTimeOffset time => time.UtcDateTime,
        string text => Parse(text),
        _ => null,
    };

    /// <summary>Parses a time; null if the text is not a time. A time without a zone is UTC.</summary>
    /// <remarks>
    /// Times in a journal are ISO 8601. Export-Csv writes times in the culture of its session and without a zone. Ambiguous dates, such as a day and a month
    /// below 13, are parsed in the culture of this session.
    /// </remarks>
    public static DateTime? Parse(string text) =>
        DateTime.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var iso) ? Of(iso)
        : DateTime.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.RoundtripKind, out var local) ? Of(local)
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var invariant) ? Of(invariant)
        : null;

    private static DateTime Of(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
