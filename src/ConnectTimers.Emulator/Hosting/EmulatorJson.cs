using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectTimers.Emulator;

/// <summary>JSON as the control addresses write and read it.</summary>
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

    /// <summary>The body of an error, the one member spelt as the API model spells it.</summary>
    public static byte[] WriteError(string message) => Write(new Dictionary<string, string> { ["Message"] = message });

    /// <exception cref="JsonException">The text is not a <typeparamref name="T"/>.</exception>
    public static T Read<T>(byte[] text)
        where T : class => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("null");
}
