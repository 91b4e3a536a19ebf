using System.Collections.Concurrent;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Chats;

/// <summary>
/// One search as the cmdlet sees it: pages, as they come. They are asked for ahead of who takes them, at the operation's own pace: how
/// long the service's page tokens last is documented nowhere, and who takes chats may be setting timers at four a second.
/// </summary>
internal sealed class ChatSearch : IDisposable
{
    // A million chats. The quota of an instance is hundreds; whatever goes on longer does not end.
    private const int MostPages = 10_000;

    // How long the taker waits for a page before it looks whether something holds the search up.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    private readonly BlockingCollection<FoundPage> _pages = [];
    private readonly ChatQuery _query;
    private readonly CancellationTokenSource _stop;
    private readonly RunState _state;
    private readonly Task _running;

    /// <summary>Starts a search.</summary>
    /// <param name="connect">Opens the connection.</param>
    /// <param name="limiters">The process's limiters.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="settings">How fast and how long.</param>
    /// <param name="clock">The clock of pace, time-outs and back-off.</param>
    /// <param name="random">Where the jitter comes from.</param>
    /// <param name="tasks">Starts on the scheduler that the limiters are used on.</param>
    /// <param name="stopToken">Ends the search.</param>
    public ChatSearch(Func<Task<IConnection>> connect, RateLimiterPartitions limiters, ChatQuery query, ConnectionSettings settings,
        TimeProvider clock, Random random, TaskFactory tasks, CancellationToken stopToken)
    {
        _query = query;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        _state = new RunState(RunLimits.OfSearch(settings), clock, random, _stop.Token);
        _running = tasks.StartNew(() => RunAsync(connect, limiters)).Unwrap();
    }

    /// <summary>The pages, and between them why none come.</summary>
    public IEnumerable<FoundPage> Pages()
    {
        Problem? said = null;
        while (!_pages.IsCompleted)
        {
            if (_pages.TryTake(out var page, (int)Turn.TotalMilliseconds, _stop.Token))
            {
                yield return page;
                if (page.Problem is not null)
                {
                    yield break; // why no more come has been said
                }
            }
            else if (_state.LastFailure is { } failure && failure.Message != said?.Message)
            {
                said = failure;
                yield return new FoundPage { Delay = failure };
            }
            else if (!_pages.IsCompleted)
            {
                yield return new FoundPage { IsTurn = true };
            }
        }

        _stop.Token.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _ = _running.ContinueWith(_ =>
        {
            _state.Dispose();
            _stop.Dispose();
            _pages.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task RunAsync(Func<Task<IConnection>> connect, RateLimiterPartitions limiters)
    {
        try
        {
            // May take seconds, and may not hold up others.
            var connection = await Task.Run(connect).WaitAsync(_stop.Token);
            var region = _query.Region ?? await connection.FindDefaultRegionAsync() ?? throw new RunFaultException(RunProblems.NoRegion());
            var service = connection.In(region);
            using var client = new RegionClient(service, limiters.Of(Operation.SearchContacts, region, service.Endpoint), _state.Limits);
            await SearchAsync(client, Search(), new FoundContacts(_query, region));
        }
        catch (RunFaultException e)
        {
            End(e.Problem, isFault: true);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody asks for more.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            End(RunProblems.Unexpected(e), isFault: true);
        }
        finally
        {
            _pages.CompleteAdding();
        }
    }

    private ContactSearch Search()
    {
        var now = _state.Clock.GetUtcNow().UtcDateTime;
        var search = new ContactSearch(_query, _query.Since ?? now - _query.Last, now);
        return search.Start < search.End ? search : throw new RunFaultException(RunProblems.SinceAhead(search.Start, search.End));
    }

    private async Task SearchAsync(RegionClient client, ContactSearch search, FoundContacts contacts)
    {
        string? token = null;
        var tokens = new HashSet<string>();
        do
        {
            var from = token;
            var result = await new RetryingCall(Operation.SearchContacts, stop => client.Service.SearchContactsAsync(search, from, stop), (_query.InstanceId, ""), client, _state).SendAsync();
            if (result.Answer is not { Kind: AnswerKind.Accepted, Page: { } page })
            {
                if (!_stop.IsCancellationRequested)
                {
                    End(_state.Fault ?? result.Problem!, isFault: _state.Fault is not null);
                }

                return;
            }

            _pages.Add(contacts.Read(page), CancellationToken.None);
            token = string.IsNullOrEmpty(page.NextToken) ? null : page.NextToken;
            if (token is not null && !tokens.Add(token))
            {
                End(RunProblems.SearchHasNoEnd("the service gave the same page token a second time"));
                return;
            }
        }
        while (token is not null && tokens.Count < MostPages);

        if (token is not null)
        {
            End(RunProblems.SearchHasNoEnd($"after {MostPages} pages there was another"));
        }
    }

    private void End(Problem problem, bool isFault = false) => _pages.Add(new FoundPage { Problem = problem, IsFault = isFault }, CancellationToken.None);
}
