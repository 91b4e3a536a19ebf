using System.Collections.Concurrent;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Chats;

/// <summary>
/// One search for the cmdlet: pages as they arrive. They are requested ahead of the reader, at the operation's own rate: the service does not document
/// how long its page tokens are valid, and the reader may be setting timers at four chats a second.
/// </summary>
internal sealed class ChatSearch : IChatSearch
{
    // A million chats. The quota of an instance is hundreds, so more pages mean a search that never ends.
    private const int MaxPages = 10_000;

    private readonly ConcurrentQueue<SearchEvent> _events = [];
    private readonly ChatQuery _query;
    private readonly Action? _wake;
    private readonly CancellationTokenSource _stop;
    private readonly RunState _state;
    private readonly Task _running;
    private volatile bool _isEnded;
    private string? _lastDelay;

    /// <summary>Starts a search.</summary>
    /// <param name="connect">Opens the connection; cancelled with the run.</param>
    /// <param name="limiters">The rate limiters of the process.</param>
    /// <param name="query">The chats to find.</param>
    /// <param name="settings">The connection and its limits.</param>
    /// <param name="clock">The clock of rate, timeouts and backoff.</param>
    /// <param name="random">Source of the jitter.</param>
    /// <param name="tasks">Starts tasks on the engine's scheduler.</param>
    /// <param name="stopToken">Stops the search.</param>
    public ChatSearch(Func<CancellationToken, Task<IConnection>> connect, RateLimiterPartitions limiters, ChatQuery query, ConnectionSettings settings,
        TimeProvider clock, Random random, TaskFactory tasks, CancellationToken stopToken)
    {
        (_query, _wake) = (query, settings.Wake);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        _state = new RunState(RunLimits.ForSearch(settings), clock, random, _stop.Token) { Retrying = ReportDelay };
        _running = tasks.StartNew(() => RunAsync(connect, limiters)).Unwrap();
    }

    public bool IsCompleted => _isEnded && _events.IsEmpty;

    public SearchEvent? TryTake()
    {
        _stop.Token.ThrowIfCancellationRequested();
        return _events.TryDequeue(out var searchEvent) ? searchEvent : null;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _ = _running.ContinueWith(_ =>
        {
            _state.Dispose();
            _stop.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task RunAsync(Func<CancellationToken, Task<IConnection>> connect, RateLimiterPartitions limiters)
    {
        try
        {
            var connection = await connect(_stop.Token);
            var region = _query.Region ?? await connection.FindDefaultRegionAsync() ?? throw new RunFaultException(RunProblems.NoRegion());
            using var client = await RegionClient.OpenAsync(connection, limiters, Operation.SearchContacts, region, _query.Account, _state);
            await SearchAsync(client, CreateSearch(), new FoundContacts(_query, region), new InstanceAliases(client, limiters, region, _state));
        }
        catch (RunFaultException e)
        {
            End(e.Problem, isFault: true);
        }
        catch (AccountFaultException e)
        {
            End(e.Problem);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The reader has stopped.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            End(e.ToUnexpectedProblem(), isFault: true);
        }
        finally
        {
            _isEnded = true;
            _wake?.Invoke();
        }
    }

    private ContactSearch CreateSearch()
    {
        var now = _state.Clock.GetUtcNow().UtcDateTime;
        var search = new ContactSearch(_query, _query.Since ?? now - _query.Last, now);
        return search.Start < search.End ? search : throw new RunFaultException(SearchProblems.SinceInFuture(search.Start, search.End));
    }

    private async Task SearchAsync(RegionClient client, ContactSearch search, FoundContacts contacts, InstanceAliases aliases)
    {
        string? token = null;
        var tokens = new HashSet<string>();
        do
        {
            var current = token;
            var result = await new RetryingCall(
                client, stop => client.Service.SearchContactsAsync(search, current, stop), new ContactKey(search.Query.InstanceId, ""), _state).SendAsync();
            if (await aliases.FindAsync(search.Query.InstanceId, result) is { } instance)
            {
                var query = search.Query.OfInstance(instance);
                await SearchAsync(client, search with { Query = query }, contacts.OfInstance(query), aliases);
                return;
            }

            if (result.Answer is not { Kind: AnswerKind.Accepted, Page: { } page })
            {
                if (!_stop.IsCancellationRequested)
                {
                    End(_state.Fault ?? client.AccountFault ?? result.Problem!, isFault: _state.Fault is not null);
                }

                return;
            }

            Add(contacts.Read(page));
            token = string.IsNullOrEmpty(page.NextToken) ? null : page.NextToken;
            if (token is not null && !tokens.Add(token))
            {
                End(SearchProblems.EndlessSearch("the service returned the same page token twice"));
                return;
            }
        }
        while (token is not null && tokens.Count < MaxPages);

        if (token is not null)
        {
            End(SearchProblems.EndlessSearch($"after {MaxPages} pages there was another"));
        }
    }

    private void End(Problem problem, bool isFault = false) => Add(new SearchFailed(problem, isFault));

    // The same failure is reported once.
    private void ReportDelay(Problem failure)
    {
        if (failure.Message != _lastDelay)
        {
            _lastDelay = failure.Message;
            Add(new SearchDelayed(failure));
        }
    }

    private void Add(SearchEvent searchEvent)
    {
        _events.Enqueue(searchEvent);
        _wake?.Invoke();
    }
}
