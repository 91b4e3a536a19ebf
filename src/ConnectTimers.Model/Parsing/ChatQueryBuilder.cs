using ConnectTimers.Abstractions;

namespace ConnectTimers.Parsing;

/// <summary>A query for chats while it is being read; it notes everything that is wrong, and is built only when nothing is.</summary>
public sealed class ChatQueryBuilder
{
    // The model's limits (botocore, SearchCriteria): a list of 100, and an agent's id of 256; a queue's has none there.
    private const int MostIds = 100;
    private const int MaxIdLength = 256;

    // Less is a number that was taken for ticks of 100 ns, as PowerShell takes -Last 7.
    private static readonly TimeSpan ShortestLast = TimeSpan.FromSeconds(1);

    private readonly ConfigBuilder _ids = new();
    private readonly List<string> _queues = [];
    private readonly List<string> _agents = [];

    /// <summary>Takes the instance and the Region in.</summary>
    /// <param name="instance">An id, or an ARN with its Region.</param>
    /// <param name="region">A Region's code, or blank.</param>
    public ChatQueryBuilder(string? instance, string? region)
    {
        _ids.Put(Column.InstanceId, instance, "-InstanceId");
        _ids.Put(Column.Region, region, "-Region");
        if (_ids.Text(Column.InstanceId) is null && !_ids.IsRefused)
        {
            _ids.Refuse(InputProblems.MissingId(Column.InstanceId));
        }

        if (_ids.Text(Column.ContactId) is not null)
        {
            _ids.Refuse(InputProblems.InvalidArn(nameof(Column.InstanceId), instance!));
        }
    }

    /// <summary>What is wrong.</summary>
    public IEnumerable<Problem> Problems => _ids.Problems;

    /// <summary>Takes queues in: ids or ARNs.</summary>
    public void PutQueues(IEnumerable<string?>? queues) => Put(_queues, queues, "Queue", "queue");

    /// <summary>Takes agents in: ids or ARNs.</summary>
    public void PutAgents(IEnumerable<string?>? agents) => Put(_agents, agents, "Agent", "agent");

    /// <summary>The query, when nothing is wrong.</summary>
    /// <param name="since">The beginning, UTC; null to go by <paramref name="last"/>.</param>
    /// <param name="last">How long ago; null for the default.</param>
    /// <param name="awaitingAgent">Only chats without an agent.</param>
    public ChatQuery? Build(DateTime? since, TimeSpan? last, bool awaitingAgent)
    {
        if (last < ShortestLast)
        {
            _ids.Refuse(InputProblems.InvalidLast(last.Value));
        }

        return _ids.IsRefused ? null : new ChatQuery(_ids.Text(Column.InstanceId)!)
        {
            Region = _ids.Text(Column.Region),
            Since = since,
            Last = last ?? ChatQuery.Longest,
            AwaitingAgent = awaitingAgent,
            QueueIds = _queues,
            AgentIds = _agents,
        };
    }

    private void Put(List<string> into, IEnumerable<string?>? ids, string parameter, string kind)
    {
        foreach (var id in (ids ?? []).Where(id => !ConfigBuilder.IsBlank(id)).Select(id => id!.Trim()))
        {
            var arn = ConnectArn.LooksLikeOne(id) ? ConnectArn.Parse(id, kind) : null;
            if (ConnectArn.LooksLikeOne(id) && arn?.ResourceId is null)
            {
                _ids.Refuse(InputProblems.InvalidResourceArn(parameter, id, kind));
                continue;
            }

            if (arn is not null)
            {
                _ids.Put(Column.InstanceId, arn.InstanceId, $"the ARN in -{parameter}");
                _ids.Put(Column.Region, arn.Region, $"the ARN in -{parameter}");
            }

            if (ChatContact.IsId(arn?.ResourceId ?? id, MaxIdLength))
            {
                into.Add(arn?.ResourceId ?? id);
            }
            else
            {
                _ids.Refuse(InputProblems.InvalidId(parameter, id, MaxIdLength));
            }
        }

        if (into.Count > MostIds)
        {
            _ids.Refuse(InputProblems.TooManyIds(parameter, into.Count, MostIds));
        }
    }
}
