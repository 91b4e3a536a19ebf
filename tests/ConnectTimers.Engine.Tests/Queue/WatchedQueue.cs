using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Queue;
using ConnectTimers.Engine.Tests.Simulated;

namespace ConnectTimers.Engine.Tests.Queue;

/// <summary>A queue with one consumer in a running simulation, and what it returned.</summary>
internal sealed class WatchedQueue : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _close = new();
    private readonly QueueConsumer _consumer;
    private readonly QueueCalls _calls;
    private readonly Task _running;
    private readonly Simulation _world;

    public WatchedQueue(Simulation world, SimulatedQueue queue, QueueQuery? query = null, ConnectionSettings? settings = null)
    {
        _world = world;
        Chats = new QueuedChats(world, new TaskFactory(TaskScheduler.Current));
        _calls = new QueueCalls(queue, settings ?? new ConnectionSettings(), Chats.Statistics, world, new Random(1), Take);
        _consumer = new QueueConsumer(queue, query ?? new QueueQuery(["q"]), Chats, _calls, world, new Random(1), Take);
        _running = _consumer.RunAsync(_stop.Token, _close.Token);
    }

    public QueuedChats Chats { get; }

    /// <summary>Whether to keep <see cref="Found"/>, which grows.</summary>
    public bool KeepsChats { get; init; } = true;

    /// <summary>The chats that were returned.</summary>
    public List<FoundChat> Found { get; } = [];

    public List<Problem> Delays { get; } = [];

    public List<Problem> Unreadable { get; } = [];

    public List<Problem> Failures { get; } = [];

    /// <summary>What is done with a chat when it is passed on; by default a run takes it.</summary>
    public Action<FoundChat> Pass { get; set; } = chat => chat.GetReceipt()!.Take();

    public Task WaitAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _world);

    public static void Settle(FoundChat chat, OutcomeStatus status, DateTime? sentAt = null)
    {
        var config = new ParticipantRoleConfig(new ChatContact(chat.InstanceId, chat.ContactId, chat.Region), [new(TimerKind.CustomerIdle, TimerValue.FromMinutes(5))]);
        chat.GetReceipt()!.Settle(new ParticipantRoleOutcome(config, status) { SentAt = sentAt, LatencyMs = 100 });
    }

    public async Task StopAsync()
    {
        Cancel(_stop);
        await _running;
        _calls.IsClosing = true;
        await _consumer.FlushAsync();
        Cancel(_close);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _close.Dispose();
    }

    // CancelAsync would leave the simulation for the thread pool.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private void Take(SearchEvent searchEvent)
    {
        switch (searchEvent)
        {
            case ChatsFound found:
                foreach (var chat in found.Chats)
                {
                    if (KeepsChats)
                    {
                        Found.Add(chat);
                    }

                    Pass(chat);
                    Chats.Pass((QueuedChat)chat.GetReceipt()!);
                }

                break;
            case SearchDelayed delay:
                Delays.Add(delay.Problem);
                break;
            case MessageUnreadable unreadable:
                Unreadable.Add(unreadable.Problem);
                break;
            case SearchFailed failure:
                Failures.Add(failure.Problem);
                break;
        }
    }
}
