using System.Text.Json;
using System.Text.Unicode;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Import;

/// <summary>The rows of a file with a JSON object a line. A line that is none does not hinder the next.</summary>
internal sealed class JsonLinesRows
{
    private readonly JsonBuffer _buffer;
    private readonly JsonObjectRows _objects = new();

    private JsonLinesRows(JsonBuffer buffer) => _buffer = buffer;

    /// <summary>Reads them.</summary>
    /// <param name="text">The file as UTF-8.</param>
    /// <param name="path">Its name, for a message.</param>
    public static IEnumerable<FileRow> Read(Stream text, string path)
    {
        var rows = new JsonLinesRows(new JsonBuffer(text));
        if (rows._buffer.Peek() is null)
        {
            yield return new FileRow { Problem = ImportProblems.EmptyFile(path) };
            yield break;
        }

        // Peek takes the blank lines away.
        for (var length = rows.FindEnd(); rows._buffer.Peek() is not null; length = rows.FindEnd())
        {
            var line = rows._buffer.Place.Line;
            if (length is not { } end)
            {
                yield return new FileRow { Line = line, Problem = ImportProblems.RecordTooLong(FileReader.MaxRowLength) };
                yield break;
            }

            using var value = rows.ReadLine(end, out var problem);
            foreach (var row in value is null ? [problem!] : rows._objects.Read(value.RootElement, line))
            {
                yield return row;
            }
        }
    }

    // How long the line is, without its end; null when it is too long.
    private int? FindEnd()
    {
        _buffer.Peek();
        var length = _buffer.Rest.IndexOf((byte)'\n');
        while (length < 0 && _buffer.TryFill())
        {
            length = _buffer.Rest.IndexOf((byte)'\n');
        }

        return length >= 0 ? length : _buffer.IsEnded ? _buffer.Rest.Length : null;
    }

    // The object, or the row that says why there is none.
    private JsonDocument? ReadLine(int length, out FileRow? problem)
    {
        problem = null;
        var place = _buffer.Place;
        var line = _buffer.Rest[..length];
        var isLast = length == _buffer.Rest.Length;
        JsonDocument? value = null;
        try
        {
            var reader = new Utf8JsonReader(line);
            value = JsonDocument.ParseValue(ref reader);
            reader.Read(); // behind the object there is nothing, or this throws
            if (Utf8.IsValid(line))
            {
                return value;
            }

            problem = new FileRow { Line = place.Line, Problem = ImportProblems.InvalidUtf8() };
        }
        catch (JsonException e)
        {
            var fault = JsonFault.Of(e, place, line);
            problem = new FileRow { Line = place.Line, Problem = isLast && fault.IsAtEnd ? ImportProblems.TornLine(fault.Column) : fault.Problem };
        }
        finally
        {
            _buffer.Take(length);
        }

        value?.Dispose();
        return null;
    }
}
