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
    /// <param name="settings">Its path, for messages, the delimiter, and the columns to ignore.</param>
    public static IEnumerable<FileEntry> Read(PeekedStream text, FileSettings settings)
    {
        if (CsvDialect.IsBinary(text))
        {
            yield return new FileProblem(ImportProblems.BinaryFile(settings.Path));
            yield break;
        }

        var preamble = CsvPreamble.Skip(text, settings.FindHeader);
        var separator = settings.Delimiter ?? CsvDialect.Detect(text, settings.FindHeader, preamble.Delimiter ?? DelimiterOf(settings.Path));
        if (!CsvDialect.CanSeparate(separator))
        {
            yield return new FileProblem(ImportProblems.InvalidDelimiter(separator));
            yield break;
        }

        if (settings.Delimiter is { } given && CsvDialect.FindBetter(text, given, settings.FindHeader) is { } better)
        {
            yield return new FileProblem(ImportProblems.WrongDelimiter(settings.Path, given, better));
            yield break;
        }

        using var records = new CsvRecords(text, separator);
        foreach (var row in Read(records, text, settings, preamble.Lines))
        {
            yield return row;
        }
    }

    private static char? DelimiterOf(string path) => Path.GetExtension(path).ToUpperInvariant() is ".TSV" or ".TAB" ? '\t' : null;

    private static IEnumerable<FileEntry> Read(CsvRecords records, PeekedStream text, FileSettings settings, int linesBefore)
    {
        var (path, hasHeader) = (settings.Path, records.Read());
        var header = new CsvHeader(hasHeader ? records.Names() : [], settings.FindHeader);
        var rows = new CsvRows(records, header, linesBefore);
        if (hasHeader && records.Raw.TrimStart(" \t"u8) is [(byte)'{' or (byte)'[', ..] && !header.HasKnown)
        {
            yield return new FileProblem(ImportProblems.LooksLikeJson(path));
            yield break;
        }

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
        for (var isRow = hasHeader && records.Read(); isRow;)
        {
            hasRows = true;
            if (MixedEncodings.Has(records.Raw))
            {
                // Only counted: text in another encoding is not worth an error for each line. Between CR and LF of UTF-16 is a record of one NUL.
                var (line, count) = (records.Line, 1);
                while (records.Read())
                {
                    count += records.Raw.Length > 1 ? 1 : 0;
                }

                yield return rows.At(line, ImportProblems.MixedEncodings(count));
                yield break;
            }

            var (row, isShort) = (rows.Row(), records.Count < header.Names.Length);
            if (!isShort)
            {
                yield return row;
            }

            isRow = records.Read();
            if (isShort)
            {
                yield return isRow || records.IsTooLong || text.IsAtLineEnd || row.Problem is not null ? row : Torn(row);
            }
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
        if (IsComment())
        {
            return At(_records.Line, null, Cells(0)); // counts as blank
        }

        if (_records.IsMalformed && CsvQuotes.Check(_records) is { Problem: not null } quotes)
        {
            return At(quotes.Line, quotes.Problem, Cells(quotes.Cells));
        }

        return At(_records.Line, Problem(), Cells(_records.Count));
    }

    // No id, Region, role or number begins with #. In a column with another meaning it may be text: then the row must be short too.
    private bool IsComment() => _records.RawCell(0).TrimStart(" \t"u8) is [(byte)'#', ..] && (_header.IsKnown(0) || _records.Count < _header.Names.Length);

    // The last cell of a torn row may be torn itself.
    private static FileRow Torn(FileRow row)
    {
        var count = 0;
        while (count < row.Cells.Count && row.Cells[count].Value is not null)
        {
            count++;
        }

        return row.Cells.All(c => c.Value is null) ? row : new FileRow
        {
            Line = row.Line,
            Cells = [.. row.Cells.Select((c, i) => i < count - 1 ? c : new KeyValuePair<string, string?>(c.Key, null))],
            Problem = ImportProblems.TornRow(count, row.Cells.Count),
        };
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
