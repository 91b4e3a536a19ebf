using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Execution;

/// <summary>
/// One call on its way: made, and made again while the reason passes, until there is an answer that counts. Every attempt waits for its
/// turn at the governor, retries too, each at the end of the line: what does not get through must not keep others from it.
/// </summary>
/// <param name="operation">What is called.</param>
/// <param name="call">Makes one attempt.</param>
/// <param name="contact">Whose call it is; the id of the contact is blank for a call that is about an instance.</param>
/// <param name="client">The way to the service.</param>
/// <param name="run">What the calls of a run share.</param>
internal sealed class RetryingCall(
    Operation operation, Func<CancellationToken, Task<Answer>> call, (string Instance, string Contact) contact, RegionClient client, RunState run)
{
    private int _attempts; // requests that left
    private int _failures; // of them, those that count: an outage is nobody's own
    private bool _isInFlight;
    private bool _retriedOnce;
    private long? _throttledSince;
    private Problem? _last;
    private DateTime? _sentAt;
    private int? _latencyMs;
    private string? _requestId;

    public async Task<CallResult> SendAsync()
    {
        try
        {
            while (true)
            {
                var answer = await AttemptAsync();
                var isAgain = answer.Kind switch
                {
                    AnswerKind.Throttled => ShouldRetryThrottled(answer.Problem!),
                    AnswerKind.Transient => ShouldRetryTransient(answer.Problem!),
                    AnswerKind.RetryOnce => !_retriedOnce && (_retriedOnce = true),
                    _ => false,
                };
                if (!isAgain)
                {
                    return Ended(answer);
                }

                if (answer.Kind == AnswerKind.Transient)
                {
                    await BackOffAsync();
                }
            }
        }
        // The call hears of a stop before the run's own token does.
        catch (OperationCanceledException) when (run.StopToken.IsCancellationRequested || run.DrainToken.IsCancellationRequested)
        {
            return Result(null, _isInFlight ? RunProblems.StoppedInFlight() : _last is { } last ? RunProblems.GivenUp(last) : run.NotSent);
        }
    }

    private async Task<Answer> AttemptAsync()
    {
        var entered = await client.Queue.AcquireAsync(run.DrainToken);
        AnswerKind? kind = null;
        try
        {
            // A stop reaches calls in flight and those that wait one by one, and what the first give back may be given to the next.
            run.StopToken.ThrowIfCancellationRequested();
            run.DrainToken.ThrowIfCancellationRequested();
            (_isInFlight, _sentAt, _latencyMs, _requestId) = (true, run.Clock.GetUtcNow().UtcDateTime, null, null);
            _attempts++;
            var answer = await CallAsync();
            (_isInFlight, _last, _requestId) = (false, answer.Problem, answer.RequestId);
            _latencyMs = (int)run.Clock.GetElapsedTime(entered).TotalMilliseconds;
            kind = answer.Kind;
            return answer;
        }
        finally
        {
            client.Queue.Answered(kind, entered, contact, isFirst: _failures == 0);
        }
    }

    // Bounded here, by the run's own clock, and left alone when it does not end by the token: a call that hangs for good must neither
    // hold a run nor a prompt.
    private async Task<Answer> CallAsync()
    {
        using var time = new CancellationTokenSource(run.Limits.AttemptTimeout, run.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(run.StopToken, time.Token);
        try
        {
            return await call(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !run.StopToken.IsCancellationRequested)
        {
            return new Answer(AnswerKind.Transient, null, TransportFailure.TimedOut(client.Service.Endpoint, operation));
        }
    }

    // By time, never by count: a throttled call did nothing, and the governor has slowed down.
    private bool ShouldRetryThrottled(Problem problem)
    {
        run.Failed(problem, client.Limiter, operation, isThrottle: true);
        _throttledSince ??= run.Clock.GetTimestamp();
        return run.Clock.GetElapsedTime(_throttledSince.Value) < run.Limits.MaxStall && run.Fault is null;
    }

    private bool ShouldRetryTransient(Problem problem)
    {
        run.Failed(problem, client.Limiter, operation, isThrottle: false);
        if (!client.Limiter.IsOut)
        {
            _failures++;
        }

        return _failures < run.Limits.Attempts && run.Fault is null;
    }

    // In an outage the governor lets one probe out at a time, so there is nothing more to wait for here.
    private Task BackOffAsync() =>
        client.Limiter.IsOut ? Task.CompletedTask : Task.Delay(ExponentialBackoff.DelayAfter(_failures, run.Random), run.Clock, run.DrainToken);

    private CallResult Ended(Answer answer)
    {
        if (answer.Kind is AnswerKind.Fatal or AnswerKind.RetryOnce)
        {
            run.End(answer.Problem!);
        }
        else if (answer.Kind is AnswerKind.Accepted or AnswerKind.Rejected)
        {
            run.Answered();
        }

        if (answer.Kind == AnswerKind.Accepted)
        {
            run.Throughput.Count();
        }

        return Result(answer, answer.Problem);
    }

    private CallResult Result(Answer? answer, Problem? problem) => new(answer, problem)
    {
        Attempts = _attempts,
        SentAt = _sentAt,
        LatencyMs = _latencyMs,
        RequestId = _requestId,
    };
}

/// <summary>How a call ended.</summary>
/// <param name="Answer">The last answer; null when the run ended before one that counts.</param>
/// <param name="Problem">Why it was not accepted; null when it was.</param>
internal sealed record CallResult(Answer? Answer, Problem? Problem)
{
    public bool IsAccepted => Answer?.Kind == AnswerKind.Accepted;

    /// <summary>Requests that left.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last of them left, UTC.</summary>
    public DateTime? SentAt { get; init; }

    /// <summary>From there to its answer.</summary>
    public int? LatencyMs { get; init; }

    /// <summary>The service's id of it.</summary>
    public string? RequestId { get; init; }
}
