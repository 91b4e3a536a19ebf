using System.Text.Json;

namespace ConnectTimers.Engine.Journal;

/// <summary>
/// Reads the meaning of a line. It works on bytes and without a JSON document, because a scheduled run reads all lines of all earlier runs; texts that
/// recur in each line, such as the endpoint, are kept once.
/// </summary>
internal sealed class JournalLineReader
{
    private static readonly string[] Statuses = Enum.GetNames<OutcomeStatus>();

    private readonly StringPool _statuses = new();
    private readonly StringPool _endpoints = new();
    private readonly StringPool _regions = new();
    private readonly StringPool _instances = new();
    private readonly StringPool _runs = new();
    private readonly StringPool _events = new();

    /// <summary>Reads a line.</summary>
    /// <param name="text">The line without its LF.</param>
    /// <param name="line">Its meaning.</param>
    /// <returns>False if it is not a line of a journal.</returns>
    public bool TryRead(ReadOnlySpan<byte> text, out JournalLine line)
    {
        line = default;
        if (!text.StartsWith(JournalLine.Beginning))
        {
            return false;
        }

        try
        {
            return Read(text).TryBuild(out line);
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false; // a number in place of a string or the reverse, or a string that is not valid text: half a surrogate pair, invalid UTF-8
        }
    }

    /// <summary>Whether a text is complete JSON, whatever its content.</summary>
    public static bool IsJson(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            while (json.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Builder Read(ReadOnlySpan<byte> text)
    {
        var builder = default(Builder);
        var json = new Utf8JsonReader(text);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref json, ref builder);
        }

        json.Read(); // throws if anything follows the object
        return builder;
    }

    private void ReadMember(ref Utf8JsonReader json, ref Builder builder)
    {
        if (json.ValueTextEquals("Status"u8))
        {
            builder.Status = _statuses.ReadValue(ref json);
        }
        else if (json.ValueTextEquals("Endpoint"u8))
        {
            builder.Endpoint = _endpoints.ReadValue(ref json);
        }
        else if (json.ValueTextEquals("Region"u8))
        {
            builder.Region = _regions.ReadValue(ref json);
        }
        else if (json.ValueTextEquals("InstanceId"u8))
        {
            builder.InstanceId = _instances.ReadValue(ref json);
        }
        else if (json.ValueTextEquals("ContactId"u8))
        {
            json.Read();
            builder.ContactId = json.GetString();
        }
        else if (json.ValueTextEquals("RunId"u8))
        {
            builder.RunId = _runs.ReadValue(ref json);
        }
        else if (json.ValueTextEquals("Event"u8))
        {
            builder.Event = _events.ReadValue(ref json);
        }
        else if (json.ValueTextEquals("Attempts"u8))
        {
            json.Read();
            builder.IsWrong |= json.TokenType != JsonTokenType.Null && !json.TryGetInt32(out builder.Attempts);
        }
        else if (TimerKindOf(ref json) is { } kind)
        {
            json.Read();
            builder.IsWrong |= !TryAddTimer(ref json, kind, ref builder.Timers);
        }
        else
        {
            json.Skip(); // the name and its value
        }
    }

    private static TimerKind? TimerKindOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("CustomerIdle"u8) ? TimerKind.CustomerIdle
        : json.ValueTextEquals("CustomerDisconnect"u8) ? TimerKind.CustomerDisconnect
        : json.ValueTextEquals("AgentIdle"u8) ? TimerKind.AgentIdle
        : json.ValueTextEquals("AgentDisconnect"u8) ? TimerKind.AgentDisconnect
        : null;

    private static bool TryAddTimer(ref Utf8JsonReader json, TimerKind kind, ref TimerSet timers)
    {
        TimerValue? value;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number when json.TryGetInt32(out var minutes)
                && minutes is >= TimerValue.MinMinutes and <= TimerValue.MaxMinutes:
                value = TimerValue.FromMinutes(minutes);
                break;
            case JsonTokenType.String:
                value = TimerValue.Read(json.GetString()!);
                break;
            default:
                value = null;
                break;
        }

        timers = value is null ? timers : timers.With(kind, value);
        return value is not null;
    }

    // What was read of a line so far.
    private struct Builder
    {
        public string? Status;
        public string? Event;
        public string? RunId;
        public string? Endpoint;
        public string? Region;
        public string? InstanceId;
        public string? ContactId;
        public TimerSet Timers;
        public int Attempts;
        public bool IsWrong;

        // Only a line without a status: in version 1, an additional column could have this name. An event of a later version has no meaning for this one.
        private readonly LineKind Kind => Status is not null || Event is null ? LineKind.Outcome
            : Event == JournalLine.Sending ? LineKind.Sending
            : Event == JournalLine.RunStarted ? LineKind.Run : LineKind.Other;

        private readonly bool NeedsContact => Kind == LineKind.Sending || (Kind == LineKind.Outcome && Status != nameof(OutcomeStatus.Invalid));

        private readonly CallState Call => Kind == LineKind.Sending ? CallState.Unknown
            : Kind != LineKind.Outcome ? CallState.NotSent
            : Status == nameof(OutcomeStatus.Accepted) ? CallState.Accepted
            : Attempts > 0 ? CallState.Unknown : CallState.NotSent;

        public readonly bool TryBuild(out JournalLine line)
        {
            line = new JournalLine(Kind, new JournalKey(Endpoint ?? "", Region ?? "", InstanceId ?? "", ContactId ?? ""), Timers, Call, RunId);
            return !IsWrong && (Kind != LineKind.Outcome || Statuses.Contains(Status)) && (!NeedsContact || (InstanceId is { Length: > 0 } && ContactId is { Length: > 0 }));
        }
    }
}
