using System.Collections;
using System.Management.Automation;
using ConnectTimers.PowerShell.Input;
using ConnectTimers.PowerShell.Isolation;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Writes one HTML file that shows what became of each contact: from journals, or from outcomes that are piped in, live or read back from a
/// file. Needs no credentials and no network, and neither does the page.
/// </summary>
[Cmdlet(VerbsData.Export, "ParticipantRoleConfigReport", DefaultParameterSetName = nameof(JournalPath), SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportParticipantRoleConfigReportCommand : StoppableCmdlet
{
    private readonly HashSet<string> _journals = new(StringComparer.Ordinal);
    private IRunReport _report = null!;
    private int _objects;

    /// <summary>The journals; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(JournalPath))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] JournalPath { get; set; } = [];

    /// <summary>Outcomes of Set-ParticipantRoleConfig -PassThru, or rows with the names of their properties.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(InputObject), ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What stands over the report.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>The pace that the calls were to keep, for a line in the chart.</summary>
    [Parameter]
    [ValidateRange(0d, 1000d)]
    public double? RateLimit { get; set; }

    /// <summary>Leaves a file that is there already.</summary>
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
            if (_report.AddOutcome(Cells(InputObject)) is { } problem)
            {
                WriteError(problem.At($"object {_objects}").Record(InputObject));
            }

            return;
        }

        foreach (var journal in JournalPath.SelectMany(Resolved).Where(_journals.Add))
        {
            EndOn(_report.AddJournal(journal, StopToken), journal);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var sentence in _report.LeftOut)
        {
            WriteWarning(sentence);
        }

        EndOn(_report.FindEmpty(), Path);
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out var provider, out _);
        if (!provider.IsOfFiles())
        {
            EndOn(PathProblems.NotAFile(nameof(Path), Path, provider.Name), Path);
        }

        if (!ShouldProcess(file, $"Write a report of {_report.Contacts} contacts"))
        {
            return;
        }

        EndOn(_report.Write(new ReportSettings(file) { Title = Title, RateLimit = RateLimit, NoClobber = NoClobber }, StopToken), file);
        if (PassThru)
        {
            WriteObject(new FileInfo(file));
        }
    }

    // A report that lacks a journal which was asked for would be believed: there is none then.
    private void EndOn(Problem? problem, object target)
    {
        if (problem is not null)
        {
            ThrowTerminatingError(problem.Record(target));
        }
    }

    private IEnumerable<string> Resolved(string path)
    {
        var (files, provider) = Found(path);
        if (!provider.IsOfFiles())
        {
            EndOn(PathProblems.NotAFile(nameof(JournalPath), path, provider.Name), path);
        }

        if (files.Count == 0)
        {
            EndOn(PathProblems.JournalNotFound(path), path);
        }

        return files;
    }

    // A name with brackets that fits no other file is the name of one.
    private (IReadOnlyCollection<string> Files, ProviderInfo Provider) Found(string path)
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        try
        {
            if (provider.IsOfFiles() && File.Exists(file))
            {
                return ([file], provider);
            }

            return (GetResolvedProviderPathFromPSPath(path, out provider), provider);
        }
        catch (ItemNotFoundException)
        {
            return ([], provider);
        }
    }

    private static List<KeyValuePair<string, object?>> Cells(PSObject input)
    {
        var cells = new List<KeyValuePair<string, object?>>();
        if (input.BaseObject is IDictionary entries)
        {
            foreach (DictionaryEntry entry in entries)
            {
                cells.Add(new(entry.Key.ToString()!, Bare(entry.Value)));
            }
        }
        else
        {
            foreach (var property in input.Properties)
            {
                cells.Add(new(property.Name, Bare(Row.ValueOf(property))));
            }
        }

        return cells;
    }

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
