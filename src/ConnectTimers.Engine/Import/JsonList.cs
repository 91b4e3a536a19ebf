using System.Text.Json;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Text;
using ConnectTimers.Parsing;

namespace ConnectTimers.Engine.Import;

/// <summary>Reads the beginning and the end of an object that holds the rows of a file in a list (<see cref="RowList"/>), which may be longer than memory.</summary>
internal static class JsonList
{
    /// <summary>Consumes the beginning of such an object, up to the bracket that opens its list. Consumes nothing of any other object.</summary>
    public static bool TryEnter(JsonBuffer buffer)
    {
        int? length;
        do
        {
            length = FindList(buffer.Rest, buffer.IsAtEnd);
        }
        while (length is null && buffer.TryFill());

        buffer.Consume(length ?? 0);
        return length > 0;
    }

    /// <summary>Consumes the rest of the object after its list.</summary>
    /// <returns>The problem of the rest; null if there is none.</returns>
    public static FileRow? Leave(JsonBuffer buffer)
    {
        var begin = "{\"\":0"u8; // makes an object of the rest
        var place = buffer.Place;
        var text = Array.Empty<byte>();
        try
        {
            do
            {
                text = [.. begin, .. buffer.Rest];
                var reader = new Utf8JsonReader(text, buffer.IsAtEnd, default);
                if (JsonDocument.TryParseValue(ref reader, out var rest))
                {
                    using (rest)
                    {
                        buffer.Consume((int)reader.BytesConsumed - begin.Length);
                        var column = rest.RootElement.EnumerateObject().Select(m => JsonMember.Of(m).Name).FirstOrDefault(n => Columns.Find(n) is not null);
                        return column is null ? null : new FileRow { Line = place.Line, Problem = ImportProblems.ColumnBesideList(column) };
                    }
                }
            }
            while (buffer.TryFill() || buffer.IsAtEnd);
            return new FileRow { Line = place.Line, Problem = ImportProblems.RecordTooLong(FileReader.MaxRowLength) };
        }
        catch (JsonException e)
        {
            var error = JsonSyntaxError.Of(e, place, text, begin.Length);
            return new FileRow { Line = error.Line, Problem = error.Problem };
        }
    }

    // The length up to and including the bracket; 0 if the object is a row; null if more of the text is needed.
    private static int? FindList(ReadOnlySpan<byte> text, bool isAtEnd)
    {
        try
        {
            var reader = new Utf8JsonReader(text, isAtEnd, default);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return 0;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = NameOf(ref reader);
                if (Columns.Find(name) is not null || name.Equals("ChannelConfiguration", StringComparison.OrdinalIgnoreCase))
                {
                    return 0;
                }

                if (!reader.Read())
                {
                    return null;
                }

                if (reader.TokenType == JsonTokenType.StartArray && RowList.IsName(name))
                {
                    return (int)reader.BytesConsumed;
                }

                if (!reader.TrySkip())
                {
                    return null;
                }
            }

            return reader.TokenType == JsonTokenType.EndObject ? 0 : null;
        }
        catch (JsonException)
        {
            return 0; // it is then read as a row, which reports what is wrong
        }
    }

    // Empty if the name is not valid Unicode; no column and no list has an empty name.
    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
