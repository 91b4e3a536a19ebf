using System.Collections.Concurrent;
using System.Threading.Channels;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Chats;

/// <summary>A lookup of contacts for the cmdlet: several calls at once, results in the order of the input.</summary>
internal sealed class ChatLookup : IChatLookup
{
    // Bounds the memory of a lookup of a million contacts; more calls than the quota lets in flight at once.
    private const int QueueLength = 64;

    private readonly Channel<ChatContact> _contacts = Channel.CreateBounded<ChatContact>(QueueLength);
    private readonly Channel<Task<ChatLookupResult?>> _calls = Channel.CreateBounded<Task<ChatLookupResult?>>(QueueLength);
    private readonly ConcurrentQueue<ChatLookupResult> _results = [];
    private readonly Dictionary<string, Task<RegionClient>> _clients = [];
    private readonly RateLimiterPartitions _limiters;
    private readonly Action? _wake;
    private readonly CancellationTokenSource _stop;
    private readonly RunState _state;
    private readonly Task _running;
    private Task _roomWait = Task.CompletedTask;
    private volatile bool _isEnded;

    /// <summary>Starts a lookup.</summary>
    /// <param name="connect">Opens the connection; cancelled with the lookup.</param>
    /// <param name="limiters">The rate limiters of the process.</param>
    /// <param name="settings">The connection and its limits.</param>
    /// <param name="clock">The clock of rate, timeouts and backoff.</param>
    /// <param name="random">Source of the jitter.</param>
    /// <param name="tasks">Starts tasks on the engine's scheduler.</param>
    /// <param name="stopToken">Stops the lookup.</param>
    public ChatLookup(Func<CancellationToken, Task<IConnection>> connect, RateLimiterPartitions limiters, ConnectionSettings settings,
        TimeProvider clock, Random random, TaskFactory tasks, CancellationToken stopToken)
    {
        (_limiters, _wake) = (limiters, settings.Wake);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        _state = new RunState(RunLimits.ForLookup(settings), clock, random, _stop.Token);
        _running = tasks.StartNew(() => RunAsync(connect)).Unwrap();
    }

    public Problem? Fault => _state.Fault;

    public bool IsCompleted => _isEnded && _results.IsEmpty;

    public bool TryAdd(ChatContact contact)
    {
        if (_contacts.Writer.TryWrite(contact))
        {
            return true;
        }

        if (_roomWait.IsCompleted)
        {
            _roomWait = WakeWhenThereIsRoomAsync();
        }

        return false;
    }

    public void Complete() => _contacts.Writer.TryComplete();

    public ChatLookupResult? TryTake()
    {
        _stop.Token.ThrowIfCancellationRequested();
        return _results.TryDequeue(out var result) ? result : null;
    }

    public void Dispose()
    {
        _stop.Cancel();
        Complete();
        _ = _running.ContinueWith(_ =>
        {
            _state.Dispose();
            _stop.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task WakeWhenThereIsRoomAsync()
    {
        await _contacts.Writer.WaitToWriteAsync(CancellationToken.None);
        _wake?.Invoke();
    }

    private async Task RunAsync(Func<CancellationToken, Task<IConnection>> connect)
    {
        try
        {
            var connection = await connect(_stop.Token);
            await Task.WhenAll(CallAsync(connection), ReportAsync());
        }
        catch (RunFaultException e)
        {
            _state.Fail(e.Problem);
        }
        catch (OperationCanceledException) when (_state.DrainToken.IsCancellationRequested)
        {
            // The reader has stopped, or the fault says why.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _state.Fail(e.ToUnexpectedProblem());
        }
        finally
        {
            foreach (var client in _clients.Values.Where(c => c.IsCompletedSuccessfully))
            {
                (await client).Dispose();
            }

            // After an early end nothing is read any more, and the caller must not wait for room.
            _isEnded = true;
            _contacts.Writer.TryComplete();
            while (_contacts.Reader.TryRead(out var _))
            {
            }

            _wake?.Invoke();
        }
    }

    private async Task CallAsync(IConnection connection)
    {
        try
        {
            await foreach (var contact in _contacts.Reader.ReadAllAsync(_state.DrainToken))
            {
                await _calls.Writer.WriteAsync(DescribeAsync(connection, contact), _state.DrainToken);
            }
        }
        finally
        {
            _calls.Writer.TryComplete();
        }
    }

    private async Task ReportAsync()
    {
        await foreach (var call in _calls.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (await call is { } result)
            {
                _results.Enqueue(result);
                _wake?.Invoke();
            }
        }
    }

    // Null if the lookup ended before the contact had an answer.
    private async Task<ChatLookupResult?> DescribeAsync(IConnection connection, ChatContact contact)
    {
        try
        {
            if ((contact.Region ?? await connection.FindDefaultRegionAsync()) is not { } region)
            {
                return new ChatLookupResult(contact, null, RunProblems.NoRegion());
            }

            var located = new ChatContact(contact.InstanceId, contact.ContactId, region, contact.Account);
            var client = await ClientAsync(connection, located);
            var result = await new RetryingCall(client, stop => client.Service.DescribeContactAsync(located, stop), new ContactKey(contact.InstanceId, contact.ContactId), _state).SendAsync();
            return result.Answer is { Kind: AnswerKind.Accepted, Contact: { } found } ? new ChatLookupResult(located, FoundContacts.Describe(located, found), null)
                : _state.DrainToken.IsCancellationRequested ? null
                : new ChatLookupResult(located, null, result.Problem);
        }
        catch (AccountFaultException e)
        {
            return new ChatLookupResult(contact, null, e.Problem);
        }
        catch (RunFaultException e)
        {
            _state.Fail(e.Problem);
            return null;
        }
        catch (OperationCanceledException) when (_state.DrainToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new ChatLookupResult(contact, null, e.ToUnexpectedProblem());
        }
    }

    // Tasks, so that the contacts of one Region that come at once open one client.
    private Task<RegionClient> ClientAsync(IConnection connection, ChatContact contact)
    {
        var key = $"{contact.Account} {contact.Region}";
        if (!_clients.TryGetValue(key, out var client))
        {
            _clients.Add(key, client = RegionClient.OpenAsync(connection, _limiters, Operation.DescribeContact, contact.Region!, contact.Account, _state));
        }

        return client;
    }
}
