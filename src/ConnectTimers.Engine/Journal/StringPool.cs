using System.Text.Json;

namespace ConnectTimers.Engine.Journal;

/// <summary>Reuses one string for a text that nearly every line repeats, such as the endpoint.</summary>
internal sealed class StringPool
{
    private readonly HashSet<string> _strings = new(StringComparer.Ordinal);
    private string? _last;

    /// <summary>Returns the value of the member whose name the reader is at; null for JSON's null.</summary>
    public string? ReadValue(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null || (_last is not null && json.ValueTextEquals(_last)))
        {
            return json.TokenType == JsonTokenType.Null ? null : _last;
        }

        var text = json.GetString()!;
        _last = _strings.TryGetValue(text, out var pooled) ? pooled : text;
        _strings.Add(_last);
        return _last;
    }
}
