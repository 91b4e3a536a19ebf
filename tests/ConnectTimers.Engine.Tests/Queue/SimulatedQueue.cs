using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Queue;
using ConnectTimers.Engine.Tests.Simulated;

namespace ConnectTimers.Engine.Tests.Queue;

/// <summary>A standard SQS queue in the simulation: visibility, redelivery and a dead-letter queue. Calls take 10 ms.</summary>
internal sealed class SimulatedQueue(Simulation world) : IQueueService
{
    private readonly List<Message> _messages = [];
    private TaskCompletionSource _changed = new(); // continues on the thread of the simulation
    private int _ids;

    public string Name => "events";

    public string Endpoint => "simulated";

    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public int MaxReceiveCount { get; init; } = 5;

    /// <summary>Returns the failure of a call by the operation's name; null for none.</summary>
    public Func<string, Answer?> Fails { get; set; } = _ => null;

    /// <summary>The time from when a poll takes its messages until the client has them.</summary>
    public TimeSpan Transit { get; init; }

    /// <summary>How many of the next requests to delete fail for each entry.</summary>
    public int FailedDeletions { get; set; }

    /// <summary>The number of requests to delete a batch.</summary>
    public int Deletions { get; private set; }

    /// <summary>Whether to keep <see cref="Deleted"/>, which grows.</summary>
    public bool KeepsBodies { get; init; } = true;

    /// <summary>The bodies of the messages that were deleted, in order.</summary>
    public List<string> Deleted { get; } = [];

    public List<string> DeadLetters { get; } = [];

    public int Deliveries { get; private set; }

    public int Extensions { get; private set; }

    /// <summary>Messages that are neither deleted nor dead.</summary>
    public int Count => _messages.Count;

    /// <summary>Messages that can be received now.</summary>
    public int Visible => _messages.Count(m => m.Visible <= world.Seconds);

    public void Send(string body)
    {
        _messages.Add(new Message((_ids++).ToString(System.Globalization.CultureInfo.InvariantCulture), body) { Visible = world.Seconds });
        Signal();
    }

    public async Task<QueueAnswer<QueueSettings>> GetSettingsAsync(CancellationToken cancellationToken) =>
        await AnswerAsync("GetQueueAttributes", cancellationToken) is { } failure ? new(failure, null)
            : new(new Answer(AnswerKind.Accepted, "r"), new QueueSettings(VisibilityTimeout, MaxReceiveCount));

    public async Task<QueueAnswer<IReadOnlyList<QueueMessage>>> ReceiveAsync(TimeSpan wait, TimeSpan visibility, CancellationToken cancellationToken)
    {
        if (await AnswerAsync("ReceiveMessage", cancellationToken) is { } failure)
        {
            return new(failure, null);
        }

        var end = world.Seconds + wait.TotalSeconds;
        while (true)
        {
            var received = Take(visibility);
            var next = _messages.Count == 0 ? end : Math.Min(end, _messages.Min(m => m.Visible));
            if (received.Count > 0 || world.Seconds >= end)
            {
                if (Transit > TimeSpan.Zero)
                {
                    await Task.Delay(Transit, world, cancellationToken);
                }

                return new(new Answer(AnswerKind.Accepted, "r"), received);
            }

            var changed = _changed.Task;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(changed, Task.Delay(TimeSpan.FromSeconds(Math.Max(0.001, next - world.Seconds)), world, stop.Token));
            Cancel(stop);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task<QueueAnswer<IReadOnlyList<string>>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken)
    {
        if (await AnswerAsync("DeleteMessage", cancellationToken) is { } failure)
        {
            return new(failure, null);
        }

        Deletions++;
        if (FailedDeletions > 0)
        {
            FailedDeletions--;
            return new(new Answer(AnswerKind.Accepted, "r"), receiptHandles);
        }

        foreach (var message in _messages.Where(m => receiptHandles.Contains(m.Handle)).ToList())
        {
            _messages.Remove(message);
            if (KeepsBodies)
            {
                Deleted.Add(message.Body);
            }
        }

        return new(new Answer(AnswerKind.Accepted, "r"), []);
    }

    public async Task<QueueAnswer<IReadOnlyList<string>>> ChangeVisibilityAsync(IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellationToken)
    {
        if (await AnswerAsync("ChangeMessageVisibility", cancellationToken) is { } failure)
        {
            return new(failure, null);
        }

        foreach (var message in _messages.Where(m => receiptHandles.Contains(m.Handle)))
        {
            message.Visible = world.Seconds + visibility.TotalSeconds;
            Extensions += visibility > TimeSpan.Zero ? 1 : 0;
        }

        Signal();
        return new(new Answer(AnswerKind.Accepted, "r"), []);
    }

    private async Task<Answer?> AnswerAsync(string operation, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10), world, cancellationToken);
        return Fails(operation);
    }

    private List<QueueMessage> Take(TimeSpan visibility)
    {
        var received = new List<QueueMessage>();
        foreach (var message in _messages.Where(m => m.Visible <= world.Seconds).Take(10).ToList())
        {
            if (message.Received >= MaxReceiveCount)
            {
                _messages.Remove(message);
                DeadLetters.Add(message.Body);
                continue;
            }

            message.Received++;
            message.Visible = world.Seconds + visibility.TotalSeconds;
            Deliveries++;
            received.Add(new QueueMessage(message.Id, message.Handle, message.Body, message.Received));
        }

        return received;
    }

    // CancelAsync would leave the simulation for the thread pool.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private void Signal()
    {
        var changed = _changed;
        _changed = new();
        changed.TrySetResult();
    }

    private sealed class Message(string id, string body)
    {
        public string Id => id;

        public string Body => body;

        public double Visible { get; set; }

        public int Received { get; set; }

        public string Handle => $"{id}/{Received}";
    }
}
