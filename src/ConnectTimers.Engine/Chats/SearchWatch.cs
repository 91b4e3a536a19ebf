using System.Collections.Concurrent;
using System.Threading.Channels;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.Queue;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Chats;

/// <summary>
/// A watch over instances by continuous search, for the cmdlet. The instances of one account take turns at its quota. Searches pause while two pages of chats wait to be taken:
/// chats that are found later are then those that still wait for an agent.
/// </summary>
internal sealed class SearchWatch : IChatWatch
{
    private const int PagesAhead = 2;

    // A reader that is busy for long must not fill the memory with reports of failures.
    private const int MostNotices = 100;

    private readonly Channel<SearchEvent> _events = Channel.CreateBounded<SearchEvent>(PagesAhead);
    private readonly ConcurrentQueue<SearchEvent> _notices = [];
    private readonly ConnectionSettings _settings;
    private readonly RateLimiterPartitions _limiters;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly WatchStatistics _statistics;
    private readonly CancellationToken _stopToken;
    private readonly CancellationTokenSource _end;
    private readonly Task _running;
    private int _watched; // instances that have not ended
    private volatile bool _isEnded;
    private volatile bool _isTerminated;

    /// <summary>Starts a watch.</summary>
    /// <param name="connect">Opens the connection; cancelled with the watch.</param>
    /// <param name="limiters">The rate limiters of the process.</param>
    /// <param name="queries">The chats to find, a query for each instance.</param>
    /// <param name="settings">The connection and its limits.</param>
    /// <param name="clock">The clock of rate, timeouts and backoff.</param>
    /// <param name="random">Source of the jitter.</param>
    /// <param name="tasks">Starts tasks on the engine's scheduler.</param>
    /// <param name="stopToken">Stops the watch.</param>
    public SearchWatch(Func<CancellationToken, Task<IConnection>> connect, RateLimiterPartitions limiters, IReadOnlyList<ChatQuery> queries, ConnectionSettings settings,
        TimeProvider clock, Random random, TaskFactory tasks, CancellationToken stopToken)
    {
        (_limiters, _settings, _clock, _random, _stopToken) = (limiters, settings, clock, random, stopToken);
        _statistics = new WatchStatistics(clock);
        _end = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        _running = tasks.StartNew(() => RunAsync(connect, queries)).Unwrap();
    }

    public bool IsCompleted => _isEnded && (_isTerminated || (_notices.IsEmpty && _events.Reader.Count == 0));

    public TimeSpan Duration => _statistics.Duration;

    public WatchCounts GetCounts() => _statistics.Read();

    public SearchEvent? TryTake()
    {
        _stopToken.ThrowIfCancellationRequested();
        return _isTerminated ? null : _notices.TryDequeue(out var notice) ? notice : _events.Reader.TryRead(out var found) ? found : null;
    }

    /// <summary>Does nothing: a chat that a search found has no message to settle.</summary>
    public void Passed(FoundChat chat)
    {
    }

    public void Complete() => _end.Cancel();

    public void Terminate()
    {
        _isTerminated = true;
        Complete();
    }

    public void Dispose()
    {
        _end.Cancel();
        _ = _running.ContinueWith(_ => _end.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task RunAsync(Func<CancellationToken, Task<IConnection>> connect, IReadOnlyList<ChatQuery> queries)
    {
        try
        {
            var connection = await connect(_end.Token);
            _watched = queries.Count;
            await Task.WhenAll(queries.Select(query => WatchAsync(connection, query)));
        }
        catch (RunFaultException e)
        {
            Notify(new SearchFailed(e.Problem, isFault: true));
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The watch was ended while it connected.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Notify(new SearchFailed(e.ToUnexpectedProblem(), isFault: true));
        }
        finally
        {
            _isEnded = true;
            _settings.Wake?.Invoke();
        }
    }

    private async Task WatchAsync(IConnection connection, ChatQuery query)
    {
        string? lastFailure = null;
        void Answered(Problem? problem)
        {
            if (problem is not null)
            {
                _statistics.CountFailure();
            }

            // The same failure is reported once, until a search succeeds.
            if (problem is not null && problem.Message != lastFailure)
            {
                Notify(new SearchDelayed(problem.At(Place(query))));
            }

            lastFailure = problem?.Message;
        }

        try
        {
            var region = query.Region ?? await connection.FindDefaultRegionAsync() ?? throw new RunFaultException(RunProblems.NoRegion());
            using var state = new RunState(RunLimits.ForWatch(_settings), _clock, _random, _end.Token) { Retrying = Answered };
            using var client = await RegionClient.OpenAsync(connection, _limiters, Operation.SearchContacts, region, query.Account, state);
            await new InstanceWatch(query, region, client, state).RunAsync(found => EmitAsync(found, query), Answered, _end.Token);
        }
        catch (RunFaultException e)
        {
            Notify(new SearchFailed(e.Problem.At(Place(query)), isFault: true));
        }
        catch (AccountFaultException e)
        {
            Notify(new SearchFailed(e.Problem.At(Place(query)), isFault: true));
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The watch was ended.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Notify(new SearchFailed(e.ToUnexpectedProblem().At(Place(query)), isFault: true));
        }
        finally
        {
            _watched--;
        }
    }

    private static string Place(ChatQuery query) => $"instance {DisplayText.Value(query.InstanceId)}";

    private async ValueTask EmitAsync(SearchEvent found, ChatQuery query)
    {
        if (found is SearchFailed failure)
        {
            Notify(new SearchFailed(failure.Problem.At(Place(query)), failure.IsFault));
            return;
        }

        _statistics.CountChats(((ChatsFound)found).Chats.Count);
        await _events.Writer.WriteAsync(found, _end.Token);
        _settings.Wake?.Invoke();
    }

    private void Notify(SearchEvent notice)
    {
        if (_notices.Count < MostNotices || notice is SearchFailed)
        {
            _notices.Enqueue((notice as SearchFailed)?.AmongOthers(_watched) ?? notice);
        }

        _settings.Wake?.Invoke();
    }
}
