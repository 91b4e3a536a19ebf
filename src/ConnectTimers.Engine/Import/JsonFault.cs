using System.Text;
using System.Text.Json;

namespace ConnectTimers.Engine.Import;

/// <summary>What is no JSON, in plain words and with its place: what people write by hand, and tools cut off.</summary>
internal readonly record struct JsonFault(Problem Problem, int Line, int Column, bool IsAtEnd)
{
    /// <summary>What stands at the beginning of a text cannot stand there.</summary>
    /// <param name="place">Where that is.</param>
    /// <param name="rest">The text.</param>
    /// <param name="before">The last byte before it that is no blank; 0 for none.</param>
    public static JsonFault At(LineCounter place, ReadOnlySpan<byte> rest, byte before) =>
        new(ImportProblems.InvalidJson(Describe(rest, before), place.Column), place.Line, place.Column, rest.IsEmpty);

    /// <summary>What the reader says of a text that begins at a place.</summary>
    public static JsonFault Of(JsonException exception, LineCounter place, ReadOnlySpan<byte> text)
    {
        var index = IndexOf(exception, text);
        place.Pass(text[..index]);
        var before = text[..index].TrimEnd(" \t\r\n"u8);
        return At(place, text[index..], before.IsEmpty ? (byte)0 : before[^1]);
    }

    // The reader counts bytes behind the last \n.
    private static int IndexOf(JsonException exception, ReadOnlySpan<byte> text)
    {
        var start = 0;
        for (var line = exception.LineNumber ?? 0; line > 0 && text[start..].IndexOf((byte)'\n') is >= 0 and var length; line--)
        {
            start += length + 1;
        }

        return (int)Math.Min(start + (exception.BytePositionInLine ?? 0), text.Length);
    }

    private static string Describe(ReadOnlySpan<byte> rest, byte before) => rest switch
    {
        [] => "it ends there, in the middle of an object or array.",
        [(byte)'/' or (byte)'#', ..] => "a comment stands there, and JSON has none.",
        [(byte)'}' or (byte)']', ..] when before == ',' => "a comma stands before the closing bracket, and JSON has none there.",
        [(byte)'\'', ..] => "a single quote stands there, and JSON has double ones only.",
        [(byte)'{', ..] when before == '}' => "another object follows with no comma before it; where each line is an object, the file is JSON Lines (.jsonl).",
        [(byte)'{' or (byte)'[', ..] => "a bracket opens there, with no comma or colon before it, or in more than 64 others.",
        _ => $"{Character(rest)} cannot stand there.",
    };

    private static string Character(ReadOnlySpan<byte> rest)
    {
        Rune.DecodeFromUtf8(rest, out var rune, out _);
        return Rune.IsWhiteSpace(rune) && rune.Value is not ('\r' or '\n') ? "a blank"
            : rune.Value is '\r' or '\n' ? "a line break"
            : DisplayText.Value(rune.ToString());
    }
}
