using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.PowerShell.Input;

/// <summary>What of an input goes into the journal besides its outcome: the columns that -JournalProperty names, and no others.</summary>
internal static class JournalNotes
{
    // The journal's own names: those of an outcome, the time, the endpoint.
    private static readonly HashSet<string> Own = new(
        typeof(ParticipantRoleOutcome).GetProperties().Select(p => p.Name).Concat(["Time", "Endpoint"]), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the journal uses the name itself, or a row would: a line that is piped in again must stay the row that it was.</summary>
    public static bool IsTaken(string name) => Own.Contains(name) || Columns.Find(name) is not null;

    /// <summary>The named columns of an input, or of the first of a group of inputs that has them; what none has is left out.</summary>
    /// <param name="input">A row, an object, or an array of those that became one config.</param>
    /// <param name="names">What to look for, in any case.</param>
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
        var value = (input as PSObject)?.BaseObject ?? input;
        var cell = value switch
        {
            null => null,
            IDictionary map => map.Keys.OfType<string>().Where(k => k.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(k => map[k]).FirstOrDefault(),
            _ => PSObject.AsPSObject(input).Properties[name]?.Value,
        };
        return Convert.ToString((cell as PSObject)?.BaseObject ?? cell, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
    }
}
