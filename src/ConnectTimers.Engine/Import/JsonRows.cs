using System.Text.Json;
using System.Text.Unicode;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// The rows of one JSON object, or of an array of them, or of arrays in an array. Each object is read by itself, and what stands
/// between them is looked at here, so that the array may have any length.
/// </summary>
internal sealed class JsonRows
{
    // An array in an array: what two tables collected into one file make.
    private const int MaxArrays = 2;

    private readonly JsonBuffer _buffer;
    private readonly JsonObjectRows _objects = new();
    private int _arrays; // that are open
    private byte _before; // the last byte that was taken and is no blank

    private JsonRows(JsonBuffer buffer) => _buffer = buffer;

    /// <summary>Reads them.</summary>
    /// <param name="text">The file as UTF-8.</param>
    /// <param name="path">Its name, for a message.</param>
    public static IEnumerable<FileRow> Read(Stream text, string path)
    {
        var rows = new JsonRows(new JsonBuffer(text));
        if (rows._buffer.Peek() is null)
        {
            yield return new FileRow { Problem = ImportProblems.EmptyFile(path) };
            yield break;
        }

        var hasRows = false;
        foreach (var row in rows.Read())
        {
            hasRows = true;
            yield return row;
        }

        if (!hasRows)
        {
            yield return new FileRow { Problem = ImportProblems.NoRows(path) };
        }
    }

    private IEnumerable<FileRow> Read()
    {
        while (TryGoToValue())
        {
            var line = _buffer.Place.Line;
            using var value = ReadValue(out var problem);
            foreach (var row in value is null ? [problem!] : _objects.Read(value.RootElement, line))
            {
                yield return row;
            }

            // What is no UTF-8 ends where its brackets do; behind all else that is wrong nobody knows where the next one begins.
            if (value is null && problem!.Problem!.ErrorId != nameof(ImportProblems.InvalidUtf8))
            {
                yield break;
            }

            _before = (byte)'}';
        }

        if (_arrays > 0 || _buffer.Peek() is not null)
        {
            yield return FaultRow(JsonFault.At(_buffer.Place, _buffer.Rest, _before));
        }
    }

    // Past brackets and commas. False at the end, and before what cannot stand there.
    private bool TryGoToValue()
    {
        while (_buffer.Peek() is { } next)
        {
            var isValue = _before == '}';
            var isTaken = next switch
            {
                (byte)'[' when !isValue && _before != ']' && _arrays < MaxArrays => TakeBracket(1),
                (byte)']' when _before != ',' && _arrays > 0 => TakeBracket(-1),
                (byte)',' when (isValue || _before == ']') && _arrays > 0 => true,
                _ => false,
            };
            if (!isTaken)
            {
                return !isValue && _before != ']' && next is not ((byte)']' or (byte)',');
            }

            _before = next;
            _buffer.Take(1);
        }

        return false;
    }

    private bool TakeBracket(int arrays)
    {
        _arrays += arrays;
        return true;
    }

    // The value, or the row that says why there is none.
    private JsonDocument? ReadValue(out FileRow? problem)
    {
        problem = null;
        var place = _buffer.Place;
        try
        {
            do
            {
                var reader = new Utf8JsonReader(_buffer.Rest, _buffer.IsEnded, default);
                if (JsonDocument.TryParseValue(ref reader, out var value))
                {
                    var bytes = _buffer.Rest[..(int)reader.BytesConsumed];
                    var isValid = Utf8.IsValid(bytes);
                    _buffer.Take(bytes.Length);
                    if (isValid)
                    {
                        return value;
                    }

                    value.Dispose();
                    problem = new FileRow { Line = place.Line, Problem = ImportProblems.InvalidUtf8() };
                    return null;
                }
            }
            while (_buffer.TryFill() || _buffer.IsEnded);
            problem = new FileRow { Line = place.Line, Problem = ImportProblems.RecordTooLong(FileReader.MaxRowLength) };
        }
        catch (JsonException e)
        {
            problem = FaultRow(JsonFault.Of(e, place, _buffer.Rest));
        }

        return null;
    }

    private static FileRow FaultRow(JsonFault fault) => new() { Line = fault.Line, Problem = fault.Problem };
}
