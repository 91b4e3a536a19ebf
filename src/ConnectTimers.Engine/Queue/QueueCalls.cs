using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;

namespace ConnectTimers.Engine.Queue;

/// <summary>
/// The calls to one queue: retried with backoff while it is away, and given up when the queue rejects them. Every await returns to the
/// engine's scheduler.
/// </summary>
/// <param name="service">The queue.</param>
/// <param name="settings">The connection's limits.</param>
/// <param name="statistics">Counts the failures.</param>
/// <param name="clock">The clock of backoff and time-outs.</param>
/// <param name="random">Source of the jitter.</param>
/// <param name="emit">Receives problems.</param>
internal sealed class QueueCalls(
    IQueueService service, ConnectionSettings settings, WatchStatistics statistics, TimeProvider clock, Random random, Action<SearchEvent> emit) : IDisposable
{
    // SQS answers within tenths of a second when there is something to answer.
    private readonly TimeSpan _timeLimit = settings.AttemptTimeout ?? TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _rejected = new();

    // Calls that run at the same time fail together: a failure is reported once, until a call succeeds.
    private string? _reported;
    private long? _failingSince;

    /// <summary>Cancelled when the queue has rejected a call: others would be rejected for the same reason, so it is not used any more.</summary>
    public CancellationToken Rejected => _rejected.Token;

    /// <summary>Once the watch has ended: a failed call is tried no more than a few times.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Makes a call until it is accepted or rejected.</summary>
    /// <param name="call">Makes one attempt.</param>
    /// <param name="wait">How long the service may wait before it answers.</param>
    /// <param name="stopToken">Stops the attempts.</param>
    /// <returns>What it returned; null if it was rejected, which is reported as the end of the queue.</returns>
    /// <exception cref="OperationCanceledException">The attempts were stopped.</exception>
    public async Task<T?> SendAsync<T>(Func<CancellationToken, Task<QueueAnswer<T>>> call, TimeSpan wait, CancellationToken stopToken)
        where T : class
    {
        var hasRetriedOnce = false;
        for (var failures = 0; ;)
        {
            var (answer, value) = await AttemptAsync(call, wait, stopToken);
            switch (answer.Kind)
            {
                case AnswerKind.Accepted:
                    (_reported, _failingSince) = (null, null);
                    return value;
                case AnswerKind.RetryOnce when !hasRetriedOnce:
                    hasRetriedOnce = true;
                    break;
                case AnswerKind.Throttled or AnswerKind.Transient when !IsPatienceOver(++failures):
                    ReportDelay(answer.Problem!);
                    await Task.Delay(ExponentialBackoff.DelayAfter(failures, random), clock, stopToken);
                    break;
                default:
                    Reject(answer);
                    return null;
            }
        }
    }

    private async Task<QueueAnswer<T>> AttemptAsync<T>(Func<CancellationToken, Task<QueueAnswer<T>>> call, TimeSpan wait, CancellationToken stopToken)
        where T : class
    {
        using var timeout = new CancellationTokenSource(wait + _timeLimit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stopToken, timeout.Token);
        try
        {
            return await call(linked.Token).WaitAsync(linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stopToken.IsCancellationRequested)
        {
            return new QueueAnswer<T>(new Answer(AnswerKind.Transient, null, TransportFailure.TimedOut(service.Endpoint, QueueOperations.ReceiveMessage)), null);
        }
    }

    // A worker outlasts any outage, unless -MaxStallMinutes says otherwise. At the end there is nothing to wait for: what is left comes again.
    private bool IsPatienceOver(int failures)
    {
        _failingSince ??= clock.GetTimestamp();
        return IsClosing ? failures >= 3 : settings.MaxStall is { } patience && clock.GetElapsedTime(_failingSince.Value) >= patience;
    }

    private void ReportDelay(Problem problem)
    {
        statistics.CountFailure();
        if (problem.Message != _reported)
        {
            _reported = problem.Message;
            emit(new SearchDelayed(problem.At(Place)));
        }
    }

    private void Reject(Answer answer)
    {
        if (!_rejected.IsCancellationRequested && !IsClosing)
        {
            emit(new SearchFailed(answer.Problem!.At(Place), isFault: answer.Kind == AnswerKind.Fatal)); // before the watch can end
            _rejected.Cancel();
        }
    }

    public void Dispose() => _rejected.Dispose();

    private string Place => $"queue {DisplayText.Value(service.Name)}";
}
