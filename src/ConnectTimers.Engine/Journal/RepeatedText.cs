using System.Text.Json;

namespace ConnectTimers.Engine.Journal;

/// <summary>A text that nearly every line repeats, such as the endpoint: one string for all of them.</summary>
internal sealed class RepeatedText
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private string? _last;

    /// <summary>The value of the member whose name the reader stands on; null for JSON's null.</summary>
    public string? ValueOf(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null || (_last is not null && json.ValueTextEquals(_last)))
        {
            return json.TokenType == JsonTokenType.Null ? null : _last;
        }

        var text = json.GetString()!;
        _last = _seen.TryGetValue(text, out var same) ? same : text;
        _seen.Add(_last);
        return _last;
    }
}
