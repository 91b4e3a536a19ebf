using System.Text.Json;
using System.Text.Unicode;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Import;

/// <summary>
/// Reads the rows of a JSON file: one object, an array of objects, or arrays of objects in an array. Each object is parsed on its own, so the array may
/// be of any length.
/// </summary>
internal sealed class JsonRows
{
    // An array in an array: two tables collected in one file.
    private const int MaxArrays = 2;

    private readonly JsonBuffer _buffer;
    private readonly JsonObjectRows _objects = new();
    private int _openArrays;
    private bool _isInList; // of an object such as {"Contacts": [ … ], "TotalCount": 2}
    private FileRow? _listProblem;
    private byte _before; // the last consumed byte that is not white space

    private JsonRows(JsonBuffer buffer) => _buffer = buffer;

    /// <summary>Reads the rows.</summary>
    /// <param name="text">The file as UTF-8.</param>
    /// <param name="path">Its path, for messages.</param>
    public static IEnumerable<FileEntry> Read(Stream text, string path)
    {
        var rows = new JsonRows(new JsonBuffer(text));
        if (rows._buffer.Peek() is null)
        {
            yield return new FileProblem(ImportProblems.EmptyFile(path));
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
            yield return new FileProblem(ImportProblems.NoRows(path));
        }
    }

    private IEnumerable<FileRow> Read()
    {
        while (TryMoveToValue())
        {
            if (_openArrays == 0 && JsonList.TryEnter(_buffer))
            {
                (_openArrays, _isInList, _before) = (1, true, (byte)'[');
                continue;
            }

            var line = _buffer.Place.Line;
            using var value = Parse(out var length, out var error);
            if (value is null)
            {
                yield return error!;
                yield break; // where the next value would begin is unknown
            }

            var isValid = Utf8.IsValid(_buffer.Rest[..length]);
            _buffer.Consume(length);
            foreach (var row in isValid ? _objects.Read(value.RootElement, line) : [new FileRow { Line = line, Problem = ImportProblems.InvalidUtf8() }])
            {
                yield return row;
            }

            _before = (byte)'}';
        }

        if (_listProblem is not null)
        {
            yield return _listProblem;
        }
        else if (_openArrays > 0 || _buffer.Peek() is not null)
        {
            yield return RowOf(JsonSyntaxError.At(_buffer.Place, _buffer.Rest, _before));
        }
    }

    // Consumes brackets and commas. False at the end of the text, and before anything that is not allowed there. Objects and arrays may follow one
    // another without a comma, as files that were put together have them.
    private bool TryMoveToValue()
    {
        while (_buffer.Peek() is { } next)
        {
            if (_openArrays == 0 && _before is ((byte)'}' or (byte)']') && next is ((byte)'{' or (byte)'['))
            {
                _before = 0;
            }

            var isAfterValue = _before == '}';
            var isAllowed = next switch
            {
                (byte)'[' when !isAfterValue && _before != ']' && _openArrays < MaxArrays => CountArray(1),
                (byte)']' when _before != ',' && _openArrays > 0 => CountArray(-1),
                (byte)',' when (isAfterValue || _before == ']') && _openArrays > 0 => true,
                _ => false,
            };
            if (!isAllowed)
            {
                return !isAfterValue && _before != ']' && next is not ((byte)']' or (byte)',');
            }

            _before = next;
            _buffer.Consume(1);
            if (_isInList && _openArrays == 0 && !TryLeaveList())
            {
                return false;
            }
        }

        return false;
    }

    private bool TryLeaveList()
    {
        _listProblem = JsonList.Leave(_buffer);
        (_isInList, _before) = (false, (byte)'}');
        return _listProblem is null;
    }

    private bool CountArray(int change)
    {
        _openArrays += change;
        return true;
    }

    // The next value and its length in bytes; or null and the row with the error.
    private JsonDocument? Parse(out int length, out FileRow? error)
    {
        (length, error) = (0, null);
        var place = _buffer.Place;
        try
        {
            do
            {
                var reader = new Utf8JsonReader(_buffer.Rest, _buffer.IsAtEnd, default);
                if (JsonDocument.TryParseValue(ref reader, out var value))
                {
                    length = (int)reader.BytesConsumed;
                    return value;
                }
            }
            while (_buffer.TryFill() || _buffer.IsAtEnd);
            error = new FileRow { Line = place.Line, Problem = ImportProblems.RecordTooLong(FileReader.MaxRowLength) };
        }
        catch (JsonException e)
        {
            error = RowOf(JsonSyntaxError.Of(e, place, _buffer.Rest));
        }

        return null;
    }

    private static FileRow RowOf(JsonSyntaxError error) => new() { Line = error.Line, Problem = error.Problem };
}
