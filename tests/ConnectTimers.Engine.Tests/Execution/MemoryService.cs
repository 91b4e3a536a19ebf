using System.Collections.Concurrent;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Execution;

/// <summary>Amazon Connect in memory: records the requests in order and gets each response from the test.</summary>
internal sealed class MemoryService(Func<ParticipantRoleConfig, CancellationToken, Task<Answer>> answer) : IConnection, IConnectService
{
    private int _inFlight;
    private int _pages;

    public MemoryService()
        : this((_, _) => Task.FromResult(new Answer(AnswerKind.Accepted, "r")))
    {
    }

    public string? DefaultRegion { get; init; } = "eu-west-2";

    public Task<string?> FindDefaultRegionAsync() => Task.FromResult(DefaultRegion);

    public string Endpoint => "memory";

    public ConcurrentQueue<ParticipantRoleConfig> Received { get; } = [];

    public int MostInFlight { get; private set; }

    /// <summary>Returns the response to each page request, by its number from 0.</summary>
    public Func<int, Answer> Page { get; init; } = _ => throw new InvalidOperationException("This test does not search.");

    /// <summary>The page requests.</summary>
    public ConcurrentQueue<(ContactSearch Search, string? Token)> Searched { get; } = [];

    public IConnectService In(string region) => this;

    /// <summary>What opening the service of an account throws, by the number of the attempt from 1; null for nothing.</summary>
    public Func<int, Exception?> Refuses { get; init; } = _ => null;

    /// <summary>How often the service was opened.</summary>
    public int Opened { get; private set; }

    public Task<IConnectService> InAsync(string region, string? accountId, CancellationToken cancellationToken) =>
        Refuses(++Opened) is { } refusal ? Task.FromException<IConnectService>(refusal) : Task.FromResult(In(region));

    public Task<Answer> SearchContactsAsync(ContactSearch search, string? nextToken, CancellationToken cancellationToken)
    {
        Searched.Enqueue((search, nextToken));
        return Task.FromResult(Page(_pages++));
    }

    /// <summary>The instances of the account.</summary>
    public InstanceSummary[] Instances { get; init; } = [];

    public Task<Answer> ListInstancesAsync(string? nextToken, CancellationToken cancellationToken) =>
        Task.FromResult(new Answer(AnswerKind.Accepted, "r") { Instances = new ListInstancesResponse { InstanceSummaryList = Instances } });

    /// <summary>Returns the response for each contact that is described.</summary>
    public Func<ChatContact, Answer> Describe { get; init; } = _ => throw new InvalidOperationException("This test describes no contact.");

    public Task<Answer> DescribeContactAsync(ChatContact contact, CancellationToken cancellationToken) => Task.FromResult(Describe(contact));

    public async Task<Answer> UpdateParticipantRoleConfigAsync(ParticipantRoleConfig config, CancellationToken cancellationToken)
    {
        Received.Enqueue(config);
        MostInFlight = Math.Max(MostInFlight, Interlocked.Increment(ref _inFlight));
        try
        {
            return await answer(config, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
