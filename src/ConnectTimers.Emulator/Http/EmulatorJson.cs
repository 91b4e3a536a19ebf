using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectTimers.Emulator;

/// <summary>JSON as the control addresses read and write it.</summary>
internal static class EmulatorJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // Read by people with curl; nothing here is ever embedded in a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new IsoTime() },
    };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Writes the body of an error; the API model spells its member in PascalCase.</summary>
    public static byte[] WriteError(string message) => Write(new Dictionary<string, string> { ["Message"] = message });

    /// <exception cref="JsonException">The text is not a <typeparamref name="T"/>.</exception>
    public static T Read<T>(byte[] text)
        where T : class => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("The body is null.");
}

/// <summary>ISO 8601 times, as in <c>2026-03-01T12:00:00Z</c>; without a zone they are UTC.</summary>
/// <remarks>Independent of the machine's zone and culture: the same file must mean the same time everywhere.</remarks>
internal sealed class IsoTime : JsonConverter<DateTimeOffset>
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    /// <exception cref="FormatException">The text is no ISO 8601 time.</exception>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException($"time '{text}' must be ISO 8601, as in 2026-03-01T12:00:00Z");

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A time must be a string."));

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
