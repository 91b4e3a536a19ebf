using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Provider;

namespace ConnectTimers.Standins;

/// <summary>
/// Get-Content as far as <c>-Path</c> and <c>-LiteralPath</c>: the lines, streamed, each carrying the note properties
/// (PSPath, ReadCount and so on) that the real one hangs on them and that other commands can bind to by name. Not covered:
/// -TotalCount, -Tail, -ReadCount, -Wait, filters, and what the file system adds (-Raw, -Encoding, -Delimiter…).
/// </summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = "Path")]
public sealed class GetContentCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "Path", ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    protected override void ProcessRecord()
    {
        var literal = ParameterSetName == "LiteralPath";
        foreach (var path in literal ? LiteralPath : Path)
        {
            foreach (var file in Files(path, literal))
            {
                WriteLines(file);
            }
        }
    }

    private Collection<PSObject> Files(string path, bool literal)
    {
        try
        {
            return InvokeProvider.Item.Get([path], force: false, literalPath: literal);
        }
        catch (SessionStateException e)
        {
            // One missing file among several is that file's error only.
            WriteError(new ErrorRecord(e.ErrorRecord, e));
            return [];
        }
    }

    private void WriteLines(PSObject file)
    {
        var path = (string)file.Properties["PSPath"].Value;
        foreach (var reader in InvokeProvider.Content.GetReader([path], force: false, literalPath: true))
        {
            using (reader)
            {
                WriteLines(reader, file);
            }
        }
    }

    private void WriteLines(IContentReader reader, PSObject file)
    {
        long count = 0;
        while (reader.Read(1) is { Count: > 0 } read)
        {
            var line = new PSObject(read[0]!);
            foreach (var note in (string[])["PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider"])
            {
                line.Properties.Add(new PSNoteProperty(note, file.Properties[note]?.Value));
            }

            line.Properties.Add(new PSNoteProperty("ReadCount", ++count));
            WriteObject(line);
        }
    }
}
