using ConnectTimers.Parsing;
using ConnectTimers.PowerShell.Isolation;

namespace ConnectTimers.PowerShell.Input;

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
}
