using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Pipeline;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>Returns each chat once, as soon as it is known, until it is stopped.</summary>
[Cmdlet(VerbsCommon.Watch, "ChatContact", DefaultParameterSetName = nameof(InstanceId))]
[OutputType(typeof(FoundChat))]
public sealed class WatchChatContactCommand : StoppableCmdlet, IDynamicParameters
{
    private readonly ConnectionParameters _connection = new();
    private PipelinePump? _pump;
    private IChatWatch? _watch;
    private IDisposable? _terminate;

    /// <summary>The instances to search again and again: ids or ARNs.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(InstanceId))]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public string[] InstanceId { get; set; } = [];

    /// <summary>SQS queues that an EventBridge rule for contact events feeds: URLs or ARNs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(QueueUrl))]
    [ValidateNotNullOrEmpty]
    public string[] QueueUrl { get; set; } = [];

    /// <summary>The types of events with which a chat is returned. Null for QUEUED, of which each chat has one.</summary>
    [Parameter(ParameterSetName = nameof(QueueUrl))]
    [ValidateSet("INITIATED", "CONNECTED_TO_SYSTEM", "CONTACT_DATA_UPDATED", ContactEvent.Queued, ContactEvent.ConnectedToAgent)]
    public string[]? EventType { get; set; }

    /// <summary>Only chats in these queues of Amazon Connect: ids or ARNs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? QueueId { get; set; }

    /// <summary>The Region's code, such as eu-west-2. For instances that are not ARNs, or a queue whose URL names none.</summary>
    [Parameter]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Minutes after which it looks for no more chats, 0.01 to 525,600. Null for no limit.</summary>
    [Parameter]
    [ValidateRange(0.01, 525600d)]
    public double? MaxMinutes { get; set; }

    /// <summary>Minutes between two lines of counts on the information stream, 0.01 to 1,440.</summary>
    [Parameter]
    [ValidateRange(0.01, 1440d)]
    public double ReportMinutes { get; set; } = 5;

    /// <inheritdoc/>
    public object GetDynamicParameters() => _connection;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        ThrowIf(ConnectionSettingsFactory.Check(_connection), null);

        _pump = new PipelinePump(this, StopToken);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _watch = ParameterSetName == nameof(QueueUrl) ? WatchQueues() : WatchInstances();
        if (_watch is null)
        {
            return; // the errors say why
        }

        // A worker is ended by this signal: what was not sent goes back to the queue, and the pipeline ends as it does after -MaxMinutes.
        _terminate = EngineHost.Engine.OnTerminate(_watch.Terminate);
        new WatchPipeline(this, _watch, _pump!, MaxMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, TimeSpan.FromMinutes(ReportMinutes)).Run();
    }

    private IChatWatch WatchQueues()
    {
        string[] queueIds = [.. (QueueId ?? []).Select(ReadQueueId)];
        var query = EventType is null ? new QueueQuery(QueueUrl) { QueueIds = queueIds }
            : new QueueQuery(QueueUrl) { QueueIds = queueIds, EventTypes = Array.ConvertAll(EventType, t => t.ToUpperInvariant()) };

        return EngineHost.Engine.WatchQueues(query, ConnectionSettingsFactory.Create(this, _connection, Region, _pump!, isForQueue: true), StopToken);
    }

    // An instance with a problem is an error, and the others are watched.
    private IChatWatch? WatchInstances()
    {
        var queries = new Dictionary<(string Instance, string? Region), ChatQuery>();
        foreach (var instance in InstanceId)
        {
            var builder = new ChatQueryBuilder(instance, Region);
            builder.PutQueues(QueueId);
            if (builder.Build(since: null, last: null, awaitingAgent: true) is { } query)
            {
                queries[(query.InstanceId, query.Region)] = query;
            }

            foreach (var problem in builder.Problems)
            {
                WriteError(problem.Record(instance));
            }
        }

        return queries.Count == 0 ? null
            : EngineHost.Engine.WatchChats([.. queries.Values], ConnectionSettingsFactory.Create(this, _connection, Region, _pump!), StopToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _terminate?.Dispose();
            _watch?.Dispose();
            _pump?.Dispose();
        }
    }

    private string ReadQueueId(string text)
    {
        ThrowIf(ChatQueryBuilder.ReadResource(text, nameof(QueueId), "queue", out var id, out _), text);
        return id;
    }
}
