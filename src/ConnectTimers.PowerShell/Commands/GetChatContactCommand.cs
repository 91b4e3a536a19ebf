using System.Management.Automation;
using ConnectTimers.Pipeline;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>Says whether chats wait, have an agent or have ended, and of outcomes whether their timers are in force.</summary>
[Cmdlet(VerbsCommon.Get, "ChatContact")]
[OutputType(typeof(DescribedChat))]
public sealed class GetChatContactCommand : StoppableCmdlet, IDynamicParameters
{
    private readonly ConnectionParameters _connection = new();
    private ContactReader _reader = null!;
    private PipelinePump? _pump;
    private LookupPipeline _pipeline = null!;

    /// <summary>Contact ids or ARNs, outcomes, found chats, configs, contact events, or rows.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>The instance: id or ARN.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public string? InstanceId { get; set; }

    /// <summary>The contacts: ids or ARNs.</summary>
    [Parameter(Position = 1)]
    [Alias("Id")]
    public string[]? ContactId { get; set; }

    /// <summary>The Region's code, such as eu-west-2. Default: the Region of the ARN, the named profile or the environment.</summary>
    [Parameter]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Uses the input's Region column; without it a row cannot send a call to another Region.</summary>
    [Parameter]
    public SwitchParameter RegionFromInput { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => _connection;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        ThrowIf(ConnectionSettingsFactory.Check(_connection), null);

        EngineHost.WarmUp();
        _pump = new PipelinePump(this, StopToken);
        _reader = new ContactReader(InstanceId, Region, RegionFromInput);
        _pipeline = new LookupPipeline(this, _pump,
            () => EngineHost.Engine.DescribeChats(ConnectionSettingsFactory.Create(this, _connection, Region, _pump), StopToken));
        foreach (var id in ContactId ?? [])
        {
            _pipeline.Handle(_reader.ReadId(id));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            foreach (var input in _reader.Read(InputObject))
            {
                _pipeline.Handle(input);
            }
        }
        else if (ContactId is null)
        {
            _pipeline.Handle(_reader.ReadId(null)); // says that the contact is missing
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _pipeline.Finish();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _pipeline?.Dispose();
            _pump?.Dispose();
        }
    }
}
