using System.Globalization;
using System.Text;

namespace ConnectTimers;

/// <summary>Makes values from outside safe to show in a message.</summary>
public static class DisplayText
{
    // Long enough for a UUID or the end of an ARN, short enough that one bad cell cannot flood a transcript.
    private const int MaxValueLength = 80;

    // The longest useful messages of AWS, access denied with two ARNs, have about 300 characters.
    private const int MaxSentenceLength = 400;

    /// <summary>
    /// The value in single quotes, at most 80 characters, with control, bidirectional and other invisible characters as <c>\uXXXX</c>, so that a
    /// cell can neither move the cursor nor reverse the line.
    /// </summary>
    /// <param name="value">Anything; null reads as <c>(blank)</c>.</param>
    public static string Value(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (text.Trim().Length == 0)
        {
            return "(blank)";
        }

        return text.Length <= MaxValueLength
            ? $"'{Plain(text, text.Length)}'"
            : $"'{Plain(text, MaxValueLength)}'… ({Number(text.Length)} characters)";
    }

    /// <summary>A message of the service, the SDK or the system, at most 400 characters, with invisible characters as <c>\uXXXX</c>.</summary>
    /// <param name="text">The message.</param>
    public static string Sentence(string text) =>
        text.Length <= MaxSentenceLength ? Plain(text, text.Length) : Plain(text, MaxSentenceLength) + "…";

    /// <summary>A text of any length, with invisible characters as <c>\uXXXX</c>: an id must not be cut.</summary>
    /// <param name="text">The text.</param>
    public static string Whole(string text) => Plain(text, text.Length);

    /// <summary><c>10,000</c> in any culture.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 row</c>, <c>10,000 rows</c>.</summary>
    /// <param name="count">The count.</param>
    /// <param name="one">The singular.</param>
    /// <param name="several">The plural.</param>
    public static string Count(long count, string one, string several) => $"{Number(count)} {(count == 1 ? one : several)}";

    private static string Plain(string text, int length)
    {
        var shown = new StringBuilder(length);
        var end = length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length; // no half of a surrogate pair
        for (var i = 0; i < end; i++)
        {
            Append(shown, text, ref i);
        }

        return shown.ToString();
    }

    private static void Append(StringBuilder shown, string text, ref int i)
    {
        if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        {
            shown.Append(text[i]).Append(text[++i]);
        }
        else if (IsPlain(text[i]))
        {
            shown.Append(text[i]);
        }
        else
        {
            shown.Append("\\u").Append(((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
        }
    }

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
