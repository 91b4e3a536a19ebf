using System.Management.Automation;
using ConnectTimers.PowerShell.Input;
using ConnectTimers.PowerShell.Isolation;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Reads files into configs, ready to be piped on: every complaint with its line, each bad row refused with its whole contact, the rest
/// read on. Needs no credentials and no network.
/// </summary>
[Cmdlet(VerbsData.Import, "ParticipantRoleConfig", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(ParticipantRoleConfig))]
public sealed class ImportParticipantRoleConfigCommand : StoppableCmdlet
{
    // Boxed: a field of Model's type would have Model's IL loaded with this class, before ModuleInitializer has its image loaded.
    private object? _format;

    /// <summary>The files; wildcards are allowed.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = nameof(Path), ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The files, by names that are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(LiteralPath), ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>How the files are written. Default: by their extension.</summary>
    [Parameter]
    public FileFormat? Format
    {
        get => (FileFormat?)_format;
        set => _format = value;
    }

    /// <summary>What stands between the cells of a CSV. Default: found out from the header.</summary>
    [Parameter]
    public char? Delimiter { get; set; }

    /// <summary>The instance, id or ARN, of rows that name none.</summary>
    [Parameter]
    public string? InstanceId { get; set; }

    /// <summary>Lets a column Region count; without it a row cannot move a call to another Region.</summary>
    [Parameter]
    public SwitchParameter RegionFromInput { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in ParameterSetName == nameof(Path) ? Path.SelectMany(Resolved) : LiteralPath.SelectMany(Literal))
        {
            Import(file);
        }
    }

    private IEnumerable<string> Resolved(string path)
    {
        try
        {
            var files = GetResolvedProviderPathFromPSPath(path, out var provider);
            if (files.Count == 0)
            {
                WriteError(PathProblems.NoFileMatches(path).Record(path));
            }

            return IsOfFiles(provider, path) ? files : [];
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            WriteError(PathProblems.FileNotFound(path).Record(path));
            return [];
        }
    }

    private IEnumerable<string> Literal(string path)
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return IsOfFiles(provider, path) ? [file] : [];
    }

    private bool IsOfFiles(ProviderInfo provider, string path)
    {
        var isOfFiles = provider.IsOfFiles();
        if (!isOfFiles)
        {
            WriteError(PathProblems.NotAFile(path, provider.Name).Record(path));
        }

        return isOfFiles;
    }

    private void Import(string file)
    {
        var typed = new CommandLineInput();
        typed.Add(Column.InstanceId, InstanceId);
        var writing = new ImportedFile(this, new InputReader(typed, RegionFromInput), System.IO.Path.GetFileName(file));
        foreach (var row in EngineHost.Engine.ReadFile(new FileSettings(file) { Format = Format, Delimiter = Delimiter }, StopToken))
        {
            if (StopToken.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            writing.Add(row);
        }

        writing.Finish();
    }
}
