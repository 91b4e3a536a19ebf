using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Simulated;

/// <summary>Chats that arrive and wait for their agent in the simulation, as a search finds them.</summary>
internal sealed class SimulatedChats : IConnectService
{
    private const int PageSize = 100;

    private readonly Simulation _world;
    private readonly Queue<Chat> _future;
    private readonly List<Chat> _arrived = []; // oldest first
    private readonly Dictionary<string, (List<Chat> Chats, int From)> _tokens = [];
    private int _token;

    /// <summary>Creates chats in the order of their arrival.</summary>
    public SimulatedChats(Simulation world, IEnumerable<Chat> chats) => (_world, _future) = (world, new Queue<Chat>(chats));

    /// <summary>A chat, with times in seconds.</summary>
    /// <param name="Id">The contact's id.</param>
    /// <param name="Arrives">When it arrives.</param>
    /// <param name="AgentJoins">When its agent joins.</param>
    /// <param name="IndexLag">How long after its arrival a search finds it.</param>
    public sealed record Chat(string Id, double Arrives, double AgentJoins, double IndexLag = 0);

    public string Endpoint => "simulated";

    public int Searches { get; private set; }

    /// <summary>The response to a search in place of a page, by its time in seconds and its token; null for the page.</summary>
    public Func<double, string?, Answer?> Fault { get; init; } = (_, _) => null;

    /// <summary>Creates chats at a rate, with exponential waits of at least 2 seconds.</summary>
    public static IEnumerable<Chat> Arrivals(double perSecond, double seconds, double meanWait, int seed = 1, string prefix = "c")
    {
        var random = new Random(seed);
        double Exponential(double mean) => -Math.Log(1 - random.NextDouble()) * mean;
        var number = 0;
        for (var at = Exponential(1 / perSecond); at < seconds; at += Exponential(1 / perSecond))
        {
            yield return new Chat($"{prefix}-{number++}", at, at + Math.Max(2, Exponential(meanWait)));
        }
    }

    public async Task<Answer> SearchContactsAsync(ContactSearch search, string? nextToken, CancellationToken cancellationToken)
    {
        Searches++;
        await Task.Delay(TimeSpan.FromMilliseconds(100), _world, cancellationToken);
        var answer = Fault(_world.Seconds, nextToken) ?? Page(search, nextToken);
        await Task.Delay(TimeSpan.FromMilliseconds(100), _world, cancellationToken);
        return answer;
    }

    public Task<Answer> UpdateParticipantRoleConfigAsync(ParticipantRoleConfig config, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Answer> DescribeContactAsync(ChatContact contact, CancellationToken cancellationToken) => throw new NotSupportedException();

    private Answer Page(ContactSearch search, string? token)
    {
        Assert.True(search.IsNewestFirst && search.Query.AwaitingAgent);
        while (_future.TryPeek(out var next) && next.Arrives <= _world.Seconds)
        {
            _arrived.Add(_future.Dequeue());
        }

        _arrived.RemoveAll(c => c.AgentJoins <= _world.Seconds);
        var (chats, from) = token is null ? ([.. Enumerable.Reverse(_arrived).Where(c => c.Arrives + c.IndexLag <= _world.Seconds)], 0) : _tokens[token];
        string? nextToken = null;
        if (from + PageSize < chats.Count)
        {
            _tokens.Remove($"{_token - 50}");
            _tokens.Add(nextToken = $"{++_token}", (chats, from + PageSize));
        }

        return new Answer(AnswerKind.Accepted, "r")
        {
            Page = new SearchContactsResponse
            {
                NextToken = nextToken,
                Contacts = [.. chats.Skip(from).Take(PageSize).Where(c => c.AgentJoins > _world.Seconds).Select(c => new ContactSearchSummary { Id = c.Id, Channel = "CHAT" })],
            },
        };
    }
}
