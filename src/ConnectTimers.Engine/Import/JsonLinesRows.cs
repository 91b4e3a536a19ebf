using System.Text.Json;
using System.Text.Unicode;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>Reads the rows of a JSON Lines file. An invalid line does not affect the next one; a line may hold several objects, or an array.</summary>
internal static class JsonLinesRows
{
    /// <summary>Reads the rows.</summary>
    /// <param name="text">The file as UTF-8.</param>
    /// <param name="path">Its path, for messages.</param>
    public static IEnumerable<FileEntry> Read(Stream text, string path)
    {
        var lines = new LineReader(text, FileReader.MaxRowLength);
        var objects = new JsonObjectRows();
        var place = new LineCounter();
        var isEmpty = true;
        while (lines.Read())
        {
            var indent = lines.Line.IndexOfAnyExcept(" \t\r"u8);
            if (indent >= 0)
            {
                isEmpty = false;
                place.Pass(lines.Line[..indent]);
                if (lines.IsTooLong)
                {
                    yield return new FileRow { Line = place.Line, Problem = ImportProblems.RecordTooLong(FileReader.MaxRowLength) };
                    yield break;
                }

                if (MixedEncodings.Has(lines.Line))
                {
                    var count = 1;
                    while (lines.Read())
                    {
                        count++; // only counted: text in another encoding is not worth an error for each line
                    }

                    yield return new FileRow { Line = place.Line, Problem = ImportProblems.MixedEncodings(count) };
                    yield break;
                }

                for (int start = indent, length; start < lines.Line.Length; start += length)
                {
                    using var value = Parse(lines.Line[start..], place, isComplete: lines.HasEnd, out length, out var problem);
                    foreach (var row in value is null ? [new FileRow { Line = place.Line, Problem = problem }] : Rows(objects, value.RootElement, place.Line))
                    {
                        yield return row;
                    }

                    place.Pass(lines.Line[start..(start + length)]);
                }
            }
            else
            {
                place.Pass(lines.Line);
            }

            place.Pass("\n"u8);
        }

        if (isEmpty)
        {
            yield return new FileProblem(ImportProblems.EmptyFile(path));
        }
    }

    /// <summary>Whether the file is not JSON Lines, whatever its name says: its first line opens an object or array that the next lines go on with.</summary>
    public static bool IsSpread(PeekedStream text)
    {
        var start = text.Peek(CsvDialect.HeaderLength).Span.TrimStart(" \t\r\n"u8);
        var end = start.IndexOf((byte)'\n');
        return end > 0 && start[..end].TrimEnd(" \t\r"u8) is [.., (byte)'{' or (byte)'[' or (byte)','];
    }

    private static IEnumerable<FileRow> Rows(JsonObjectRows objects, JsonElement value, int line) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().SelectMany(element => objects.Read(element, line))
        : objects.Read(value, line);

    // The first value of a line, with the blanks after it; another object may follow it. After an error nothing of the line is read.
    private static JsonDocument? Parse(ReadOnlySpan<byte> line, LineCounter place, bool isComplete, out int length, out Problem? problem)
    {
        JsonDocument? value = null;
        length = line.Length;
        try
        {
            var reader = new Utf8JsonReader(line);
            value = JsonDocument.ParseValue(ref reader);
            var rest = line[(int)reader.BytesConsumed..].TrimStart(" \t\r"u8);
            if (rest is [(byte)'{', ..])
            {
                length -= rest.Length;
            }
            else
            {
                reader.Read(); // throws if anything else follows
            }

            if (Utf8.IsValid(line[..length]))
            {
                problem = null;
                return value;
            }

            problem = ImportProblems.InvalidUtf8();
        }
        catch (JsonException e)
        {
            var error = JsonSyntaxError.Of(e, place, line);
            problem = error.IsAtEnd && !isComplete ? ImportProblems.TruncatedLine(error.Column) : error.Problem;
        }

        value?.Dispose();
        return null;
    }
}
