using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Reads JSON in the pipeline: a line of Get-Content, or the body of an SQS message. The engine has the parser.</summary>
internal static class JsonInput
{
    /// <summary>Whether a text is meant to be a JSON object or an array of them. No id begins so, not even a GUID in braces.</summary>
    public static bool IsMeant(string text)
    {
        var start = text.TrimStart();
        return start.Length > 1 && start[0] is '{' or '[' && start.Substring(1).TrimStart() is { Length: > 0 } rest && (rest[0] == '"' || (start[0] == '[' && rest[0] == '{'));
    }

    /// <summary>Parses a text.</summary>
    /// <returns>Null when it is not JSON.</returns>
    public static InputNode? Parse(string text) => EngineHost.Engine.ParseJson(text);

    /// <summary>Returns the members of an object that are values, as a row, without secrets.</summary>
    public static PSObject AsObject(InputNode json) =>
        AsObject(json.Members.Where(m => !m.Value.Members.Any() && !m.Value.Items.Any()).Select(m => new KeyValuePair<string, string?>(m.Key, m.Value.Text)));

    /// <summary>Returns cells as an object, without secrets.</summary>
    public static PSObject AsObject(IEnumerable<KeyValuePair<string, string?>> cells)
    {
        var row = new PSObject();
        foreach (var cell in cells.Where(c => c.Key.Length > 0 && !SecretColumns.Contains(c.Key) && row.Properties[c.Key] is null))
        {
            row.Properties.Add(new PSNoteProperty(cell.Key, cell.Value));
        }

        return row;
    }
}
