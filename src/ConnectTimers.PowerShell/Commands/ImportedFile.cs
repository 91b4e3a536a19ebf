using System.Management.Automation;
using ConnectTimers.PowerShell.Binding;
using ConnectTimers.Recognition;
using ConnectTimers.Seam;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>One file on its way into the pipeline: rows in, configs and errors out, and a count at the end.</summary>
internal sealed class ImportedFile
{
    private readonly PSCmdlet _cmdlet;
    private readonly InputReader _reader;
    private readonly string _name;
    private readonly RunTally _tally = new();
    private int _configs;

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

        var cells = new PSObject();
        foreach (var cell in row.Cells.Where(c => c.Key.Length > 0))
        {
            cells.Properties.Add(new PSNoteProperty(cell.Key, cell.Value));
        }

        Handle(_reader.ReadRow(cells, $"{_name} line {row.Line}", row.Problem));
    }

    /// <summary>No more rows come.</summary>
    public void Finish()
    {
        Handle(_reader.Flush());
        var refused = _tally.Refused == 0 ? "" : $", {_tally.Refused} refused";
        var blank = _tally.PassedOver == 0 ? "" : $", {_tally.PassedOver} blank";
        _cmdlet.WriteInformation(new InformationRecord($"{_name}: {_tally.Inputs} rows{refused}{blank}; {_configs} configs.", nameof(ConnectTimers)));
    }

    private void Handle(IEnumerable<Reading> readings)
    {
        foreach (var reading in readings)
        {
            Handle(reading);
        }
    }

    private void Handle(Reading reading)
    {
        reading.CountIn(_tally);
        reading.WriteComplaints(_cmdlet);
        foreach (var contact in reading.NothingToSet)
        {
            _cmdlet.WriteWarning($"{contact} has no timer in {_name} and is left out.");
        }

        foreach (var config in reading.Configs)
        {
            _configs++;
            _cmdlet.WriteObject(WithNotes(config, reading.Target));
        }
    }

    // The columns that mean nothing to a timer stay on the live object, so that they can be sorted by, filtered by and journalled.
    private static PSObject WithNotes(ParticipantRoleConfig config, object? target)
    {
        var output = new PSObject(config);
        foreach (var property in (target as object?[] ?? [target]).OfType<PSObject>().SelectMany(row => row.Properties))
        {
            if (Columns.Recognise(property.Name) is null && output.Properties[property.Name] is null)
            {
                output.Properties.Add(new PSNoteProperty(property.Name, property.Value));
            }
        }

        return output;
    }
}
