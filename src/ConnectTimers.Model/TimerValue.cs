using System.Globalization;

namespace ConnectTimers;

/// <summary>
/// The value of a timer: 2 to 480 whole minutes, or Unset, which removes the timer.
/// Source: API reference, <c>ParticipantTimerValue</c>.
/// </summary>
/// <remarks>A class with one object for each value: generic code of .NET over a struct is compiled anew in every process (decision 11).</remarks>
public sealed class TimerValue : IEquatable<TimerValue>
{
    /// <summary>The shortest duration of the API, in minutes.</summary>
    public const int MinMinutes = 2;

    /// <summary>The longest duration of the API, in minutes.</summary>
    public const int MaxMinutes = 480;

    /// <summary>The word that removes a timer: the API's only <c>ParticipantTimerAction</c>.</summary>
    public const string UnsetWord = "Unset";

    private static readonly string[] TimeSpanFormats = [@"h\:mm\:ss", @"d\.hh\:mm\:ss"];
    private static readonly string[] Units = ["minutes", "minute", "mins", "min"];

    private static readonly TimerValue?[] Durations = new TimerValue?[MaxMinutes + 1];

    private readonly int _minutes; // 0 is Unset

    private TimerValue(int minutes) => _minutes = minutes;

    /// <summary>Removes the timer.</summary>
    public static TimerValue Unset { get; } = new(0);

    /// <summary>Creates a duration.</summary>
    /// <param name="minutes">Whole minutes, 2 to 480.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside 2..480.</exception>
    public static TimerValue FromMinutes(int minutes) => minutes is >= MinMinutes and <= MaxMinutes
        ? Durations[minutes] ??= new TimerValue(minutes)
        : throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "A timer takes 2 to 480 whole minutes.");

    /// <summary>Whether the timer is removed.</summary>
    public bool IsUnset => _minutes == 0;

    /// <summary>The duration in minutes; null for Unset.</summary>
    public int? Minutes => IsUnset ? null : _minutes;

    /// <summary>The value as a cell: a number of minutes, or the word Unset.</summary>
    public object Cell => IsUnset ? UnsetWord : _minutes;

    /// <summary>
    /// Reads a <see cref="Cell"/>, as text or as any whole number, in any culture; its decimals may be zeros (<c>5.0</c>), it may have its unit
    /// (<c>5 min</c>), and it may be a TimeSpan or the text of one (<c>00:05:00</c>).
    /// </summary>
    /// <param name="cell">The cell; not blank.</param>
    /// <returns>The value; null if the cell is not a valid timer value.</returns>
    public static TimerValue? Read(object cell)
    {
        var text = Convert.ToString(cell, CultureInfo.InvariantCulture)?.Trim() ?? "";
        if (text.Equals(UnsetWord, StringComparison.OrdinalIgnoreCase))
        {
            return Unset;
        }

        // Digits only: no one means minutes by "5.5", "0x10", "1e1" or "1,000". Nearly every cell of a file is digits alone.
        return (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
                || int.TryParse(WithoutZeros(WithoutUnit(text)), NumberStyles.None, CultureInfo.InvariantCulture, out minutes))
            && minutes is >= MinMinutes and <= MaxMinutes ? FromMinutes(minutes) : null;
    }

    // Without seconds a colon may stand between hours and minutes or between minutes and seconds.
    private static string WithoutUnit(string text)
    {
        if (TimeSpan.TryParseExact(text, TimeSpanFormats, CultureInfo.InvariantCulture, out var span))
        {
            return span.Ticks % TimeSpan.TicksPerMinute == 0 ? ((long)span.TotalMinutes).ToString(CultureInfo.InvariantCulture) : text;
        }

        var unit = Array.Find(Units, u => text.EndsWith(u, StringComparison.OrdinalIgnoreCase));
        return unit is null ? text : text.Substring(0, text.Length - unit.Length).TrimEnd();
    }

    // Tables of pandas and databases write whole numbers as 5.0, spreadsheets in other languages as 5,0. Three zeros may be thousands.
    private static string WithoutZeros(string text)
    {
        var digits = text.TrimEnd('0');
        return digits.Length > 1 && digits[digits.Length - 1] is ('.' or ',') && text.Length - digits.Length is not (0 or 3)
            ? digits.Substring(0, digits.Length - 1)
            : text;
    }

    /// <inheritdoc/>
    public bool Equals(TimerValue? other) => other is not null && _minutes == other._minutes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TimerValue);

    /// <inheritdoc/>
    public override int GetHashCode() => _minutes;

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(TimerValue? left, TimerValue? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(TimerValue? left, TimerValue? right) => !(left == right);

    /// <summary><c>5 min</c>, or <c>unset</c>.</summary>
    public override string ToString() => IsUnset ? "unset" : _minutes.ToString(CultureInfo.InvariantCulture) + " min";
}
