using System.Text.Json;

namespace ConnectTimers.Emulator;

/// <summary>Reads the body of UpdateParticipantRoleConfig and checks all that its model says.</summary>
/// <remarks>
/// As restJson1 has it, a member that is null counts as absent, and one the model does not know is passed over.
/// </remarks>
internal static class UpdateBody
{
    // The limits are those of the API model, 2017-08-08.
    private const int MostTimers = 6;
    private const int FewestMinutes = 2;
    private const int MostMinutes = 480;

    private static readonly string[] Roles = ["CUSTOMER", "AGENT"];
    private static readonly string[] Types = ["IDLE", "DISCONNECT_NONCUSTOMER"];
    private static readonly string[] Actions = ["Unset"];

    /// <exception cref="ServiceException">The body is not what the model says.</exception>
    public static IReadOnlyList<TimerSetting> Read(byte[] body)
    {
        using var document = Parse(body);
        var list = Need(Need(Need(document.RootElement, "ChannelConfiguration"), "Chat"), "ParticipantTimerConfigList");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostTimers)
        {
            throw ServiceException.InvalidRequest($"ParticipantTimerConfigList must be a list of 1 to {MostTimers} entries.");
        }

        TimerSetting[] settings = [.. list.EnumerateArray().Select(Setting)];
        return settings.CountBy(setting => setting.Timer).FirstOrDefault(count => count.Value > 1) is { Key: { } twice }
            ? throw ServiceException.InvalidParameter($"Duplicate entries for {twice}.")
            : settings;
    }

    private static JsonDocument Parse(byte[] body)
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

    private static TimerSetting Setting(JsonElement entry)
    {
        var timer = $"{OneOf(entry, "ParticipantRole", Roles)}/{OneOf(entry, "TimerType", Types)}";
        var value = Need(entry, "TimerValue");
        var action = Find(value, "ParticipantTimerAction");
        var duration = Find(value, "ParticipantTimerDurationInMinutes");
        if (action.HasValue == duration.HasValue)
        {
            throw ServiceException.InvalidRequest("TimerValue must have exactly one of its members set.");
        }

        if (action.HasValue)
        {
            OneOf(value, "ParticipantTimerAction", Actions);
            return new TimerSetting(timer, null);
        }

        return new TimerSetting(timer, Minutes(duration!.Value));
    }

    private static int Minutes(JsonElement duration)
    {
        if (duration.ValueKind != JsonValueKind.Number || !duration.TryGetInt32(out var minutes))
        {
            throw ServiceException.InvalidRequest("ParticipantTimerDurationInMinutes must be an integer.");
        }

        return minutes is >= FewestMinutes and <= MostMinutes
            ? minutes
            : throw ServiceException.InvalidParameter(
                $"ParticipantTimerDurationInMinutes {minutes} is outside {FewestMinutes} to {MostMinutes}.");
    }

    private static string OneOf(JsonElement parent, string name, string[] allowed)
    {
        var member = Need(parent, name);
        return member.ValueKind == JsonValueKind.String && member.GetString() is { } text && allowed.Contains(text)
            ? text
            : throw ServiceException.InvalidRequest($"{name} must be one of {string.Join(", ", allowed)}.");
    }

    private static JsonElement Need(JsonElement parent, string name) =>
        Find(parent, name) ?? throw ServiceException.InvalidRequest($"{name} is missing.");

    private static JsonElement? Find(JsonElement parent, string name) => parent.ValueKind != JsonValueKind.Object
        ? throw ServiceException.InvalidRequest($"What should hold {name} is not an object.")
        : parent.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
}
