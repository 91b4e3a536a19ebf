using System.Globalization;

namespace ConnectTimers;

/// <summary>
/// What a timer is set to: a duration of 2 to 480 whole minutes, or Unset, which takes the timer away. Never both, never neither.
/// Source: API reference, <c>ParticipantTimerValue</c>.
/// </summary>
public readonly struct TimerValue : IEquatable<TimerValue>
{
    /// <summary>The shortest duration the API takes, in minutes.</summary>
    public const int MinMinutes = 2;

    /// <summary>The longest duration the API takes, in minutes.</summary>
    public const int MaxMinutes = 480;

    /// <summary>The word that takes a timer away: the API's only <c>ParticipantTimerAction</c>.</summary>
    public const string UnsetWord = "Unset";

    private readonly int _minutes; // 0 is Unset, so that even default(TimerValue) is a value the API takes

    private TimerValue(int minutes) => _minutes = minutes;

    /// <summary>Takes the timer away.</summary>
    public static TimerValue Unset => default;

    /// <summary>A duration.</summary>
    /// <param name="minutes">Whole minutes, 2 to 480.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside 2..480.</exception>
    public static TimerValue FromMinutes(int minutes) => minutes is >= MinMinutes and <= MaxMinutes
        ? new TimerValue(minutes)
        : throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "A timer takes 2 to 480 whole minutes.");

    /// <summary>Whether this takes the timer away.</summary>
    public bool IsUnset => _minutes == 0;

    /// <summary>The duration in minutes, or null for Unset.</summary>
    public int? Minutes => IsUnset ? null : _minutes;

    /// <summary>The value as one cell holds it: a number of minutes, or the word Unset.</summary>
    public object Cell => IsUnset ? UnsetWord : _minutes;

    /// <summary>Reads what <see cref="Cell"/> gives, and the same as text or as any whole number; the culture has no say.</summary>
    /// <param name="cell">The cell; not blank.</param>
    /// <param name="value">What it says.</param>
    public static bool TryRead(object cell, out TimerValue value)
    {
        value = default;
        var text = Convert.ToString(cell, CultureInfo.InvariantCulture)?.Trim() ?? "";
        if (text.Equals(UnsetWord, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        // Text with digits only: "5.5", "0x10", "1e1" and "1,000" are not minutes that anybody meant.
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || minutes is < MinMinutes or > MaxMinutes)
        {
            return false;
        }

        value = new TimerValue(minutes);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(TimerValue other) => _minutes == other._minutes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TimerValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _minutes;

    /// <summary>Same value.</summary>
    public static bool operator ==(TimerValue left, TimerValue right) => left.Equals(right);

    /// <summary>Another value.</summary>
    public static bool operator !=(TimerValue left, TimerValue right) => !left.Equals(right);

    /// <summary><c>5 min</c>, or <c>unset</c>.</summary>
    public override string ToString() => IsUnset ? "unset" : _minutes.ToString(CultureInfo.InvariantCulture) + " min";
}
