using System.Globalization;
using System.Text;

namespace ConnectTimers.Parsing;

/// <summary>Folds names, so that only their letters and digits count.</summary>
internal static class FoldedName
{
    /// <summary>
    /// Returns the letters and digits of a name, in upper case and without their typographic forms: full-width letters become plain ones. Blanks,
    /// dashes, punctuation, symbols, control characters and invisible characters of any Unicode kind are left out.
    /// </summary>
    /// <param name="name">The name; null is the same as empty.</param>
    public static string Of(string? name)
    {
        var folded = new StringBuilder(name?.Length ?? 0);
        foreach (var c in Plain(name ?? ""))
        {
            if (Counts(c))
            {
                folded.Append(char.ToUpperInvariant(c));
            }
        }

        return folded.ToString();
    }

    /// <summary>Splits a name into its words, each folded: at everything that does not count, at digits, and at capitals inside (<c>CustomerIdle</c>).</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        var plain = Plain(name);
        for (var i = 0; i < plain.Length; i++)
        {
            var c = plain[i];
            if (word.Length > 0 && (!Counts(c) || StartsWord(plain, i)))
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (Counts(c))
            {
                word.Append(char.ToUpperInvariant(c));
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static bool StartsWord(string text, int i) =>
        char.IsDigit(text[i]) != char.IsDigit(text[i - 1])
        || (char.IsUpper(text[i]) && (char.IsLower(text[i - 1]) || (i + 1 < text.Length && char.IsUpper(text[i - 1]) && char.IsLower(text[i + 1]))));

    // Compatibility forms (full-width letters, ligatures) are other looks of the same letter. Text with half a surrogate pair has no normal form.
    private static string Plain(string name)
    {
        foreach (var c in name)
        {
            if (c > 127)
            {
                try
                {
                    return name.Normalize(NormalizationForm.FormKC);
                }
                catch (ArgumentException)
                {
                    return name;
                }
            }
        }

        return name;
    }

    // A surrogate is half of a letter or of a symbol: it counts, so that a name with one is not taken for the name without it.
    private static bool Counts(char c) => c <= 127
        ? c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
        : char.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            or UnicodeCategory.OtherNumber
            && c is not ('\u115F' or '\u1160' or '\u3164' or '\uFFA0'); // Hangul fillers: invisible letters
}
