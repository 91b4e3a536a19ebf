using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Pipeline;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Writes one HTML file that shows what happened to each contact: from journals, or from outcomes that are piped in, live or read back from
/// a file. Needs no credentials and no network.
/// </summary>
[Cmdlet(VerbsData.Export, "ParticipantRoleConfigReport", DefaultParameterSetName = nameof(JournalPath), SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportParticipantRoleConfigReportCommand : StoppableCmdlet
{
    private readonly HashSet<string> _journals = new(StringComparer.Ordinal);
    private IRunReport _report = null!;
    private int _objects;

    /// <summary>The journals. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(JournalPath))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JournalPathCompleter))]
    public string[] JournalPath { get; set; } = [];

    /// <summary>Outcomes of Set-ParticipantRoleConfig -PassThru, or rows with the names of their properties.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(InputObject), ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReportPathCompleter))]
    public string Path { get; set; } = "";

    /// <summary>The report's title.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>The rate limit of the runs, in calls per second, for a line in the chart.</summary>
    [Parameter]
    [ValidateRange(0d, 1000d)]
    public double? RateLimit { get; set; }

    /// <summary>Replaces a file that is not a report.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Does not overwrite an existing file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Writes the file to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _report = EngineHost.Engine.BeginReport();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == nameof(InputObject))
        {
            _objects++;
            if (_report.AddOutcome([.. Row.CellsOf(InputObject).Select(c => new KeyValuePair<string, object?>(c.Name, Row.Unwrap(c.Value)))]) is { } problem)
            {
                WriteError(problem.At($"object {_objects}").Record(InputObject));
            }

            return;
        }

        // A report that lacks one of its journals would be wrong and would not show it, so none is written.
        foreach (var journal in JournalPath.SelectMany(Journals).Where(_journals.Add))
        {
            ThrowIf(_report.AddJournal(journal, StopToken), journal);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var sentence in _report.LeftOut)
        {
            WriteWarning(sentence);
        }

        ThrowIf(_report.FindEmpty(), Path);
        ThrowIf(PathResolver.Literal(this, nameof(Path), Path, out var file), Path);
        if (!ShouldProcess(file, $"Write a report of {_report.Contacts} contacts"))
        {
            return;
        }

        ThrowIf(_report.Write(new ReportSettings(file) { Title = Title, RateLimit = RateLimit, NoClobber = NoClobber, Force = Force }, StopToken), file);
        if (PassThru)
        {
            WriteObject(InvokeProvider.Item.Get([file], force: true, literalPath: true), enumerateCollection: true); // as Get-Item shows it
        }
    }

    // A file with exactly this name, brackets included, is taken as it is.
    private IEnumerable<string> Journals(string path)
    {
        ThrowIf(PathResolver.Literal(this, nameof(JournalPath), path, out var file), path);
        if (File.Exists(file))
        {
            return [file];
        }

        ThrowIf(PathResolver.Wildcard(this, nameof(JournalPath), path, out var files), path);
        ThrowIf(files.Count == 0 ? PathProblems.JournalNotFound(path) : null, path);
        return files;
    }
}
