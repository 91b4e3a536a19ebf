using System.Globalization;
using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Parsing;
using ConnectTimers.PowerShell.Input;

namespace ConnectTimers.PowerShell.Pipeline;

/// <summary>The pipeline's side of one file: writes a config for each chat, an error for each invalid row, and the counts.</summary>
internal sealed class ImportPipeline
{
    private readonly PSCmdlet _cmdlet;
    private readonly InputReader _reader;
    private readonly string _name;
    private readonly RunSummary _summary = new();
    private string[]? _columns;
    private int _chats;
    private int _withoutTimer;
    private ChatContact? _firstWithoutTimer;

    /// <summary>Creates the pipeline of one file.</summary>
    /// <param name="cmdlet">The cmdlet, for its streams.</param>
    /// <param name="reader">Reads the rows.</param>
    /// <param name="name">The file's name, without its folder.</param>
    public ImportPipeline(PSCmdlet cmdlet, InputReader reader, string name)
    {
        _cmdlet = cmdlet;
        _reader = reader;
        _name = name;
    }

    /// <summary>Handles the next row, or a problem of the file, whose message names the file.</summary>
    public void Add(FileEntry entry)
    {
        if (entry is not FileRow row)
        {
            _cmdlet.WriteError(entry.Problem!.Record(_name));
            return;
        }

        if (row.StartsCall)
        {
            Handle(_reader.Flush());
        }

        _columns ??= [.. row.Cells.Select(c => c.Key)];
        Handle(_reader.ReadRow(row, string.Concat(_name, " line ", row.Line.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>Handles the end of the file.</summary>
    public void Finish()
    {
        Handle(_reader.Flush());
        if (_summary.AlreadyAccepted > 0)
        {
            _cmdlet.WriteWarning($"{_name}: {DisplayText.Count(_summary.AlreadyAccepted, "row was", "rows were")} left out: already accepted.");
        }

        if (_withoutTimer > 0 && _chats == 0 && _summary.Invalid == 0)
        {
            _cmdlet.WriteError(InputProblems.NoTimersInFile(_name, _withoutTimer, _columns!).Record(_name));
        }
        else if (_withoutTimer > 0)
        {
            _cmdlet.WriteWarning($"{_name}: {DisplayText.Count(_withoutTimer, "contact", "contacts")} left out: no timer; the first is {_firstWithoutTimer}.");
        }

        var summary = $"{_name}, {_summary.ToRowsText()}; {DisplayText.Count(_chats, "chat", "chats")}.";
        _cmdlet.WriteInformation(new InformationRecord(summary, nameof(ConnectTimers)));
    }

    private void Handle(IEnumerable<InputResult> results)
    {
        foreach (var result in results)
        {
            result.CountIn(_summary);
            switch (result)
            {
                case InvalidInput invalid:
                    invalid.WriteProblems(_cmdlet, AsObject(invalid.Target));
                    break;
                case SkippedInput skipped:
                    _chats++;
                    _cmdlet.WriteObject(skipped.Target);
                    break;
                case ValidInput { Target: ContactEvent contactEvent } valid:
                    _chats++;
                    _cmdlet.WriteObject(valid.Configs.Count == 0 ? contactEvent : contactEvent.WithTimers(valid.Configs[0]));
                    break;
                case ValidInput valid:
                    Handle(valid);
                    break;
            }
        }
    }

    private void Handle(ValidInput input)
    {
        if (input.Warning is { } warning)
        {
            _cmdlet.WriteWarning(warning);
        }

        _firstWithoutTimer ??= input.NothingToSet.Count > 0 ? input.NothingToSet[0] : null;
        _withoutTimer += input.NothingToSet.Count;
        foreach (var config in input.Configs)
        {
            _chats++;
            _cmdlet.WriteObject(WithNotes(config, input.Target));
        }
    }

    // Columns without a meaning stay on the object as note properties, for sorting, filtering and the journal.
    private static object WithNotes(ParticipantRoleConfig config, object? target)
    {
        PSObject? output = null;
        foreach (var row in Rows(target))
        {
            foreach (var cell in row.Cells)
            {
                if (cell.Key.Length > 0 && Columns.Find(cell.Key) is null && !SecretColumns.Contains(cell.Key))
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

    // The target of an error: the row as Import-Csv would return it, or an array of rows.
    private static object? AsObject(object? target)
    {
        var rows = Array.ConvertAll(Rows(target), AsObject);
        return rows.Length == 1 ? rows[0] : rows;
    }

    private static PSObject AsObject(FileRow row)
    {
        var cells = new PSObject();
        foreach (var cell in row.Cells.Where(c => c.Key.Length > 0 && !SecretColumns.Contains(c.Key)))
        {
            cells.Properties.Add(new PSNoteProperty(cell.Key, cell.Value));
        }

        return cells;
    }

    private static FileRow[] Rows(object? target) => target is FileRow row ? [row] : [.. ((object[])target!).Cast<FileRow>()];
}
