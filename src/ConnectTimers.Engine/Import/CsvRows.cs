using System.Text.Unicode;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Text;

namespace ConnectTimers.Engine.Import;

/// <summary>Reads the rows of a CSV file.</summary>
internal sealed class CsvRows
{
    private readonly CsvRecords _records;
    private readonly CsvHeader _header;
    private readonly int _linesBefore;

    private CsvRows(CsvRecords records, CsvHeader header, int linesBefore)
    {
        _records = records;
        _header = header;
        _linesBefore = linesBefore;
    }

    /// <summary>Reads the rows.</summary>
    /// <param name="text">The file as UTF-8.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="delimiter">The delimiter; null to detect it.</param>
    public static IEnumerable<FileEntry> Read(PeekedStream text, string path, char? delimiter)
    {
        if (CsvDialect.IsBinary(text))
        {
            yield return new FileProblem(ImportProblems.BinaryFile(path));
            yield break;
        }

        var hint = CsvDialect.SkipHint(text);
        var separator = delimiter ?? hint ?? CsvDialect.Detect(text);
        if (!CsvDialect.CanSeparate(separator))
        {
            yield return new FileProblem(ImportProblems.InvalidDelimiter(separator));
            yield break;
        }

        using var records = new CsvRecords(text, separator);
        foreach (var row in Read(records, path, hint is null ? 0 : 1))
        {
            yield return row;
        }
    }

    private static IEnumerable<FileEntry> Read(CsvRecords records, string path, int linesBefore)
    {
        var hasHeader = records.Read();
        var header = new CsvHeader(hasHeader ? records.Names() : []);
        var rows = new CsvRows(records, header, linesBefore);
        if (hasHeader && records.IsMalformed && CsvQuotes.Check(records) is { Problem: not null } quotes)
        {
            yield return rows.At(quotes.Line, quotes.Problem);
            yield break;
        }

        if (hasHeader && header.Check(path) is { } problem)
        {
            yield return new FileProblem(problem);
            yield break;
        }

        var hasRows = false;
        while (hasHeader && records.Read())
        {
            hasRows = true;
            yield return rows.Row();
        }

        if (records.IsTooLong)
        {
            yield return rows.At(records.Line, ImportProblems.RecordTooLong(FileReader.MaxRowLength));
        }
        else if (!hasRows)
        {
            yield return new FileProblem(hasHeader ? ImportProblems.NoRows(path) : ImportProblems.EmptyFile(path));
        }
    }

    private FileRow Row()
    {
        if (_records.IsMalformed && CsvQuotes.Check(_records) is { Problem: not null } quotes)
        {
            return At(quotes.Line, quotes.Problem, Cells(quotes.Cells));
        }

        return At(_records.Line, Problem(), Cells(_records.Count));
    }

    private FileRow At(int line, Problem? problem, KeyValuePair<string, string?>[]? cells = null) =>
        new() { Line = line + _linesBefore, Cells = cells ?? [], Problem = problem };

    private KeyValuePair<string, string?>[] Cells(int count)
    {
        var names = _header.Names;
        var cells = new KeyValuePair<string, string?>[names.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = new KeyValuePair<string, string?>(names[i], i < count ? _records.Cell(i) : null);
        }

        return cells;
    }

    private Problem? Problem()
    {
        var last = _records.Count - 1;
        while (last >= _header.Names.Length && _records.IsBlank(last))
        {
            last--;
        }

        return last >= _header.Names.Length ? ImportProblems.TooManyCells(last + 1, _header.Names.Length)
            : !Utf8.IsValid(_records.Raw) && HasInvalidUtf8() ? ImportProblems.InvalidUtf8()
            : null;
    }

    // Only in known columns: a letter in an old Excel code page does no harm in a note, but an id with one might be another contact's.
    private bool HasInvalidUtf8()
    {
        for (var i = 0; i < Math.Min(_records.Count, _header.Names.Length); i++)
        {
            if (_header.IsKnown(i) && !Utf8.IsValid(_records.RawCell(i)))
            {
                return true;
            }
        }

        return false;
    }
}
