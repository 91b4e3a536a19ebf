using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Pipeline;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>Finds the open chats of instances, as objects that can be piped into Set-ParticipantRoleConfig.</summary>
[Cmdlet(VerbsCommon.Find, "ChatContact", DefaultParameterSetName = nameof(Last))]
[OutputType(typeof(FoundChat))]
public sealed class FindChatContactCommand : StoppableCmdlet, IDynamicParameters
{
    private readonly ConnectionParameters _connection = new();
    private PipelinePump? _pump;
    private bool _isAnyWritten;

    /// <summary>The instance: id or ARN.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "Id")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public string InstanceId { get; set; } = "";

    /// <summary>Only chats that began at this time or later; local time, unless it has a time zone.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(Since))]
    public DateTime Since { get; set; }

    /// <summary>Only chats that began within this time until now. Default: 7 days, the longest that a chat can last.</summary>
    [Parameter(ParameterSetName = nameof(Last))]
    public TimeSpan? Last { get; set; }

    /// <summary>Only chats without an agent: timers that are set now apply to them.</summary>
    [Parameter]
    public SwitchParameter AwaitingAgent { get; set; }

    /// <summary>Only chats of these queues: up to 100 ids or ARNs.</summary>
    [Parameter]
    [Alias("QueueId")]
    [ValidateNotNullOrEmpty]
    public string[]? Queue { get; set; }

    /// <summary>Only chats of these agents: up to 100 ids or ARNs.</summary>
    [Parameter]
    [Alias("AgentId")]
    [ValidateNotNullOrEmpty]
    public string[]? Agent { get; set; }

    /// <summary>The Region's code, such as eu-west-2. Default: the Region of the ARN, the named profile or the environment.</summary>
    [Parameter]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => _connection;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        ThrowIf(ConnectionSettingsFactory.Check(_connection), null);

        EngineHost.WarmUp();
        _pump = new PipelinePump(this, StopToken);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var builder = new ChatQueryBuilder(InstanceId, Region);
        builder.PutQueues(Queue);
        builder.PutAgents(Agent);
        if (builder.Build(ParameterSetName == nameof(Since) ? Since.ToUniversalTime() : null, Last, AwaitingAgent) is { } query)
        {
            Find(query);
            return;
        }

        foreach (var problem in builder.Problems)
        {
            WriteError(problem.Record(InstanceId));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pump?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Find(ChatQuery query)
    {
        var pipeline = new SearchPipeline(this, query.InstanceId);
        using var search = EngineHost.Engine.FindChats(query, ConnectionSettingsFactory.Create(this, _connection, query.Region, _pump!), StopToken);
        var failure = pipeline.Write(search, _pump!);
        _isAnyWritten |= pipeline.Found > 0;
        if (failure is not null)
        {
            Report(failure, query, pipeline.Found);
        }
    }

    // After a fault no other search can succeed. But chats that were found are still in the pipeline, and a terminating error would end it.
    private void Report(SearchFailed failure, ChatQuery query, int found)
    {
        var place = $"instance {DisplayText.Value(query.InstanceId)}{(found == 0 ? "" : $", after {DisplayText.Count(found, "chat", "chats")}")}";
        var error = failure.Problem.At(place).Record(query.InstanceId);
        if (failure.IsFault && !_isAnyWritten)
        {
            ThrowTerminatingError(error);
        }

        WriteError(error);
    }
}
