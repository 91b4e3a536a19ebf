using System.Text.Json;
using static ConnectTimers.Emulator.JsonShape;

namespace ConnectTimers.Emulator;

/// <summary>Reads the body of UpdateParticipantRoleConfig and checks all that its model says.</summary>
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
        var chat = Need(Need(document.RootElement, "ChannelConfiguration"), "Chat");
        TimerSetting[] settings = [.. NeedEntries(chat, "ParticipantTimerConfigList", 1, MostTimers).Select(Setting)];
        return settings.CountBy(setting => setting.Timer).FirstOrDefault(count => count.Value > 1) is { Key: { } twice }
            ? throw ServiceException.InvalidParameter($"Duplicate entries for {twice}.")
            : settings;
    }

    private static TimerSetting Setting(JsonElement entry)
    {
        var timer = $"{NeedOneOf(entry, "ParticipantRole", Roles)}/{NeedOneOf(entry, "TimerType", Types)}";
        var value = Need(entry, "TimerValue");
        var action = Find(value, "ParticipantTimerAction");
        var duration = Find(value, "ParticipantTimerDurationInMinutes");
        if (action.HasValue == duration.HasValue)
        {
            throw ServiceException.InvalidRequest("TimerValue must have exactly one of its members set.");
        }

        if (action.HasValue)
        {
            NeedOneOf(value, "ParticipantTimerAction", Actions);
            return new TimerSetting(timer, null);
        }

        return new TimerSetting(timer, Minutes(duration!.Value));
    }

    private static int Minutes(JsonElement duration)
    {
        var minutes = Whole(duration, "ParticipantTimerDurationInMinutes");
        return minutes is >= FewestMinutes and <= MostMinutes
            ? minutes
            : throw ServiceException.InvalidParameter(
                $"ParticipantTimerDurationInMinutes {minutes} is outside {FewestMinutes} to {MostMinutes}.");
    }
}
