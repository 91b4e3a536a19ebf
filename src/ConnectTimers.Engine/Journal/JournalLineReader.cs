using System.Text.Json;

namespace ConnectTimers.Engine.Journal;

/// <summary>
/// Reads what a line means. Over bytes and without a document, because a scheduled run reads all lines of all runs before it; and a
/// name that comes in each of them, such as the endpoint, is kept once.
/// </summary>
internal sealed class JournalLineReader
{
    private static readonly string[] Statuses = Enum.GetNames<OutcomeStatus>();

    private readonly RepeatedText _statuses = new();
    private readonly RepeatedText _endpoints = new();
    private readonly RepeatedText _regions = new();
    private readonly RepeatedText _instances = new();

    /// <summary>Reads a line.</summary>
    /// <param name="text">The line without its end.</param>
    /// <param name="line">What it says.</param>
    /// <returns>False when it is no line of a journal.</returns>
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
            return false; // a number where text belongs or the other way round, or text that is no text: half a surrogate pair, no UTF-8
        }
    }

    /// <summary>Whether it is JSON and complete, whatever it says.</summary>
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

    private Draft Read(ReadOnlySpan<byte> text)
    {
        var draft = default(Draft);
        var json = new Utf8JsonReader(text);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref json, ref draft);
        }

        json.Read(); // behind the object there is nothing, or this throws
        return draft;
    }

    private void ReadMember(ref Utf8JsonReader json, ref Draft draft)
    {
        if (json.ValueTextEquals("Status"u8))
        {
            draft.Status = _statuses.ValueOf(ref json);
        }
        else if (json.ValueTextEquals("Endpoint"u8))
        {
            draft.Endpoint = _endpoints.ValueOf(ref json);
        }
        else if (json.ValueTextEquals("Region"u8))
        {
            draft.Region = _regions.ValueOf(ref json);
        }
        else if (json.ValueTextEquals("InstanceId"u8))
        {
            draft.InstanceId = _instances.ValueOf(ref json);
        }
        else if (json.ValueTextEquals("ContactId"u8))
        {
            json.Read();
            draft.ContactId = json.GetString();
        }
        else if (json.ValueTextEquals("Attempts"u8))
        {
            json.Read();
            draft.IsWrong |= json.TokenType != JsonTokenType.Null && !json.TryGetInt32(out draft.Attempts);
        }
        else if (KindOf(ref json) is { } kind)
        {
            json.Read();
            draft.IsWrong |= !TryAddTimer(ref json, kind, ref draft.Timers);
        }
        else
        {
            json.Skip(); // the name and its value
        }
    }

    private static TimerKind? KindOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("CustomerIdle"u8) ? TimerKind.CustomerIdle
        : json.ValueTextEquals("CustomerDisconnect"u8) ? TimerKind.CustomerDisconnect
        : json.ValueTextEquals("AgentIdle"u8) ? TimerKind.AgentIdle
        : json.ValueTextEquals("AgentDisconnect"u8) ? TimerKind.AgentDisconnect
        : null;

    private static bool TryAddTimer(ref Utf8JsonReader json, TimerKind kind, ref TimerSet timers)
    {
        TimerValue value;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number when json.TryGetInt32(out var minutes)
                && minutes is >= TimerValue.MinMinutes and <= TimerValue.MaxMinutes:
                value = TimerValue.FromMinutes(minutes);
                break;
            case JsonTokenType.String when TimerValue.TryRead(json.GetString()!, out value):
                break;
            default:
                return false;
        }

        timers = timers.With(kind, value);
        return true;
    }

    // What has been read of a line so far.
    private struct Draft
    {
        public string? Status;
        public string? Endpoint;
        public string? Region;
        public string? InstanceId;
        public string? ContactId;
        public TimerSet Timers;
        public int Attempts;
        public bool IsWrong;

        public readonly bool TryBuild(out JournalLine line)
        {
            line = new JournalLine(new JournalKey(Endpoint ?? "", Region ?? "", InstanceId ?? "", ContactId ?? ""),
                Timers, Status == nameof(OutcomeStatus.Accepted), Attempts > 0);
            return !IsWrong && Statuses.Contains(Status) && InstanceId is { Length: > 0 } && ContactId is { Length: > 0 };
        }
    }
}
