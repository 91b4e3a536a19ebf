using System.Management.Automation;
using ConnectTimers.Parsing;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// The input of Set-ParticipantRoleConfig and Test-ParticipantRoleConfig: which chats and which timers. There is one parameter set: piped
/// objects are told apart by their properties, and parameters hold for all of them.
/// </summary>
public abstract class InputCmdlet : StoppableCmdlet
{
    private readonly List<ColumnValue> _onCommandLine = [];
    private InputReader? _reader;

    /// <summary>The instance: id or ARN.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public string? InstanceId { get; set; }

    /// <summary>The contacts: ids or ARNs.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string?[]? ContactId { get; set; }

    /// <summary>Timers from New-ParticipantTimer, the same for all contacts.</summary>
    [Parameter]
    [Alias("Chat_ParticipantTimerConfigList")]
    public PSObject?[]? Timer { get; set; }

    /// <summary>When a silent customer counts as idle: 2 to 480 minutes, or Unset.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(MinutesCompleter))]
    public string? CustomerIdle { get; set; }

    /// <summary>When a silent customer's chat is disconnected: 2 to 480 minutes (after idle, where both are set), or Unset.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(MinutesCompleter))]
    public string? CustomerDisconnect { get; set; }

    /// <summary>When a silent agent counts as idle: 2 to 480 minutes, or Unset.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(MinutesCompleter))]
    public string? AgentIdle { get; set; }

    /// <summary>When a silent agent is disconnected: 2 to 480 minutes (after idle, where both are set), or Unset.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(MinutesCompleter))]
    public string? AgentDisconnect { get; set; }

    /// <summary>Removes all four timers.</summary>
    [Parameter]
    public SwitchParameter UnsetAll { get; set; }

    /// <summary>Contact ids or ARNs, timers, configs, outcomes to try again, or rows (objects, hashtables).</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>The Region's code, such as eu-west-2. Default: the Region of the ARN, the named profile or the environment.</summary>
    [Parameter]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Uses the input's Region column; without it a row cannot send a call to another Region.</summary>
    [Parameter]
    public SwitchParameter RegionFromInput { get; set; }

    /// <summary>Uses the events of chats that already have an agent: their timers take effect only if another agent joins.</summary>
    [Parameter]
    public SwitchParameter IncludeConnected { get; set; }

    /// <summary>Names of the input's columns that are somebody's own, whatever they resemble.</summary>
    [Parameter]
    public string?[]? IgnoreColumn { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Parameters bound now are on the command line; those bound later come from the pipeline, through a script block or by name.
        var commandLine = new CommandLineInput();
        _onCommandLine.AddRange(PipelineParameters().Append(new(Column.Region, Region)).Where(p => p.Value is not null));
        foreach (var (column, value) in _onCommandLine)
        {
            commandLine.Add(column, value);
        }

        if (MyInvocation.BoundParameters.ContainsKey(nameof(Timer)))
        {
            commandLine.AddTimers(Timer ?? []);
        }

        if (UnsetAll)
        {
            commandLine.AddUnsetAll();
        }

        Begin(commandLine);
        _reader = new InputReader(commandLine, RegionFromInput, IncludeConnected, ColumnMap.WithIgnored(IgnoreColumn));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Handle(MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject))
        ? _reader!.Read(InputObject, ScriptBlockValues())
        : _reader!.ReadCommandLine());

    /// <inheritdoc/>
    protected override void EndProcessing() => Handle(_reader!.Finish());

    /// <summary>What was read and waits for its neighbours, when the pipeline was stopped.</summary>
    internal IEnumerable<InputResult> ReadRest() => _reader?.Flush() ?? [];

    /// <summary>Runs before any input is read.</summary>
    /// <param name="commandLine">The values of the command line.</param>
    internal abstract void Begin(CommandLineInput commandLine);

    /// <summary>Handles what one or more rows of input turned out to be.</summary>
    internal abstract void Handle(InputResult result);

    private void Handle(IEnumerable<InputResult> results)
    {
        foreach (var result in results)
        {
            Handle(result);
        }
    }

    private ColumnValue[] PipelineParameters() =>
    [
        new(Column.InstanceId, InstanceId), new(Column.ContactId, ContactId), new(Column.CustomerIdle, CustomerIdle),
        new(Column.CustomerDisconnect, CustomerDisconnect), new(Column.AgentIdle, AgentIdle), new(Column.AgentDisconnect, AgentDisconnect),
    ];

    // What script blocks (-ContactId { $_.Chat }) returned for this input. A value that was bound by property name is the input's own.
    private List<ColumnValue> ScriptBlockValues()
    {
        var values = new List<ColumnValue>();
        foreach (var (column, bound) in PipelineParameters().Where(p => p.Value is not null && !_onCommandLine.Exists(c => c.Column == p.Column)))
        {
            var value = bound is string?[] { Length: 1 } one ? one[0] : bound;
            var names = column == Column.ContactId ? new[] { nameof(ContactId), "Id" } : [column.ToString()];
            if (!names.Any(name => InputObject?.Properties[name] is { } own && LanguagePrimitives.Equals(value, Row.ValueOf(own))))
            {
                values.Add(new(column, value));
            }
        }

        return values;
    }
}
