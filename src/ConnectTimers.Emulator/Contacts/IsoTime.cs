using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectTimers.Emulator;

/// <summary>Times as contacts are given with: ISO 8601, as in <c>2026-03-01T12:00:00Z</c>; without a zone they are UTC.</summary>
/// <remarks>Not the machine's own zone and culture: the same file must mean the same time everywhere.</remarks>
internal sealed class IsoTime : JsonConverter<DateTimeOffset>
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    /// <exception cref="FormatException">It is no such time.</exception>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException($"time '{text}' is not as in 2026-03-01T12:00:00Z");

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A time must be a string."));

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
