using System.Text.Json;
using System.Text.Unicode;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>Reads the rows of a JSON Lines file. An invalid line does not affect the next one.</summary>
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

                using var value = Parse(lines.Line[indent..], place, isComplete: lines.HasEnd, out var problem);
                foreach (var row in value is null ? [new FileRow { Line = place.Line, Problem = problem }] : objects.Read(value.RootElement, place.Line))
                {
                    yield return row;
                }
            }

            place.Pass(lines.Line[Math.Max(0, indent)..]);
            place.Pass("\n"u8);
        }

        if (isEmpty)
        {
            yield return new FileProblem(ImportProblems.EmptyFile(path));
        }
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> line, LineCounter place, bool isComplete, out Problem? problem)
    {
        JsonDocument? value = null;
        try
        {
            var reader = new Utf8JsonReader(line);
            value = JsonDocument.ParseValue(ref reader);
            reader.Read(); // throws if anything follows the object
            if (Utf8.IsValid(line))
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
