using System.Text.Json;

namespace ConnectTimers.Emulator;

/// <summary>Reads the members of a request's body; any other shape is an InvalidRequestException.</summary>
/// <remarks>As restJson1 specifies, a member that is null counts as absent, and one that the model does not know is ignored.</remarks>
internal static class JsonShape
{
    public static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw ServiceException.InvalidRequest("The body is not valid JSON.");
        }
    }

    public static JsonElement? Find(JsonElement parent, string name) => parent.ValueKind != JsonValueKind.Object
        ? throw ServiceException.InvalidRequest($"The parent of {name} must be an object.")
        : parent.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    public static JsonElement Need(JsonElement parent, string name) =>
        Find(parent, name) ?? throw ServiceException.InvalidRequest($"{name} is missing.");

    public static string NeedText(JsonElement parent, string name) => Text(Need(parent, name), name);

    public static string NeedOneOf(JsonElement parent, string name, string[] allowed) => OneOf(Need(parent, name), name, allowed);

    public static string Text(JsonElement value, string name) =>
        TextOrNull(value) ?? throw ServiceException.InvalidRequest($"{name} must be a string.");

    public static string OneOf(JsonElement value, string name, string[] allowed) =>
        TextOrNull(value) is { } text && allowed.Contains(text)
            ? text
            : throw ServiceException.InvalidRequest($"{name} must be one of {string.Join(", ", allowed)}.");

    public static int Whole(JsonElement value, string name) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
        ? number
        : throw ServiceException.InvalidRequest($"{name} must be a whole number.");

    /// <summary>Returns the entries of a list; none without the member.</summary>
    public static IEnumerable<JsonElement> Entries(JsonElement parent, string name, int most = int.MaxValue) =>
        Find(parent, name).HasValue ? NeedEntries(parent, name, 0, most) : [];

    public static IEnumerable<JsonElement> NeedEntries(JsonElement parent, string name, int least = 0, int most = int.MaxValue)
    {
        var list = Need(parent, name);
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() >= least && list.GetArrayLength() <= most
            ? list.EnumerateArray()
            : throw ServiceException.InvalidRequest(
                most == int.MaxValue ? $"{name} must be a list." : $"{name} must be a list of {least} to {most} entries.");
    }

    private static string? TextOrNull(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate: valid JSON, but no text.
            return null;
        }
    }
}
