using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Tests.Execution;

namespace ConnectTimers.Engine.Tests.Chats;

/// <summary>Tests of lookups of contacts.</summary>
public class ChatLookupTests
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(10);

    [Fact]
    public void Results_come_in_the_order_of_the_input_with_retries_and_rejections()
    {
        var isFirst = true;
        var service = new MemoryService
        {
            Describe = contact => contact.ContactId switch
            {
                "c-1" when isFirst && !(isFirst = false) => Failed(AnswerKind.Transient),
                "c-3" => Failed(AnswerKind.Rejected),
                var id => new Answer(AnswerKind.Accepted, "r") { Contact = new ContactSearchSummary { Id = id, Channel = "CHAT" } },
            },
        };

        var (results, fault) = Look(service, Enumerable.Range(0, 200).Select(i => $"c-{i}"));

        Assert.Null(fault);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"c-{i}"), results.Select(r => r.Contact.ContactId));
        Assert.Equal(["c-3"], results.Where(r => r.Chat is null).Select(r => r.Contact.ContactId));
        Assert.Equal("Rejected", results[3].Problem!.ErrorId);
        Assert.Equal(("eu-west-2", ChatState.Waiting), (results[0].Chat!.Region, results[0].Chat!.State));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void A_role_that_cannot_be_assumed_for_a_moment_is_tried_as_often_as_a_call(int failures, bool isFound)
    {
        var away = new AccountFaultException(new Problem("NoCredentials", ProblemCategory.AuthenticationError, "no network", "wait"), isTransient: true);
        var service = new MemoryService
        {
            Refuses = attempt => attempt <= failures ? away : null,
            Describe = contact => new Answer(AnswerKind.Accepted, "r") { Contact = new ContactSearchSummary { Id = contact.ContactId, Channel = "CHAT" } },
        };

        var (results, _) = Look(service, ["c-1", "c-2"]);

        Assert.Equal(5, service.Opened);
        Assert.Equal(isFound, results.TrueForAll(r => r.Chat is not null));
    }

    [Fact]
    public void Rejected_credentials_end_the_lookup()
    {
        var (results, fault) = Look(new MemoryService { Describe = _ => Failed(AnswerKind.Fatal) }, Enumerable.Range(0, 500).Select(i => $"c-{i}"));

        Assert.Equal("Fatal", fault?.ErrorId);
        Assert.Empty(results);
    }

    [Theory]
    [InlineData(null, null, null, ChatState.Waiting)]
    [InlineData(1, null, null, ChatState.Waiting)]
    [InlineData(1, 2, null, ChatState.Connected)]
    [InlineData(3, 2, null, ChatState.Waiting)] // queued again after the agent
    [InlineData(1, 2, 3, ChatState.Ended)]
    public void The_state_follows_from_the_times(int? enqueued, int? joined, int? ended, ChatState state)
    {
        DateTime? At(int? hour) => hour is { } known ? DateTime.UnixEpoch.AddYears(50).AddHours(known) : null;
        var service = new MemoryService
        {
            Describe = _ => new Answer(AnswerKind.Accepted, "r")
            {
                Contact = new ContactSearchSummary
                {
                    Id = "c", QueueInfo = new() { EnqueueTimestamp = At(enqueued) }, AgentInfo = new() { ConnectedToAgentTimestamp = At(joined) }, DisconnectTimestamp = At(ended),
                },
            },
        };

        var chat = Assert.Single(Look(service, ["c"]).Results).Chat!;

        Assert.Equal((state, At(state switch { ChatState.Ended => ended, ChatState.Connected => joined, _ => enqueued })), (chat.State, chat.Since));
    }

    private static (List<ChatLookupResult> Results, Problem? Fault) Look(MemoryService service, IEnumerable<string> contacts)
    {
        using var awake = new AutoResetEvent(false);
        var engine = new TimerEngine(new FastClock(1000), (_, _) => Task.FromResult<IConnection>(service), 1);
        using var lookup = engine.DescribeChats(new ConnectionSettings { RateLimit = 0, MaxStall = Long, AttemptTimeout = Long, Wake = () => awake.Set() }, CancellationToken.None);
        var results = new List<ChatLookupResult>();
        void Drain()
        {
            while (lookup.TryTake() is { } result)
            {
                results.Add(result);
            }
        }

        foreach (var contact in contacts)
        {
            while (!lookup.TryAdd(new ChatContact("i-1", contact)) && lookup.Fault is null)
            {
                Assert.True(awake.WaitOne(TimeSpan.FromSeconds(30)));
                Drain();
            }
        }

        lookup.Complete();
        while (!lookup.IsCompleted)
        {
            Drain();
            Assert.True(lookup.IsCompleted || awake.WaitOne(TimeSpan.FromSeconds(30)));
        }

        return (results, lookup.Fault);
    }

    private static Answer Failed(AnswerKind kind) => new(kind, "r", new Problem(kind.ToString(), ProblemCategory.ConnectionError, "No.", "Wait."));
}
