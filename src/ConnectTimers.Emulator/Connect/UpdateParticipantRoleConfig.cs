using System.Text.Json;
using static ConnectTimers.Emulator.JsonShape;

namespace ConnectTimers.Emulator;

/// <summary>Stores timers for a contact.</summary>
internal sealed class UpdateParticipantRoleConfig(ContactStore contacts, InstanceDirectory instances) : IOperation
{
    private const string Method = "PUT";
    private const string Prefix = "/contact/participant-role-config/";

    // The limits are those of the API model, 2017-08-08.
    private const int MostTimers = 6;
    private const int FewestMinutes = 2;
    private const int MostMinutes = 480;

    private static readonly string[] Roles = ["CUSTOMER", "AGENT"];
    private static readonly string[] Types = ["IDLE", "DISCONNECT_NONCUSTOMER"];
    private static readonly string[] Actions = ["Unset"];

    public string Name => nameof(UpdateParticipantRoleConfig);

    public bool IsFor(ServiceRequest request) => ApiModel.FindIds(request, Method, Prefix) is not null;

    public ValueTask<byte[]> CarryOutAsync(ServiceRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var (instanceId, contactId) = ApiModel.NeedIds(request, Method, Prefix);
        var settings = ReadBody(request.Body);
        instances.Check(instanceId, caller);
        contacts.Store(instanceId, contactId, settings);
        return new ValueTask<byte[]>([]);
    }

    private static IReadOnlyList<TimerSetting> ReadBody(byte[] body)
    {
        using var document = Parse(body);
        var chat = Need(Need(document.RootElement, "ChannelConfiguration"), "Chat");
        TimerSetting[] settings = [.. NeedEntries(chat, "ParticipantTimerConfigList", 1, MostTimers).Select(ReadEntry)];
        return settings.CountBy(setting => setting.Timer).FirstOrDefault(count => count.Value > 1) is { Key: { } duplicate }
            ? throw ServiceException.InvalidParameter($"Duplicate entries for {duplicate}.")
            : settings;
    }

    private static TimerSetting ReadEntry(JsonElement entry)
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

        return new TimerSetting(timer, ReadMinutes(duration!.Value));
    }

    private static int ReadMinutes(JsonElement duration)
    {
        var minutes = Whole(duration, "ParticipantTimerDurationInMinutes");
        return minutes is >= FewestMinutes and <= MostMinutes
            ? minutes
            : throw ServiceException.InvalidParameter(
                $"ParticipantTimerDurationInMinutes {minutes} is outside {FewestMinutes} to {MostMinutes}.");
    }
}

/// <summary>A timer of an update: its name <c>ROLE/TYPE</c>, and its minutes or null for Unset.</summary>
internal readonly record struct TimerSetting(string Timer, int? Minutes);
