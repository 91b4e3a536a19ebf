using System.Text.Json;

namespace ConnectTimers.Engine.Import;

/// <summary>A member of an object: a text, as JSON has it or as PowerShell would show it, or something nested.</summary>
/// <param name="Name">Its name, as the file has it.</param>
/// <param name="Text">What it says; null for null and for what is nested.</param>
/// <param name="Nested">The object or array; null for a text.</param>
internal readonly record struct JsonMember(string Name, string? Text, JsonElement? Nested);

/// <summary>
/// Reads the members of an object. Their names come again in each object of a file, so a name is kept for the next one that has it in
/// the same place.
/// </summary>
internal sealed class JsonMembers
{
    // Beyond any table of ours or the AWS CLI's.
    private const int MaxNames = 64;

    private readonly List<string> _names = [];

    /// <summary>Reads them.</summary>
    /// <param name="value">The object.</param>
    /// <param name="problem">What is wrong with it, or null.</param>
    /// <returns>Its members, each name once: case does not tell them apart, as it does not in PowerShell.</returns>
    public List<JsonMember> Read(JsonElement value, out Problem? problem)
    {
        problem = null;
        var members = new List<JsonMember>();
        var seen = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (var property in value.EnumerateObject())
            {
                var name = NameOf(property, seen.Count);
                if (seen.TryAdd(name, property.Value))
                {
                    members.Add(Member(name, property.Value));
                }
                else if (property.Value.GetRawText() != seen[name].GetRawText())
                {
                    problem ??= ImportProblems.DuplicateMember(name);
                }
            }
        }
        catch (InvalidOperationException) // half a surrogate pair
        {
            problem = ImportProblems.InvalidText();
        }

        return members;
    }

    /// <summary>What a value is, for a message.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static JsonMember Member(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => new JsonMember(name, null, value),
        JsonValueKind.String => new JsonMember(name, value.GetString(), null),
        JsonValueKind.Number => new JsonMember(name, value.GetRawText(), null),
        JsonValueKind.True => new JsonMember(name, bool.TrueString, null),
        JsonValueKind.False => new JsonMember(name, bool.FalseString, null),
        _ => new JsonMember(name, null, null),
    };

    private string NameOf(JsonProperty property, int index)
    {
        if (index < _names.Count && property.NameEquals(_names[index]))
        {
            return _names[index];
        }

        var name = property.Name;
        if (index < _names.Count)
        {
            _names[index] = name;
        }
        else if (index < MaxNames)
        {
            _names.Add(name);
        }

        return name;
    }
}
