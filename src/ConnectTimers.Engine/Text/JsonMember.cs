using System.Text.Json;

namespace ConnectTimers.Engine.Text;

/// <summary>A member of a JSON object as a cell.</summary>
/// <param name="Name">Its name; empty if the name is not valid text.</param>
/// <param name="Text">Its value as PowerShell shows it; null for null and for a nested value. The raw JSON if the value is not valid text.</param>
/// <param name="Nested">Its value if that is an object or an array; otherwise null.</param>
internal readonly record struct JsonMember(string Name, string? Text, JsonElement? Nested)
{
    /// <summary>Whether name and value are valid text: a \u escape of half a surrogate pair is JSON but not text.</summary>
    public bool IsValidText { get; private init; } = true;

    /// <summary>Reads a member.</summary>
    /// <param name="property">The member.</param>
    /// <param name="knownName">The name expected, which is reused if it is the member's name; null for none.</param>
    public static JsonMember Of(JsonProperty property, string? knownName = null)
    {
        string name;
        try
        {
            name = knownName is not null && property.NameEquals(knownName) ? knownName : property.Name;
        }
        catch (InvalidOperationException)
        {
            return new JsonMember("", property.Value.GetRawText(), null) { IsValidText = false };
        }

        return Of(name, property.Value);
    }

    /// <summary>Reads a value that has no name of its own, such as an element of an array.</summary>
    /// <param name="name">The name of the result.</param>
    /// <param name="value">The value.</param>
    public static JsonMember Of(string name, JsonElement value)
    {
        try
        {
            var (text, nested) = Read(value);
            return new JsonMember(name, text, nested);
        }
        catch (InvalidOperationException)
        {
            return new JsonMember(name, value.GetRawText(), null) { IsValidText = false };
        }
    }

    /// <summary>Whether both have the same value.</summary>
    public bool HasValueOf(JsonMember other) => Text == other.Text && Nested?.GetRawText() == other.Nested?.GetRawText();

    private static (string? Text, JsonElement? Nested) Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => (null, value),
        JsonValueKind.String => (value.GetString(), null),
        JsonValueKind.Number => (value.GetRawText(), null),
        JsonValueKind.True => (bool.TrueString, null),
        JsonValueKind.False => (bool.FalseString, null),
        _ => (null, null),
    };
}
