using System.Globalization;
using System.Text.RegularExpressions;

namespace ConnectTimers.Parsing;

/// <summary>Reads ids as people and programs hand them over: in quotes, in a console address, in capitals, or not at all.</summary>
public static class IdText
{
    private const int MaxAddressLength = 2048; // of a browser's address; the query can be long

    private const string UrnPrefix = "urn:uuid:"; // RFC 9562

    private const string IdAction = "Use the id alone, as Find-ChatContact and the contact search of the console show it.";

    // What databases, spreadsheets and programming languages write where there is no value. Brackets around it are taken off before.
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "NULL", "NONE", "NIL", "NA", "N/A", "N.A.", "NAN", "NAT", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#GETTING_DATA", "#ERROR!", "UNDEFINED", "UNKNOWN", "EMPTY", "BLANK", "MISSING", "DBNULL", "VOID", "TBD", "TODO", "TRUE", "FALSE", "YES", "NO", "INF", "INFINITY",
        @"\N", "$NULL", "00000000-0000-0000-0000-000000000000",
    };

    // A number that a spreadsheet made of an id, or one with a sign or decimals.
    private static readonly Regex Number = new(@"^[+-]?[0-9]+([.,][0-9]+)?[eE][+-][0-9]+$|^[+-]?[0-9]+[.,][0-9]+[eE][0-9]+$|^[+-][0-9]+([.,][0-9]+)?$|^[0-9]+[.,][0-9]+$|^0+$", RegexOptions.CultureInvariant);

    // https://ALIAS.my.connect.aws/contact-trace-records/details/ID, and with /connect on older instances (ALIAS.awsapps.com). Query and fragment do not matter.
    private static readonly Regex ConsoleAddress = new(
        @"^(https?://)?[a-z0-9][a-z0-9.-]*\.(connect\.aws|awsapps\.com)(:[0-9]+)?/(connect/)?contact-(trace-records|search)/(details/)?(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})/?([?#].*)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // https://ALIAS.my.connect.aws/…, and https://ALIAS.awsapps.com/connect/… of older instances; that of a contact stands in the wrong place.
    private static readonly Regex InstanceAddress = new(
        @"^(https?://)?(?<alias>[a-z0-9](-*[a-z0-9])*)\.(my\.connect\.aws|awsapps\.com)(:[0-9]+)?(/(?!(connect/)?contact-).*)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // Each opening one, followed by its closing one.
    private const string Pairs = "{}()[]<>\"\"''``“”„“‘’«»‹›";

    /// <summary>
    /// Takes off what is around an id: blanks, invisible characters, quotes, brackets, <c>urn:uuid:</c>, and the formula <c>="…"</c> that keeps a spreadsheet from
    /// changing it. A console address becomes the id of the contact or the alias of the instance in it, and a GUID becomes lower case.
    /// </summary>
    /// <param name="text">The text of a cell or parameter.</param>
    /// <param name="isContact">Whether the id is a contact's.</param>
    /// <returns>The id, which <see cref="FaultOf"/> checks; empty when there was nothing else.</returns>
    public static string Normalize(string text, bool isContact = false)
    {
        if (IsGuid(text))
        {
            return text.ToLowerInvariant();
        }

        var bare = WithoutWrapping(text);
        if (bare.Length == UrnPrefix.Length + 36 && bare.StartsWith(UrnPrefix, StringComparison.OrdinalIgnoreCase))
        {
            bare = bare.Substring(UrnPrefix.Length);
        }

        if (isContact && bare.Length is > 36 and <= MaxAddressLength && bare.IndexOf('/') > 0 && ConsoleAddress.Match(bare) is { Success: true } address)
        {
            bare = address.Groups["id"].Value;
        }
        else if (!isContact && bare.Length is > 12 and <= MaxAddressLength && bare.IndexOf('.') > 0 && InstanceAddress.Match(bare) is { Success: true } instance)
        {
            bare = instance.Groups["alias"].Value.ToLowerInvariant();
        }

        return IsGuid(bare) ? bare.ToLowerInvariant() : bare;
    }

    /// <summary>Returns why a text is no id, and what to do; null when it can be one. Ids need not be GUIDs.</summary>
    /// <param name="id">The text after <see cref="Normalize"/>.</param>
    /// <param name="maxLength">The length limit of the API, in characters.</param>
    public static (string Reason, string Action)? FaultOf(string id, int maxLength)
    {
        if (IsGuid(id) && id != "00000000-0000-0000-0000-000000000000")
        {
            return null;
        }

        if (id.Length <= MaxAddressLength && id.IndexOf("://", StringComparison.Ordinal) >= 0)
        {
            return ("it is an address, and not one of a contact", "Use the id; for a contact also the address https://ALIAS.my.connect.aws/contact-trace-records/details/ID.");
        }

        if (id.Length > maxLength)
        {
            return ($"it has more than {maxLength} characters", IdAction);
        }

        if (Placeholders.Contains(id) || !id.Any(char.IsLetterOrDigit))
        {
            return ("it stands for a missing value", "Put the id there, or remove the row.");
        }

        if (IsColumnOfIds(id))
        {
            return ("it is the name of a column", "Remove the row: a header among the rows is left where files were joined.");
        }

        if (Number.IsMatch(id))
        {
            return ("it is a number, as a spreadsheet makes of an id, and its digits are lost", "Export the file again with that column as text.");
        }

        if (id.StartsWith("System.", StringComparison.Ordinal))
        {
            return ("it is the name of a .NET type, as Export-Csv writes for a list", "Export the property that has the id.");
        }

        return FaultyCharacter(id) is { } c ? (Describe(c), c is ',' or ';' ? "Give each id on its own: split the text, as in $text -split ','." : IdAction) : null;
    }

    /// <summary>Whether a text is a GUID, as AWS makes the ids of instances and contacts.</summary>
    public static bool IsGuid(string text)
    {
        if (text.Length != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        {
            return false;
        }

        var hyphens = 0;
        foreach (var c in text)
        {
            if (c == '-')
            {
                hyphens++;
            }
            else if ((uint)(c - '0') > 9 && (uint)((c | 0x20) - 'a') > 5)
            {
                return false;
            }
        }

        return hyphens == 4;
    }

    // Letters alone, so that the ids of a million rows are not folded.
    private static bool IsColumnOfIds(string id) =>
        id.Length < 20 && id.All(c => char.IsLetter(c) || c is ' ' or '_' or '-') && Columns.Lookup(Columns.Fold(id)) is Column.InstanceId or Column.ContactId;

    private static string WithoutWrapping(string text)
    {
        var (start, end) = (0, text.Length);
        while (true)
        {
            while (start < end && IsNothing(text[start]))
            {
                start++;
            }

            while (end > start && IsNothing(text[end - 1]))
            {
                end--;
            }

            if (end - start > 3 && text[start] == '=' && text[start + 1] == '"' && text[end - 1] == '"')
            {
                start++;
            }
            else if (end - start > 1 && IsPair(text[start], text[end - 1]))
            {
                (start, end) = (start + 1, end - 1);
            }
            else if (end - start > 1 && text[start] == '\'' && text.IndexOf('\'', start + 1) < 0)
            {
                start++; // a spreadsheet's mark of a text
            }
            else
            {
                return start == 0 && end == text.Length ? text : text.Substring(start, end - start);
            }
        }
    }

    private static bool IsPair(char open, char close)
    {
        for (var i = 0; i < Pairs.Length; i += 2)
        {
            if (Pairs[i] == open && Pairs[i + 1] == close)
            {
                return true;
            }
        }

        return false;
    }

    // Line ends and tabs are blanks around an id; other control characters are a sign of something else.
    private static bool IsNothing(char c) => char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static char? FaultyCharacter(string id)
    {
        for (var i = 0; i < id.Length; i++)
        {
            var c = id[i];
            if (char.IsHighSurrogate(c) && i + 1 < id.Length && char.IsLowSurrogate(id[i + 1]))
            {
                i++;
            }
            else if (c <= 127 ? c <= ' ' || c == 127 || "\"'`,;#[](){}<>|\\".IndexOf(c) >= 0 : IsFaulty(CharUnicodeInfo.GetUnicodeCategory(c)))
            {
                return c;
            }
        }

        return null;
    }

    private static bool IsFaulty(UnicodeCategory category) => category is not (UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber);

    private static string Describe(char c) =>
        c == ' ' ? "it contains a blank"
        : char.IsWhiteSpace(c) || char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format ? $"it contains the invisible character U+{(int)c:X4}"
        : char.IsSurrogate(c) ? "it contains half a character (a lone surrogate)"
        : $"it contains {DisplayText.Value(c)}";
}
