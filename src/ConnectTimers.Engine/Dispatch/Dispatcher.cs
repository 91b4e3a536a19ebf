using System.Collections.Concurrent;
using System.Threading.Channels;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Seam;

namespace ConnectTimers.Engine.Dispatch;

/// <summary>
/// Sends configs: several at once, but those of one contact one after the other, in the order in which they came; each at the pace
/// of its Region. Reports exactly one outcome for each config that it takes from the queue.
/// </summary>
internal sealed class Dispatcher : IDisposable
{
    // At the default pace of 4 calls a second, four in flight keep the pace up to a latency of one second.
    private const int MostInFlight = 4;

    // How many configs may be taken from the queue at once: those in flight, and those that wait for another of the same contact.
    private const int MostTaken = 4 * MostInFlight;

    private readonly IConnection _connection;
    private readonly PaceRegistry _paces;
    private readonly RunSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Action<ParticipantRoleOutcome> _report;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _halt;
    private readonly SemaphoreSlim _taken = new(MostTaken);
    private readonly SemaphoreSlim _inFlight = new(MostInFlight);
    private readonly ConcurrentDictionary<(string Instance, string Contact), Task> _last = new();
    private readonly ConcurrentDictionary<string, Lazy<Route>> _routes = new();

    // The stop token cancels calls in flight as well; a fault only keeps new ones from leaving.
    public Dispatcher(IConnection connection, PaceRegistry paces, RunSettings settings, TimeProvider clock,
        Action<ParticipantRoleOutcome> report, CancellationToken stop)
    {
        _connection = connection;
        _paces = paces;
        _settings = settings;
        _clock = clock;
        _report = report;
        _stop = stop;
        _halt = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    /// <summary>Why the run ended before its time; null when it did not.</summary>
    public Problem? Fault { get; private set; }

    /// <summary>Runs until the queue is complete and empty, or the run ends before; what is still in the queue then stays there.</summary>
    public async Task RunAsync(ChannelReader<ParticipantRoleConfig> queue)
    {
        try
        {
            while (await queue.WaitToReadAsync(_halt.Token).ConfigureAwait(false))
            {
                await _taken.WaitAsync(_halt.Token).ConfigureAwait(false);
                if (queue.TryRead(out var config))
                {
                    Take(config);
                }
                else
                {
                    _taken.Release();
                }
            }
        }
        catch (OperationCanceledException) when (_halt.IsCancellationRequested)
        {
            // Those already taken report for themselves, below.
        }

        await Task.WhenAll(_last.Values).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var route in _routes.Values.Where(r => r.IsValueCreated))
        {
            route.Value.Hold.Dispose();
        }

        _halt.Dispose();
        _taken.Dispose();
        _inFlight.Dispose();
    }

    // Called by one thread only; the removal behind it is not, hence the compare of the task.
    private void Take(ParticipantRoleConfig config)
    {
        var contact = (config.InstanceId, config.ContactId);
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var previous = _last.GetValueOrDefault(contact, Task.CompletedTask);
        _last[contact] = mine.Task;
        _ = Task.Run(async () =>
        {
            await previous.ConfigureAwait(false);
            _report(await OutcomeAsync(config).ConfigureAwait(false));
            _taken.Release();
            _last.TryRemove(KeyValuePair.Create(contact, mine.Task));
            mine.SetResult();
        }, CancellationToken.None);
    }

    private async Task<ParticipantRoleOutcome> OutcomeAsync(ParticipantRoleConfig config)
    {
        try
        {
            return (config.Region ?? await _connection.FindDefaultRegionAsync().ConfigureAwait(false)) is { } region
                ? await SendAsync(config.In(region), RouteTo(region)).ConfigureAwait(false)
                : new ParticipantRoleOutcome(config, OutcomeStatus.Failed, RunProblems.NoRegion());
        }
        catch (OperationCanceledException) when (_halt.IsCancellationRequested)
        {
            return new ParticipantRoleOutcome(config, OutcomeStatus.Cancelled, RunProblems.NotSent());
        }
        catch (RunFaultException e)
        {
            End(e.Problem);
            return new ParticipantRoleOutcome(config, OutcomeStatus.Cancelled, RunProblems.NotSent());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One outcome for each config holds even for what nobody foresaw.
            return new ParticipantRoleOutcome(config, OutcomeStatus.Failed, RunProblems.Unexpected(e));
        }
    }

    private async Task<ParticipantRoleOutcome> SendAsync(ParticipantRoleConfig config, Route route)
    {
        await _inFlight.WaitAsync(_halt.Token).ConfigureAwait(false);
        try
        {
            await route.Pace.WaitAsync(_halt.Token).ConfigureAwait(false);
            return await AttemptAsync(config, route.Service).ConfigureAwait(false);
        }
        finally
        {
            _inFlight.Release();
        }
    }

    private async Task<ParticipantRoleOutcome> AttemptAsync(ParticipantRoleConfig config, IConnectService service)
    {
        var sentAt = _clock.GetUtcNow().UtcDateTime;
        var started = _clock.GetTimestamp();
        try
        {
            var answer = await service.UpdateParticipantRoleConfigAsync(config, _stop).ConfigureAwait(false);
            if (answer.Kind == AnswerKind.Hopeless)
            {
                End(answer.Problem!);
            }

            return new ParticipantRoleOutcome(config, answer.Kind == AnswerKind.Accepted ? OutcomeStatus.Accepted : OutcomeStatus.Failed, answer.Problem)
            {
                Attempts = 1,
                SentAt = sentAt,
                LatencyMs = (int)_clock.GetElapsedTime(started).TotalMilliseconds,
                RequestId = answer.RequestId,
            };
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return new ParticipantRoleOutcome(config, OutcomeStatus.Cancelled, RunProblems.StoppedInFlight()) { Attempts = 1, SentAt = sentAt };
        }
    }

    private Route RouteTo(string region) => _routes.GetOrAdd(region, r => new Lazy<Route>(() =>
    {
        var service = _connection.In(r);
        var pace = _paces.Of(r, service.Endpoint);
        return new Route(service, pace, pace.Hold(_settings.RateLimit ?? Pace.DefaultRateLimit, _settings.BurstLimit ?? Pace.DefaultBurstLimit));
    })).Value;

    private void End(Problem problem)
    {
        Fault ??= problem;
        _halt.Cancel();
    }

    private sealed record Route(IConnectService Service, Pace Pace, IDisposable Hold);
}
