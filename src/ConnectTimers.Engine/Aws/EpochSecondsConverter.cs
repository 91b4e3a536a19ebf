using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectTimers.Engine.Aws;

/// <summary>A timestamp as restJson1 has it in bodies: seconds since 1970, with fractions; a date as text is taken as well.</summary>
internal sealed class EpochSecondsConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? DateTime.UnixEpoch.AddSeconds(reader.GetDouble()) : reader.GetDateTime().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => throw new NotSupportedException();
}
