using System.Globalization;
using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>The columns of the input that -JournalProperty adds to an outcome's line in the journal.</summary>
internal static class JournalNotes
{
    private static readonly HashSet<string> JournalNames = new(
        typeof(ParticipantRoleOutcome).GetProperties().Select(p => p.Name).Concat(["Time", "Endpoint", "Event"]), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a name is one of the journal's own, or has a meaning in a row: a line that is piped in again must stay the same row.</summary>
    public static bool IsReserved(string name) => JournalNames.Contains(name) || Columns.Find(name) is not null;

    /// <summary>The named columns of an input, or of the first of a group of inputs that has them; names that none has are left out.</summary>
    /// <param name="input">A row, an object, or an array of those that became one config.</param>
    /// <param name="names">The names, in any case.</param>
    public static IReadOnlyList<KeyValuePair<string, string?>> Of(object? input, IReadOnlyList<string>? names)
    {
        if (names is null || input is null)
        {
            return [];
        }

        var inputs = input as object?[] ?? [input];
        return [.. names.Select(name => new KeyValuePair<string, string?>(name, inputs.Select(i => Text(i, name)).FirstOrDefault(t => t is not null)))
            .Where(note => note.Value is not null)];
    }

    private static string? Text(object? input, string name)
    {
        var cell = input is null ? null : Row.CellsOf(PSObject.AsPSObject(input)).FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return Convert.ToString((cell as PSObject)?.BaseObject ?? cell, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
    }
}
