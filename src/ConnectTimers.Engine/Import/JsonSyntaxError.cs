using System.Text;
using System.Text.Json;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>A JSON syntax error in plain words, with its place: typical mistakes of people and of tools that were stopped.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="IsAtEnd">Whether the text ends too early.</param>
internal readonly record struct JsonSyntaxError(Problem Problem, int Line, int Column, bool IsAtEnd)
{
    /// <summary>Describes a text that begins with something invalid.</summary>
    /// <param name="place">The place of the text.</param>
    /// <param name="rest">The text.</param>
    /// <param name="before">The last byte before the text that is not white space; 0 for none.</param>
    public static JsonSyntaxError At(LineCounter place, ReadOnlySpan<byte> rest, byte before) =>
        new(ImportProblems.InvalidJson(Describe(rest, before), place.Column), place.Line, place.Column, rest.IsEmpty);

    /// <summary>Describes the parser's exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="place">The place of the parsed text.</param>
    /// <param name="text">The parsed text.</param>
    /// <param name="added">The number of bytes at its beginning that are not in the file.</param>
    public static JsonSyntaxError Of(JsonException exception, LineCounter place, ReadOnlySpan<byte> text, int added = 0)
    {
        var index = Math.Max(0, IndexOf(exception, text) - added);
        text = text[added..];
        place.Pass(text[..index]);
        var before = text[..index].TrimEnd(" \t\r\n"u8);
        return At(place, text[index..], before.IsEmpty ? (byte)0 : before[^1]);
    }

    // The parser counts bytes after the last LF.
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
        [] => "the text ends in the middle of an object or array.",
        [(byte)'/' or (byte)'#', ..] => "JSON has no comments.",
        [(byte)'}' or (byte)']', ..] when before == ',' => "JSON allows no comma before a closing bracket.",
        [(byte)'\'', ..] => "JSON has double quotes only, no single quotes.",
        [(byte)'{', ..] when before == '}' => "another object follows without a comma.",
        [(byte)'{' or (byte)'[', ..] => "a bracket opens without a comma or colon before it, or more than 64 are nested.",
        _ => $"{Character(rest)} is not allowed here.",
    };

    private static string Character(ReadOnlySpan<byte> rest)
    {
        Rune.DecodeFromUtf8(rest, out var rune, out _);
        return rune.Value is '\r' or '\n' ? "a line break"
            : Rune.IsWhiteSpace(rune) ? "a space"
            : DisplayText.Value(rune.ToString());
    }
}
