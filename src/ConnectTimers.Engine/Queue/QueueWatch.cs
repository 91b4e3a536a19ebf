using System.Collections.Concurrent;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Queue;

/// <summary>A watch over SQS queues with contact events, for the cmdlet.</summary>
internal sealed class QueueWatch : IChatWatch
{
    // How long Dispose waits for messages to be deleted and given back. They come again by themselves if it takes longer.
    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<SearchEvent> _events = [];
    private readonly QueueQuery _query;
    private readonly ConnectionSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly TaskFactory _tasks;
    private readonly CancellationToken _stopToken;
    private readonly CancellationTokenSource _receive;
    private readonly CancellationTokenSource _close = new();
    private readonly QueuedChats _chats;
    private readonly List<(QueueConsumer Consumer, QueueCalls Calls)> _queues = [];
    private readonly Task _running;
    private int _watched; // queues that have not ended
    private volatile bool _isEnded;
    private volatile bool _isTerminated;
    private Task? _closing;

    /// <summary>Starts a watch.</summary>
    /// <param name="connect">Opens the connection; cancelled with the watch.</param>
    /// <param name="query">The queues and the chats to return.</param>
    /// <param name="settings">The connection and its limits.</param>
    /// <param name="clock">The clock of visibility, timeouts and backoff.</param>
    /// <param name="random">Source of the jitter.</param>
    /// <param name="tasks">Starts tasks on the engine's scheduler.</param>
    /// <param name="stopToken">Stops the watch.</param>
    public QueueWatch(Func<CancellationToken, Task<IConnection>> connect, QueueQuery query, ConnectionSettings settings,
        TimeProvider clock, Random random, TaskFactory tasks, CancellationToken stopToken)
    {
        (_query, _settings, _clock, _random, _tasks, _stopToken) = (query, settings, clock, random, tasks, stopToken);
        _chats = new QueuedChats(clock, tasks);
        _receive = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        _receive.Token.Register(() => _chats.IsStopping = true);
        _running = tasks.StartNew(() => RunAsync(connect)).Unwrap();
    }

    public bool IsCompleted => _isEnded && (_isTerminated || _events.IsEmpty);

    public SearchEvent? TryTake()
    {
        _stopToken.ThrowIfCancellationRequested();
        return !_isTerminated && _events.TryDequeue(out var searchEvent) ? searchEvent : null;
    }

    public void Passed(FoundChat chat)
    {
        if (chat.GetReceipt() is QueuedChat queued)
        {
            _chats.Post(() => _chats.Pass(queued));
        }
    }

    public void Complete() => _receive.Cancel();

    public void Terminate()
    {
        _isTerminated = true;
        Complete();
        _chats.Post(() =>
        {
            foreach (var chat in _chats.Waiting.ToList())
            {
                chat.Withdraw(QueueProblems.Stopping(), OutcomeStatus.Cancelled);
            }
        });
    }

    public TimeSpan Duration => _chats.Statistics.Duration;

    public WatchCounts GetCounts() => _chats.Statistics.Read();

    public void Dispose()
    {
        _closing ??= _tasks.StartNew(CloseAsync).Unwrap();
        ((IAsyncResult)_closing).AsyncWaitHandle.WaitOne(DisposeTimeout);
    }

    private async Task RunAsync(Func<CancellationToken, Task<IConnection>> connect)
    {
        try
        {
            var connection = await connect(_receive.Token);
            foreach (var address in _query.QueueUrls.Select(QueueAddress.Read).Distinct().ToList())
            {
                var service = await connection.QueueAsync(address);
                var calls = new QueueCalls(service, _settings, _chats.Statistics, _clock, _random, Emit);
                _queues.Add((new QueueConsumer(service, _query, _chats, calls, _clock, _random, Emit), calls));
            }

            _watched = _queues.Count;
            await Task.WhenAll(_queues.Select(q => ConsumeAsync(q.Consumer)));
        }
        catch (RunFaultException e)
        {
            Emit(new SearchFailed(e.Problem, isFault: true));
        }
        catch (OperationCanceledException) when (_receive.IsCancellationRequested)
        {
            // The watch was stopped while it connected.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Emit(new SearchFailed(e.ToUnexpectedProblem(), isFault: true));
        }
        finally
        {
            _isEnded = true;
            _settings.Wake?.Invoke();
        }
    }

    private async Task ConsumeAsync(QueueConsumer consumer)
    {
        try
        {
            await consumer.RunAsync(_receive.Token, _close.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Emit(new SearchFailed(e.ToUnexpectedProblem(), isFault: true));
        }
        finally
        {
            _watched--;
        }
    }

    private async Task CloseAsync()
    {
        await _receive.CancelAsync();
        await _running;
        var untaken = _chats.Waiting.Where(c => !c.IsTaken).ToList();
        untaken.ForEach(_chats.Forget);
        QueuedChats.GiveBack(untaken);
        while (_chats.Waiting.Count > 0)
        {
            await _chats.NextChange();
        }

        _queues.ForEach(q => q.Calls.IsClosing = true);
        foreach (var (consumer, _) in _queues)
        {
            await consumer.FlushAsync();
        }

        await _close.CancelAsync();
        _queues.ForEach(q => q.Calls.Dispose());
        _receive.Dispose();
    }

    private void Emit(SearchEvent searchEvent)
    {
        if (searchEvent is ChatsFound found)
        {
            _chats.Statistics.CountChats(found.Chats.Count);
        }

        _events.Enqueue((searchEvent as SearchFailed)?.AmongOthers(_watched) ?? searchEvent);
        _settings.Wake?.Invoke();
    }
}
