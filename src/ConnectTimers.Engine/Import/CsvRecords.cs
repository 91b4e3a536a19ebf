using System.Text;
using CsvHelper;

namespace ConnectTimers.Engine.Import;

/// <summary>Reads the records of a CSV file one at a time, without blank lines.</summary>
internal sealed class CsvRecords : IDisposable
{
    private readonly CsvReader _reader;
    private bool _isMalformed;

    public CsvRecords(Stream text, char delimiter) =>
        _reader = CsvReader.Create(text, CsvDialect.Options(delimiter, () => _isMalformed = true));

    public CsvRecords(CsvReader reader) => _reader = reader;

    public void Dispose() => _reader.Dispose();

    /// <summary>The line where the record begins, or the line that could not be read.</summary>
    public int Line { get; private set; }

    /// <summary>The number of cells.</summary>
    public int Count => _reader.FieldCount;

    /// <summary>Whether its quotes violate RFC 4180.</summary>
    public bool IsMalformed => _isMalformed;

    /// <summary>Whether reading stopped at a record that is too long.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The bytes of the record.</summary>
    public ReadOnlySpan<byte> Raw => _reader.RawRecord;

    /// <summary>Returns the bytes of a cell, quotes included.</summary>
    public ReadOnlySpan<byte> RawCell(int index) => _reader.GetRawSpan(index);

    /// <summary>Moves to the next record.</summary>
    /// <returns>False at the end of the file, and at a record that is too long.</returns>
    public bool Read()
    {
        try
        {
            do
            {
                _isMalformed = false;
                if (!_reader.Read())
                {
                    return false;
                }
            }
            while (Count == 1 && IsBlank(0) && !_isMalformed);

            Line = (int)Math.Min(_reader.LineNumber, int.MaxValue);
            return true;
        }
        catch (CsvFormatException e) // with these options thrown only for a record longer than MaxRecordSize
        {
            Line = (int)Math.Min(e.LineNumber, int.MaxValue);
            IsTooLong = true;
            return false;
        }
    }

    /// <summary>Whether a cell contains only white space and quotes.</summary>
    public bool IsBlank(int index) => RawCell(index).Trim(" \t\""u8).IsEmpty;

    /// <summary>
    /// Returns the text of a cell: the text between its quotes, or all of it if it has none. CsvHelper would trim the latter, and white space may matter
    /// to the owner of the column.
    /// </summary>
    public string Cell(int index)
    {
        var raw = _reader.GetRawSpan(index);
        return (raw is [(byte)' ' or (byte)'\t', ..] or [.., (byte)' ' or (byte)'\t']) && !raw.TrimStart(" \t"u8).StartsWith("\""u8)
            ? Encoding.UTF8.GetString(raw)
            : _reader.GetString(index);
    }

    /// <summary>Returns the text of all cells, without blank ones at the end.</summary>
    public string[] Names()
    {
        var count = Count;
        while (count > 0 && IsBlank(count - 1))
        {
            count--;
        }

        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            names[i] = Cell(i);
        }

        return names;
    }
}
