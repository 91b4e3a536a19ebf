using System.Management.Automation;
using System.Security;
using ConnectTimers.PowerShell.Input;
using ConnectTimers.PowerShell.Isolation;
using ConnectTimers.Parsing;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>Finds the open chats of instances, as objects that can be piped into Set-ParticipantRoleConfig.</summary>
[Cmdlet(VerbsCommon.Find, "ChatContact", DefaultParameterSetName = nameof(Last))]
[OutputType(typeof(FoundChat))]
public sealed class FindChatContactCommand : StoppableCmdlet, IConnectParameters
{
    /// <summary>The instance: id or ARN.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn", "Id")]
    [AllowEmptyString]
    public string InstanceId { get; set; } = "";

    /// <summary>Only chats that began then or later; local time, unless it says otherwise.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(Since))]
    public DateTime Since { get; set; }

    /// <summary>Only chats that began within so much time until now. Default: 7 days, the longest that a chat lives.</summary>
    [Parameter(ParameterSetName = nameof(Last))]
    public TimeSpan? Last { get; set; }

    /// <summary>Only chats that no agent has been connected to, on which timers set now take effect.</summary>
    [Parameter]
    public SwitchParameter AwaitingAgent { get; set; }

    /// <summary>Only chats of these queues: ids or ARNs, 100 at most.</summary>
    [Parameter]
    [Alias("QueueId")]
    [ValidateNotNullOrEmpty]
    public string[]? Queue { get; set; }

    /// <summary>Only chats of these agents: ids or ARNs, 100 at most.</summary>
    [Parameter]
    [Alias("AgentId")]
    [ValidateNotNullOrEmpty]
    public string[]? Agent { get; set; }

    /// <summary>The Region's code, such as eu-west-2. Default: the ARN's, the named profile's, the environment's.</summary>
    [Parameter]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    [ValidateNotNullOrEmpty]
    public string? ProfileLocation { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [ValidateNotNull]
    public object? Credential { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [Alias("AK")]
    public string? AccessKey { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    [SecretTransformation]
    public SecureString? SecretKey { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [Alias("ST")]
    [SecretTransformation]
    public SecureString? SessionToken { get; set; }

    /// <inheritdoc/>
    [Parameter]
    public string? EndpointUrl { get; set; }

    /// <summary>Pages per second, fractions allowed; 0 is no limit. Default 0.5, the documented quota; a page has up to 100 chats.</summary>
    [Parameter]
    [ValidateRange(0d, 1000d)]
    public double? RateLimit { get; set; }

    /// <summary>How often a page is asked for when the service or the network fails, 1 to 100. Default 5. Throttled calls do not count.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int? MaxAttempts { get; set; }

    /// <summary>Minutes without a single success after which the search ends, 0.01 to 1440. Default 10.</summary>
    [Parameter]
    [ValidateRange(0.01, 1440d)]
    public double? MaxStallMinutes { get; set; }

    private MfaQuestions? _questions;
    private bool _isAnyWritten;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ConnectionSettingsFactory.Check(this) is { } problem)
        {
            ThrowTerminatingError(problem.Record(null));
        }

        EngineHost.WarmUp();
        _questions = new MfaQuestions(this);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _questions?.Dispose();
        }

        base.Dispose(disposing);
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

    private void Find(ChatQuery query)
    {
        var writing = new FoundChats(this, query);
        try
        {
            foreach (var page in EngineHost.Engine.FindChats(query, ConnectionSettingsFactory.Create(this, this, _questions!.Ask), StopToken))
            {
                _questions.Serve();
                writing.Add(page);
                _isAnyWritten |= page.Chats.Count > 0;
                if (page.Problem is { } problem)
                {
                    End(writing.Ended(problem), page.IsFault);
                }
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            writing.Finish();
        }
    }

    // Nothing more can be searched, so nothing more is read; but what was found is on its way down the pipeline, and a terminating error
    // would end that too.
    private void End(ErrorRecord error, bool isFault)
    {
        if (isFault && !_isAnyWritten)
        {
            ThrowTerminatingError(error);
        }

        WriteError(error);
    }
}
