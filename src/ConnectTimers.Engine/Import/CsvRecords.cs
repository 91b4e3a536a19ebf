using System.Text;
using CsvHelper;

namespace ConnectTimers.Engine.Import;

/// <summary>The records of a CSV, one at a time, as CsvHelper finds them; blank lines are none.</summary>
internal sealed class CsvRecords : IDisposable
{
    private readonly CsvReader _reader;
    private bool _isMalformed;

    public CsvRecords(Stream text, char delimiter) =>
        _reader = CsvReader.Create(text, CsvDialect.Options(delimiter, () => _isMalformed = true));

    public CsvRecords(CsvReader reader) => _reader = reader;

    public void Dispose() => _reader.Dispose();

    /// <summary>The line on which the record begins, or the one that could not be read.</summary>
    public int Line { get; private set; }

    /// <summary>How many cells it has.</summary>
    public int Count => _reader.FieldCount;

    /// <summary>Whether its quotes are not as RFC 4180 has them.</summary>
    public bool IsMalformed => _isMalformed;

    /// <summary>Whether the last record was too long, so that none came of it.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The record as it stands in the file.</summary>
    public ReadOnlySpan<byte> Raw => _reader.RawRecord;

    /// <summary>A cell as it stands in the file, quotes included.</summary>
    public ReadOnlySpan<byte> RawCell(int index) => _reader.GetRawSpan(index);

    /// <summary>Goes to the next record.</summary>
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
        catch (CsvFormatException e) // the one thing it throws for as it is set up: a record beyond MaxRecordSize
        {
            Line = (int)Math.Min(e.LineNumber, int.MaxValue);
            IsTooLong = true;
            return false;
        }
    }

    /// <summary>Whether a cell holds nothing but blanks.</summary>
    public bool IsBlank(int index) => RawCell(index).Trim(" \t\""u8).IsEmpty;

    /// <summary>
    /// A cell: what stands between its quotes, or else all of it. CsvHelper would trim the latter, and a blank may mean something
    /// to whom the cell belongs.
    /// </summary>
    public string Cell(int index)
    {
        var raw = _reader.GetRawSpan(index);
        return (raw is [(byte)' ' or (byte)'\t', ..] or [.., (byte)' ' or (byte)'\t']) && !raw.TrimStart(" \t"u8).StartsWith("\""u8)
            ? Encoding.UTF8.GetString(raw)
            : _reader.GetString(index);
    }

    /// <summary>All cells, without blank ones at the end.</summary>
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
