using System.Globalization;
using System.Management.Automation;
using System.Text;
using CsvHelper;

namespace ConnectTimers.Standins;

/// <summary>One CSV text as the rows that the real Import-Csv would make of it.</summary>
internal sealed class CsvTable : IDisposable
{
    private const string Blanks = " \t";

    private readonly CsvReader _reader;
    private readonly string[] _names;

    public CsvTable(TextReader text, char delimiter)
    {
        _reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false, // The header has its own rules here: comments above it, unnamed columns.
            AllowLineBreaksInQuotes = true,
            SkipEmptyLines = true,
            TrimWhitespace = true, // Only so that a quote behind blanks opens a quoted cell; see Cell.
            WhitespaceCharacters = Blanks,
            MalformedData = CsvMalformedDataHandling.Recover,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
        });
        var header = ReadHeader();
        HasUnnamed = header.Contains(string.Empty);
        DuplicateName = header.Where(name => name.Length > 0)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1)?.Key;
        _names = Named(header);
    }

    public bool HasUnnamed { get; }

    public string? DuplicateName { get; }

    public IEnumerable<PSObject> Rows()
    {
        while (_reader.Read())
        {
            var cells = Cells();
            if (cells is not [""])
            {
                yield return Row(cells);
            }
        }
    }

    public void Dispose() => _reader.Dispose();

    private PSObject Row(string[] cells)
    {
        var row = new PSObject(_names.Length);
        for (var i = 0; i < _names.Length; i++)
        {
            row.Properties.Add(new PSNoteProperty(_names[i], i < cells.Length ? cells[i] : null), preValidated: true);
        }

        return row;
    }

    private string[] ReadHeader()
    {
        while (_reader.Read())
        {
            var cells = Cells();
            if (!cells[0].StartsWith('#'))
            {
                // Delimiters at the end of the header make no columns.
                var last = Array.FindLastIndex(cells, cell => cell.Length > 0);
                return cells[..Math.Max(1, last + 1)];
            }
        }

        return [];
    }

    private static string[] Named(string[] header)
    {
        var unnamed = 0;
        return [.. header.Select(name => name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"H{++unnamed}"))];
    }

    private string[] Cells()
    {
        var cells = new string[_reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Cell(i);
        }

        return cells;
    }

    // A quoted cell is what stands between its quotes. Of an unquoted one the real command drops the blanks before the
    // text, and of those behind a single word all but one; behind several words all of them stay. Odd, but people's
    // files go through it, and what our cmdlets make of "IDLE " must be tested with that blank.
    private string Cell(int index)
    {
        var raw = Encoding.UTF8.GetString(_reader.GetRawSpan(index)).TrimStart(' ', '\t');
        if (raw.StartsWith('"'))
        {
            return _reader.GetString(index);
        }

        var word = raw.IndexOfAny([' ', '\t']);
        return word >= 0 && raw.AsSpan(word).Trim(Blanks).IsEmpty ? raw[..(word + 1)] : raw;
    }
}
