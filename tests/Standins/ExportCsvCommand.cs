using System.Collections;
using System.Management.Automation;

namespace ConnectTimers.Standins;

/// <summary>
/// Export-Csv as far as <c>-Path</c>, <c>-LiteralPath</c>, <c>-Delimiter</c> and <c>-NoTypeInformation</c> (which changes
/// nothing, as in every PowerShell since 6). The first object's properties are the columns; every value is quoted, null is
/// an empty cell without quotes; UTF-8 without byte order mark. Not covered: -Append, -Force, -NoClobber, -Encoding,
/// -UseQuotes, -QuoteFields, -NoHeader.
/// </summary>
[Cmdlet(VerbsData.Export, "Csv", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class ExportCsvCommand : PSCmdlet, IDisposable
{
    private StreamWriter? _file;
    private string[]? _columns;

    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = string.Empty;

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    protected override void BeginProcessing()
    {
        var path = ParameterSetName == "Path" ? Path : LiteralPath;
        if (ShouldProcess(path))
        {
            var file = this.NewFile(path);
            _file = this.Open(() => new StreamWriter(file, append: false));
        }
    }

    protected override void ProcessRecord()
    {
        if (_file is null || InputObject is null)
        {
            return;
        }

        if (_columns is null)
        {
            _columns = [.. ColumnsOf(InputObject)];
            WriteRow(_file, _columns);
        }

        WriteRow(_file, _columns.Select(column => ValueOf(InputObject, column)));
    }

    protected override void EndProcessing() => Dispose();

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private static IEnumerable<string> ColumnsOf(PSObject row) =>
        row.BaseObject is IDictionary dictionary
            ? dictionary.Keys.Cast<object>().Select(LanguagePrimitives.ConvertTo<string>)
            : row.Properties.Select(property => property.Name);

    private static string? ValueOf(PSObject row, string column)
    {
        try
        {
            return row.BaseObject is IDictionary dictionary
                ? dictionary[column]?.ToString()
                : row.Properties[column]?.Value?.ToString();
        }
        catch (GetValueException)
        {
            // A property that cannot be read is an empty cell in the real one too; the row is not lost for it.
            return null;
        }
    }

    private void WriteRow(StreamWriter file, IEnumerable<string?> cells) =>
        file.WriteLine(string.Join(Delimiter, cells.Select(Quoted)));

    private static string Quoted(string? cell) =>
        cell is null ? string.Empty : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
