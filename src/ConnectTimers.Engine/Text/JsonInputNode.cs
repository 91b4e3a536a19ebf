using System.Text.Json;
using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Text;

/// <summary>A JSON value as input. Its names and texts are those of a file's cells; what is not valid text is null.</summary>
/// <param name="value">The value; its document must not be disposed before the node has been read.</param>
internal sealed class JsonInputNode(JsonElement value) : InputNode
{
    public override string? Text { get; } = JsonMember.Of("", value) is { IsValidText: true } member ? member.Text : null;

    public override IEnumerable<KeyValuePair<string, InputNode>> Members => value.ValueKind != JsonValueKind.Object ? []
        : value.EnumerateObject().Select(p => new KeyValuePair<string, InputNode>(JsonMember.Of(p).Name, new JsonInputNode(p.Value)));

    public override IEnumerable<InputNode> Items => value.ValueKind != JsonValueKind.Array ? []
        : value.EnumerateArray().Select(e => new JsonInputNode(e));

    /// <summary>Parses a text.</summary>
    /// <returns>Null when it is not JSON.</returns>
    public static JsonInputNode? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return new JsonInputNode(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            return null; // half a surrogate pair
        }
    }

    /// <summary>Reads the body of an SQS message, or any other text that should be an event.</summary>
    /// <returns>Null when it is not JSON or does not claim to be an event; otherwise one reading, or one for each message of a batch.</returns>
    public static IReadOnlyList<EventReading>? ReadEvents(string text) => Parse(text) is { } node ? EventReader.Read(node, Parse) : null;
}
