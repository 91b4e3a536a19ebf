using System.Collections;
using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Pipeline;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Reads files and writes a config for each chat, and each event of a contact. Every invalid row is an error with its line, and its contact gets no config. Needs no
/// credentials and no network.
/// </summary>
[Cmdlet(VerbsData.Import, "ParticipantRoleConfig", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(ParticipantRoleConfig), typeof(ChatContact), typeof(InvalidRow), typeof(ContactEvent))]
public sealed class ImportParticipantRoleConfigCommand : StoppableCmdlet
{
    // Boxed: a field of Model's type would have Model's IL loaded with this class, before ModuleInitializer has its image loaded.
    private object? _format;
    private ColumnMap _columns = ColumnMap.None;
    private CommandLineInput _commandLine = null!;

    /// <summary>The files. Wildcards are allowed.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = nameof(Path), ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InputPathCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>The files, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(LiteralPath), ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InputPathCompleter))]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The files' format. Default: by their extension.</summary>
    [Parameter]
    public FileFormat? Format
    {
        get => (FileFormat?)_format;
        set => _format = value;
    }

    /// <summary>The character between the cells of a CSV. Default: found in the header.</summary>
    [Parameter]
    public char? Delimiter { get; set; }

    /// <summary>The instance of rows that have none: id or ARN.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public string? InstanceId { get; set; }

    /// <summary>When a silent customer counts as idle, in every row: 2 to 480 minutes, or Unset.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MinutesCompleter))]
    public string? CustomerIdle { get; set; }

    /// <summary>When a silent customer's chat is disconnected, in every row: 2 to 480 minutes (after idle, where both are set), or Unset.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MinutesCompleter))]
    public string? CustomerDisconnect { get; set; }

    /// <summary>When a silent agent counts as idle, in every row: 2 to 480 minutes, or Unset.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MinutesCompleter))]
    public string? AgentIdle { get; set; }

    /// <summary>When a silent agent is disconnected, in every row: 2 to 480 minutes (after idle, where both are set), or Unset.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MinutesCompleter))]
    public string? AgentDisconnect { get; set; }

    /// <summary>Which column has which meaning, where the names say something else: meaning and column, as in @{ ContactId = 'Chat' }.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IDictionary? Column { get; set; }

    /// <summary>Uses the input's Region column; without it a row cannot send a call to another Region.</summary>
    [Parameter]
    public SwitchParameter RegionFromInput { get; set; }

    /// <summary>Names of columns that are somebody's own, whatever they resemble.</summary>
    [Parameter]
    public string?[]? IgnoreColumn { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var problem = ColumnMap.TryRead(Column, IgnoreColumn, out _columns);
        _commandLine = new CommandLineInput();
        foreach (var (column, value) in new[]
        {
            (Parsing.Column.InstanceId, InstanceId), (Parsing.Column.CustomerIdle, CustomerIdle), (Parsing.Column.CustomerDisconnect, CustomerDisconnect),
            (Parsing.Column.AgentIdle, AgentIdle), (Parsing.Column.AgentDisconnect, AgentDisconnect),
        })
        {
            _commandLine.Add(column, value);
        }

        // These problems hold for every row, so none is read.
        if (new[] { problem }.Concat(_commandLine.Problems()).FirstOrDefault(p => p is not null) is { } first)
        {
            ThrowTerminatingError(first.Record(null));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] files = [.. ParameterSetName == nameof(Path) ? Path.SelectMany(Wildcard) : LiteralPath.SelectMany(Literal)];
        if (Array.Find(files, PipelineFiles.IsJournal) is { } journal)
        {
            ThrowTerminatingError(PathProblems.JournalIsInput(journal).Record(journal)); // before the first file: nothing is sent
        }

        foreach (var file in files)
        {
            PipelineFiles.BeginImport(file);
            Import(file);
        }
    }

    private IEnumerable<string> Wildcard(string path)
    {
        var problem = PathResolver.Wildcard(this, nameof(Path), path, out var files)
            ?? (files.Count > 0 ? null
                : WildcardPattern.ContainsWildcardCharacters(path) ? PathProblems.NoFileMatches(path) : PathProblems.FileNotFound(path));
        return WithoutProblem(problem, path) ? files : [];
    }

    private IEnumerable<string> Literal(string path) =>
        WithoutProblem(PathResolver.Literal(this, nameof(LiteralPath), path, out var file), path) ? [file] : [];

    private bool WithoutProblem(Problem? problem, string path)
    {
        if (problem is not null)
        {
            WriteError(problem.Record(path));
            WriteObject(new InvalidRow(null, null, null, path, [problem])); // as for a file that cannot be read
        }

        return problem is null;
    }

    private void Import(string file)
    {
        var name = System.IO.Path.GetFileName(file);
        var input = new FileInput(_commandLine, RegionFromInput, _columns, name);
        var pipeline = new ImportPipeline(this, _columns, name);
        var settings = new FileSettings(file) { Format = Format, Delimiter = Delimiter, FindHeader = _columns.Find, ReadSoFar = share => input.Share = share };
        foreach (var result in ReadAhead.Of(input.Read(EngineHost.Engine.ReadFile(settings, StopToken))))
        {
            ThrowIfStopped();
            pipeline.ShowRead(input.Share);
            pipeline.Handle(result);
        }

        pipeline.Finish();
    }
}
