using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConnectTimers.Engine.Journal;

/// <summary>
/// Writes the bytes of a line: JSON with the property names of <see cref="ParticipantRoleOutcome"/>, so that ConvertFrom-Json makes it a row for
/// Set-ParticipantRoleConfig. Null values are left out.
/// </summary>
internal sealed class JournalLineWriter : IDisposable
{
    // Far longer than any message of this module, which DisplayText shortens, and enough for a cell written by a person.
    private const int MaxTextLength = 1000;

    // More than a row has columns with a meaning, and few enough for a line that can be read again.
    private const int MaxProblems = 20;

    // The longest form of a character is \uXXXX.
    private const long MaxBytesPerCharacter = 6;

    // Quotes, colon and comma of a member; closing brace and LF of the line.
    private const int MaxPunctuation = 8;

    private readonly ArrayBufferWriter<byte> _line = new(1024);

    // The relaxed encoder keeps letters of every language and the single quotes of messages, and escapes what could break a line or a string: control
    // characters, U+2028, U+2029, quotation marks. "Unsafe" refers to HTML, which this is not.
    private readonly Utf8JsonWriter _json;

    public JournalLineWriter() =>
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Dispose() => _json.Dispose();

    /// <summary>Returns the line of an outcome, with its LF; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(
        DateTimeOffset time, ParticipantRoleOutcome outcome, string? endpoint, IReadOnlyList<KeyValuePair<string, string?>> notes)
    {
        Begin(time);
        _json.WriteString(nameof(outcome.Status), outcome.Status.ToString());
        WriteId(nameof(outcome.RunId), outcome.RunId);
        WriteContact(endpoint, outcome.Region, outcome.InstanceId, outcome.ContactId);
        WriteText(nameof(outcome.Account), outcome.Account);
        WriteTimers(outcome.GetConfig());
        WriteText(nameof(outcome.InForce), outcome.InForce?.ToString());
        WriteNumber(nameof(outcome.LeadSeconds), outcome.LeadSeconds);
        WriteText(nameof(outcome.ErrorId), outcome.ErrorId);
        WriteText(nameof(outcome.Reason), outcome.Reason);
        WriteProblems(outcome.Problems);
        WriteText(nameof(outcome.RecommendedAction), outcome.RecommendedAction);
        WriteNumber(nameof(outcome.Attempts), outcome.Attempts);
        WriteText(nameof(outcome.SentAt), outcome.SentAt is { } sentAt ? Utc(sentAt) : null);
        WriteNumber(nameof(outcome.LatencyMs), outcome.LatencyMs);
        WriteText(nameof(outcome.RequestId), outcome.RequestId);
        WriteText(nameof(outcome.InputPosition), outcome.InputPosition);
        WriteNotes(notes);
        return End();
    }

    /// <summary>Returns the line that is written before a request, with its LF; valid until the next call.</summary>
    public ReadOnlySpan<byte> WriteSending(DateTimeOffset time, ParticipantRoleConfig config, string? runId, string endpoint)
    {
        Begin(time);
        _json.WriteString("Event", JournalLine.Sending);
        WriteId(nameof(JournalLine.RunId), runId);
        WriteContact(endpoint, config.Region, config.InstanceId, config.ContactId);
        WriteTimers(config);
        return End();
    }

    /// <summary>Returns the line that describes a run, with its LF; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(DateTimeOffset time, JournalRun run)
    {
        Begin(time);
        _json.WriteString("Event", JournalLine.RunStarted);
        _json.WriteNumber("JournalVersion", JournalLine.Version);
        WriteId(nameof(JournalLine.RunId), run.Id);
        WriteText(nameof(run.Command), run.Command);
        WriteText(nameof(JournalRun.ModuleVersion), JournalRun.ModuleVersion);
        WriteText(nameof(run.Host), run.Host);
        WriteText(nameof(run.User), run.User);
        WriteText(nameof(run.Credentials), run.Credentials);
        WriteText(nameof(run.Principal), run.Principal);
        WriteText(nameof(run.AccessKeyId), run.AccessKeyId);
        WriteText(nameof(run.Account), run.Account);
        WriteText(nameof(run.Source), run.Source);
        return End();
    }

    private void Begin(DateTimeOffset time)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("Time", Utc(time.UtcDateTime));
    }

    private ReadOnlySpan<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        return _line.WrittenSpan;
    }

    private void WriteContact(string? endpoint, string? region, string? instanceId, string? contactId)
    {
        WriteId(nameof(JournalKey.Endpoint), endpoint);
        WriteId(nameof(JournalKey.Region), region);
        WriteId(nameof(JournalKey.InstanceId), instanceId);
        WriteId(nameof(JournalKey.ContactId), contactId);
    }

    // The names of the kinds are the outcome's property names.
    private void WriteTimers(ParticipantRoleConfig? config)
    {
        foreach (var (kind, value) in config?.GetTimers() ?? [])
        {
            if (value.Minutes is { } minutes)
            {
                _json.WriteNumber(kind.ToString(), minutes);
            }
            else
            {
                _json.WriteString(kind.ToString(), TimerValue.UnsetWord);
            }
        }
    }

    // The reason is the first of them.
    private void WriteProblems(MessageList problems)
    {
        if (problems.Count > 1)
        {
            _json.WriteStartArray(nameof(ParticipantRoleOutcome.Problems));
            foreach (var problem in problems.Take(MaxProblems))
            {
                _json.WriteStringValue(Shorten(problem));
            }

            _json.WriteEndArray();
        }
    }

    private void WriteNumber(string name, int? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }
    }

    // A column that could make the line too long to be read again is left out.
    private void WriteNotes(IReadOnlyList<KeyValuePair<string, string?>> notes)
    {
        foreach (var (name, value) in notes)
        {
            var most = MaxBytesPerCharacter * (name.Length + MaxTextLength) + MaxPunctuation;
            if (_json.BytesCommitted + _json.BytesPending + most <= JournalLine.MaxLength)
            {
                WriteText(name, value);
            }
        }
    }

    // Never shortened: a different id would be a different contact.
    private void WriteId(string name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }

    private void WriteText(string name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, Shorten(value));
        }
    }

    private static ReadOnlySpan<char> Shorten(string text) => text.Length <= MaxTextLength
        ? text
        : text.AsSpan(0, char.IsHighSurrogate(text[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength); // keeps surrogate pairs together

    private static string Utc(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
