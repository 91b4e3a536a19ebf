using System.Globalization;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Turns the rows of a file into results. Uses no cmdlet, so that it can run ahead of the pipeline on another thread.</summary>
/// <param name="commandLine">What holds for every row.</param>
/// <param name="regionFromInput">Whether a column Region is used.</param>
/// <param name="columns">The meanings of the columns.</param>
/// <param name="name">The file's name, without its folder.</param>
internal sealed class FileInput(CommandLineInput commandLine, bool regionFromInput, ColumnMap columns, string name)
{
    private double _share;

    /// <summary>The share of the file that has been read, 0 to 1; 0 while it is not known. From any thread.</summary>
    public double Share
    {
        get => Volatile.Read(ref _share);
        set => Volatile.Write(ref _share, value);
    }

    /// <summary>
    /// Reads the rows. After a problem of the file as a whole no more rows are read; only the open group and the problems that rows share follow it.
    /// </summary>
    /// <param name="entries">The rows of the file, and its problem if it has one.</param>
    public IEnumerable<InputResult> Read(IEnumerable<FileEntry> entries)
    {
        var reader = new InputReader(commandLine, regionFromInput, includeConnected: true, columns);
        var hasRow = false;
        foreach (var entry in entries)
        {
            if (entry is not FileRow row)
            {
                yield return new RefusedFile(entry.Problem!);
                break;
            }

            if (!hasRow && MissingColumn(row) is { } missing)
            {
                yield return new RefusedFile(missing);
                break;
            }

            hasRow = true;
            if (row.StartsCall)
            {
                foreach (var result in reader.Flush())
                {
                    yield return result;
                }
            }

            foreach (var result in reader.ReadRow(row, string.Concat(name, " line ", row.Line.ToString(CultureInfo.InvariantCulture))))
            {
                yield return result;
            }
        }

        foreach (var result in reader.Finish())
        {
            yield return result;
        }
    }

    private Problem? MissingColumn(FileRow row) => columns.FindMissing(row.Cells.Select(c => c.Key)) is { } missing
        ? InputProblems.NoSuchColumn(name, missing, [.. row.Cells.Select(c => c.Key)])
        : null;
}

/// <summary>A file that cannot be read, or not to its end. One InvalidRow stands for all rows that are not read.</summary>
/// <param name="Problem">Why it cannot be read; the message names the file.</param>
internal sealed record RefusedFile(Problem Problem) : InputResult(0, "", null)
{
    public override void CountIn(RunSummary summary)
    {
    }
}
