using System.Management.Automation;

namespace ConnectTimers.Standins;

/// <summary>
/// Import-Csv as far as <c>-Path</c>, <c>-LiteralPath</c> and <c>-Delimiter</c>. Rows stream one by one, every value is a
/// string, missing trailing cells are null, surplus cells are dropped, empty lines and <c>#</c> lines above the header
/// are skipped, unnamed columns are called H1, H2… Not covered: -Header, -Encoding, -UseCulture, #TYPE and #Fields lines;
/// an empty last cell that ends the file without a line break is empty, not null.
/// </summary>
[Cmdlet(VerbsData.Import, "Csv", DefaultParameterSetName = "DelimiterPath")]
[OutputType(typeof(PSObject))]
public sealed class ImportCsvCommand : PSCmdlet
{
    private bool _warnedOfUnnamed;

    [Parameter(
        Position = 0,
        Mandatory = true,
        ParameterSetName = "DelimiterPath",
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "DelimiterLiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    protected override void ProcessRecord()
    {
        var literal = ParameterSetName == "DelimiterLiteralPath";
        foreach (var path in literal ? LiteralPath : Path)
        {
            var file = this.ExistingFile(path, literal);
            using var text = this.Open(() => new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)));
            Import(text);
        }
    }

    private void Import(StreamReader text)
    {
        using var table = new CsvTable(text, Delimiter);
        if (table.DuplicateName is { } twice)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ExtendedTypeSystemException($"The member \"{twice}\" is already present."),
                "AlreadyPresentPSMemberInfoInternalCollectionAdd",
                ErrorCategory.NotSpecified,
                null));
        }

        foreach (var row in table.Rows())
        {
            if (table.HasUnnamed && !_warnedOfUnnamed)
            {
                WriteWarning("One or more headers were not specified. "
                    + "Default names starting with \"H\" have been used in place of any missing headers.");
                _warnedOfUnnamed = true;
            }

            WriteObject(row);
        }
    }
}
