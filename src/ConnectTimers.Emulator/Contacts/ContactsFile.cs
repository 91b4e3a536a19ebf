using CsvHelper;

namespace ConnectTimers.Emulator;

/// <summary>Reads the contacts that exist from a CSV file.</summary>
/// <remarks>
/// Columns, in any case and order: <c>InstanceId</c>, <c>ContactId</c> and optionally <c>State</c>, <c>Channel</c>,
/// <c>QueueId</c>, <c>AgentId</c> and <c>InitiationTimestamp</c> (ISO 8601). Other columns are ignored, so that the files
/// sent to the service can be used here too. Comma separated, quoted as in RFC 4180. A contact named again takes the
/// later state.
/// </remarks>
public static class ContactsFile
{
    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="FormatException">A line cannot be read; the message names the line.</exception>
    public static IReadOnlyList<EmulatedContact> Read(string path)
    {
        using var reader = new StreamReader(path);
        return Read(reader);
    }

    /// <summary>Reads such a file's text.</summary>
    /// <exception cref="FormatException">A line cannot be read; the message names the line.</exception>
    public static IReadOnlyList<EmulatedContact> Read(TextReader reader) =>
        CsvTable.Read(reader, [nameof(EmulatedContact.InstanceId), nameof(EmulatedContact.ContactId)], Contact);

    private static EmulatedContact Contact(Func<string, string?> cell) => new(
        cell(nameof(EmulatedContact.InstanceId))!,
        cell(nameof(EmulatedContact.ContactId))!,
        State(cell(nameof(EmulatedContact.State))))
    {
        Channel = cell(nameof(EmulatedContact.Channel)),
        QueueId = cell(nameof(EmulatedContact.QueueId)),
        AgentId = cell(nameof(EmulatedContact.AgentId)),
        InitiationTimestamp = cell(nameof(EmulatedContact.InitiationTimestamp)) is { } time ? IsoTime.Parse(time) : null,
    };

    private static ContactState State(string? text) => text?.ToUpperInvariant() switch
    {
        null or "WAITING" => ContactState.Waiting,
        "CONNECTED" => ContactState.Connected,
        "ENDED" => ContactState.Ended,
        _ => throw new FormatException($"state '{text}' is not one of waiting, connected, ended"),
    };
}

/// <summary>Reads a CSV file by its header.</summary>
internal static class CsvTable
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false, // So that a missing column is reported in the emulator's words.
        TrimWhitespace = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <summary>Reads each row through a function that returns a cell by its column's name; null for a blank or missing cell.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="required">The columns that must have a value in every row; their cells are not trimmed, others are.</param>
    /// <param name="row">Makes a value of a row.</param>
    /// <exception cref="FormatException">A line cannot be read; the message names the line.</exception>
    public static IReadOnlyList<T> Read<T>(TextReader text, string[] required, Func<Func<string, string?>, T> row)
    {
        var rows = new List<T>();
        Dictionary<string, int>? columns = null;
        using var csv = CsvReader.Create(text, Options);
        try
        {
            while (csv.Read())
            {
                if (csv.FieldCount == 1 && string.IsNullOrWhiteSpace(csv.GetString(0)))
                {
                    continue;
                }

                if (columns is null)
                {
                    columns = Columns(csv, required);
                }
                else
                {
                    rows.Add(row(name => Cell(csv, columns, name, required.Contains(name))));
                }
            }
        }
        catch (CsvFormatException problem)
        {
            throw new FormatException($"line {problem.LineNumber}: a quote is not closed, or stands inside a cell", problem);
        }
        catch (FormatException problem)
        {
            throw new FormatException($"line {csv.LineNumber}: {problem.Message}", problem);
        }

        return columns is null ? throw new FormatException("line 1: no header") : rows;
    }

    private static Dictionary<string, int> Columns(CsvReader csv, string[] required)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < csv.FieldCount; at++)
        {
            columns.TryAdd(csv.GetString(at).Trim(), at);
        }

        return Array.Find(required, name => !columns.ContainsKey(name)) is { } missing
            ? throw new FormatException($"the header has no {missing} column")
            : columns;
    }

    private static string? Cell(CsvReader csv, Dictionary<string, int> columns, string name, bool isRequired)
    {
        var text = columns.TryGetValue(name, out var at) && at < csv.FieldCount ? csv.GetString(at) : "";
        return isRequired
            ? text.Length > 0 ? text : throw new FormatException($"no {name}")
            : string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
