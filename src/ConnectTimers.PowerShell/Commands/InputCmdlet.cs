using System.Management.Automation;
using ConnectTimers.PowerShell.Input;
using ConnectTimers.Parsing;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// What every cmdlet that takes configs has: the parameters that say which chats and which timers, and the one reader of what is typed and
/// piped in. One parameter set: what is piped in says itself what it is, and what is typed holds for all of it.
/// </summary>
public abstract class InputCmdlet : StoppableCmdlet
{
    private readonly HashSet<Column> _typed = [];
    private InputReader _reader = null!;

    /// <summary>Contact ids or ARNs, timers, configs, outcomes to try again, or rows (objects, hashtables).</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>The instance: id or ARN.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
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

    /// <summary>The Region's code, such as eu-west-2. Default: the ARN's, the named profile's, the environment's.</summary>
    [Parameter]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Lets a column Region of the input count; without it a row cannot move a call to another Region.</summary>
    [Parameter]
    public SwitchParameter RegionFromInput { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // What has a value now was typed; what gets one later comes down the pipeline, a script block's answers among it.
        var typed = new CommandLineInput();
        foreach (var (column, value) in PipelineParameters().Append((Column.Region, Region)).Where(p => p.Item2 is not null))
        {
            _typed.Add(column);
            typed.Add(column, value);
        }

        if (MyInvocation.BoundParameters.ContainsKey(nameof(Timer)))
        {
            typed.AddTimers(Timer ?? []);
        }

        Begin(typed);
        _reader = new InputReader(typed, RegionFromInput);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Handle(MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject))
        ? _reader.Read(InputObject, AskedValues())
        : _reader.ReadTypedAlone());

    /// <inheritdoc/>
    protected override void EndProcessing() => Handle(_reader.Flush());

    /// <summary>Before any input is read.</summary>
    /// <param name="typed">What stands on the command line.</param>
    internal abstract void Begin(CommandLineInput typed);

    /// <summary>Something has been read.</summary>
    internal abstract void Handle(InputResult result);

    private void Handle(IEnumerable<InputResult> results)
    {
        foreach (var result in results)
        {
            Handle(result);
        }
    }

    private IEnumerable<(Column, object?)> PipelineParameters() =>
    [
        (Column.InstanceId, InstanceId), (Column.ContactId, ContactId), (Column.CustomerIdle, CustomerIdle),
        (Column.CustomerDisconnect, CustomerDisconnect), (Column.AgentIdle, AgentIdle), (Column.AgentDisconnect, AgentDisconnect),
    ];

    // What a script block (-ContactId { $_.Chat }) said of this input. A value bound by property name is the input's own and is read there.
    private Dictionary<Column, object?> AskedValues()
    {
        var asked = new Dictionary<Column, object?>();
        foreach (var (column, bound) in PipelineParameters().Where(p => p.Item2 is not null && !_typed.Contains(p.Item1)))
        {
            var value = bound is string?[] { Length: 1 } one ? one[0] : bound;
            var names = column == Column.ContactId ? new[] { nameof(ContactId), "Id" } : [column.ToString()];
            if (!names.Any(name => InputObject?.Properties[name] is { } own && LanguagePrimitives.Equals(value, Row.ValueOf(own))))
            {
                asked.Add(column, value);
            }
        }

        return asked;
    }
}
