using ConnectTimers.Abstractions;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>Builds a query for open chats. Collects every problem, and builds nothing while there is one.</summary>
internal sealed class ChatQueryBuilder
{
    // The model's limits (botocore, SearchCriteria): 100 ids in a list, 256 characters in an agent's id. A queue's id has no limit there.
    private const int MaxIds = 100;
    private const int MaxIdLength = 256;

    // PowerShell reads -Last 7 as 7 ticks of 100 ns; no one means less than a second.
    private static readonly TimeSpan MinLast = TimeSpan.FromSeconds(1);

    private readonly ConfigBuilder _ids = new();
    private readonly List<string> _queues = [];
    private readonly List<string> _agents = [];

    /// <summary>Creates a builder for one instance.</summary>
    /// <param name="instance">An id, or an ARN with its Region.</param>
    /// <param name="region">A Region's code, or blank.</param>
    public ChatQueryBuilder(string? instance, string? region)
    {
        _ids.Put(Column.InstanceId, instance, "-InstanceId");
        _ids.Put(Column.Region, region, "-Region");
        if (_ids.Text(Column.InstanceId) is null && !_ids.IsInvalid)
        {
            _ids.AddProblem(InputProblems.MissingId(Column.InstanceId));
        }

        if (_ids.Text(Column.ContactId) is not null)
        {
            _ids.AddProblem(InputProblems.InvalidArn(nameof(Column.InstanceId), instance!));
        }
    }

    /// <summary>The problems.</summary>
    public IEnumerable<Problem> Problems => _ids.Problems;

    /// <summary>Adds queues: ids or ARNs.</summary>
    public void PutQueues(IEnumerable<string?>? queues) => Put(_queues, queues, "Queue", "queue");

    /// <summary>Adds agents: ids or ARNs.</summary>
    public void PutAgents(IEnumerable<string?>? agents) => Put(_agents, agents, "Agent", "agent");

    /// <summary>Reads the id or ARN of a queue or an agent.</summary>
    /// <param name="text">The value of the parameter.</param>
    /// <param name="parameter">The parameter, for messages.</param>
    /// <param name="kind"><c>queue</c> or <c>agent</c>.</param>
    /// <param name="resource">The id of the queue or agent.</param>
    /// <param name="arn">The ARN; null for an id.</param>
    /// <returns>The problem; null if the text is valid.</returns>
    public static Problem? ReadResource(string text, string parameter, string kind, out string resource, out ConnectArn? arn)
    {
        var id = IdText.Normalize(text);
        var isArn = ConnectArn.LooksLikeOne(id);
        arn = isArn ? ConnectArn.Parse(id, kind) : null;
        resource = IdText.Normalize(arn?.ResourceId ?? id);
        return isArn && arn?.ResourceId is null ? InputProblems.InvalidResourceArn(parameter, id, kind)
            : IdText.FaultOf(resource, MaxIdLength) is { } fault ? InputProblems.InvalidId(parameter, id, fault.Reason, fault.Action)
            : null;
    }

    /// <summary>Builds the query.</summary>
    /// <param name="since">Only chats that began at this time or later, UTC; null to use <paramref name="last"/>.</param>
    /// <param name="last">Only chats that began within this time until now; null for 7 days.</param>
    /// <param name="awaitingAgent">Only chats without an agent.</param>
    /// <returns>Null when there is a problem.</returns>
    public ChatQuery? Build(DateTime? since, TimeSpan? last, bool awaitingAgent)
    {
        if (last < MinLast)
        {
            _ids.AddProblem(InputProblems.InvalidLast(last.Value));
        }

        return _ids.IsInvalid ? null : new ChatQuery(_ids.Text(Column.InstanceId)!)
        {
            Region = _ids.Text(Column.Region),
            Account = _ids.Account,
            Since = since,
            Last = last ?? ChatQuery.Longest,
            AwaitingAgent = awaitingAgent,
            QueueIds = _queues,
            AgentIds = _agents,
        };
    }

    private void Put(List<string> into, IEnumerable<string?>? ids, string parameter, string kind)
    {
        foreach (var id in (ids ?? []).Where(id => !ConfigBuilder.IsBlank(id)))
        {
            var problem = ReadResource(id!, parameter, kind, out var resource, out var arn);
            if (arn?.ResourceId is not null)
            {
                _ids.Put(Column.InstanceId, arn.InstanceId, $"the ARN in -{parameter}");
                _ids.Put(Column.Region, arn.Region, $"the ARN in -{parameter}");
                _ids.PutAccount(arn.Account, $"the ARN in -{parameter}");
            }

            if (problem is not null)
            {
                _ids.AddProblem(problem);
            }
            else
            {
                into.Add(resource);
            }
        }

        if (into.Count > MaxIds)
        {
            _ids.AddProblem(InputProblems.TooManyIds(parameter, into.Count, MaxIds));
        }
    }
}
