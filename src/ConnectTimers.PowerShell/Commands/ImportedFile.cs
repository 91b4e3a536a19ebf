using System.Globalization;
using System.Management.Automation;
using ConnectTimers.PowerShell.Input;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>One file on its way into the pipeline: rows in, configs and errors out, and a count at the end.</summary>
internal sealed class ImportedFile
{
    private readonly PSCmdlet _cmdlet;
    private readonly InputReader _reader;
    private readonly string _name;
    private readonly RunSummary _summary = new();
    private string[]? _columns;
    private int _configs;
    private int _without;
    private ChatContact? _firstWithout;

    public ImportedFile(PSCmdlet cmdlet, InputReader reader, string name)
    {
        _cmdlet = cmdlet;
        _reader = reader;
        _name = name;
    }

    /// <summary>Takes a row in.</summary>
    public void Add(FileRow row)
    {
        if (row.Line == 0)
        {
            _cmdlet.WriteError(row.Problem!.Record(_name)); // of the file as a whole; it names the file itself
            return;
        }

        if (row.StartsCall)
        {
            Handle(_reader.Flush());
        }

        _columns ??= [.. row.Cells.Select(c => c.Key)];
        Handle(_reader.ReadRow(row, string.Concat(_name, " line ", row.Line.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>No more rows come.</summary>
    public void Finish()
    {
        Handle(_reader.Flush());
        if (_summary.AlreadyAccepted > 0)
        {
            _cmdlet.WriteWarning($"{_name}: {DisplayText.Count(_summary.AlreadyAccepted, "row was", "rows were")} left out: already accepted.");
        }

        if (_without > 0 && _configs == 0 && _summary.Invalid == 0)
        {
            _cmdlet.WriteError(InputProblems.NoTimersInFile(_name, _without, _columns!).Record(_name));
        }
        else if (_without > 0)
        {
            _cmdlet.WriteWarning($"{_name}: {DisplayText.Count(_without, "contact has", "contacts have")} no timer and {(_without == 1 ? "was" : "were")} left out; the first is {_firstWithout}.");
        }

        var summary = $"{_name}, {_summary.ToRowsText()}; {DisplayText.Count(_configs, "chat", "chats")}.";
        _cmdlet.WriteInformation(new InformationRecord(summary, nameof(ConnectTimers)));
    }

    private void Handle(IEnumerable<InputResult> results)
    {
        foreach (var result in results)
        {
            Handle(result);
        }
    }

    private void Handle(InputResult result)
    {
        result.CountIn(_summary);
        result.WriteComplaints(_cmdlet, AsObject);
        foreach (var contact in result.NothingToSet)
        {
            _firstWithout ??= contact;
            _without++;
        }

        foreach (var config in result.Configs)
        {
            _configs++;
            _cmdlet.WriteObject(WithNotes(config, result.Target));
        }
    }

    // The columns that mean nothing to a timer stay on the live object, so that they can be sorted by, filtered by and journalled.
    private static object WithNotes(ParticipantRoleConfig config, object? target)
    {
        PSObject? output = null;
        foreach (var row in Rows(target))
        {
            foreach (var cell in row.Cells)
            {
                if (cell.Key.Length > 0 && Columns.Find(cell.Key) is null)
                {
                    output ??= new PSObject(config);
                    if (output.Properties[cell.Key] is null)
                    {
                        output.Properties.Add(new PSNoteProperty(cell.Key, cell.Value));
                    }
                }
            }
        }

        return (object?)output ?? config;
    }

    // What an error is about: the row as Import-Csv would give it, or an array of them.
    private static object? AsObject(object? target)
    {
        var rows = Array.ConvertAll(Rows(target), AsObject);
        return rows.Length == 1 ? rows[0] : rows;
    }

    private static PSObject AsObject(FileRow row)
    {
        var cells = new PSObject();
        foreach (var cell in row.Cells.Where(c => c.Key.Length > 0))
        {
            cells.Properties.Add(new PSNoteProperty(cell.Key, cell.Value));
        }

        return cells;
    }

    private static FileRow[] Rows(object? target) => target is FileRow row ? [row] : [.. ((object[])target!).Cast<FileRow>()];
}
