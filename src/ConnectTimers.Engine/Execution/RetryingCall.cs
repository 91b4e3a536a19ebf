using System.Runtime.CompilerServices;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Execution;

/// <summary>
/// One call, retried while the failure is temporary. Every attempt, retries included, waits at the end of the rate limiter's queue, so that a failing
/// call does not hold up the others. Only the first attempt for a chat that may be withdrawn goes ahead of those that wait.
/// </summary>
/// <param name="client">The client of the call's Region.</param>
/// <param name="call">Makes one attempt.</param>
/// <param name="contact">Instance and contact of the call; the contact is empty if the call is about an instance.</param>
/// <param name="run">The run's shared state.</param>
/// <param name="receipt">May withdraw the call while it waits; null for a call that nothing withdraws.</param>
internal sealed class RetryingCall(
    RegionClient client, Func<CancellationToken, Task<Answer>> call, ContactKey contact, RunState run, ChatReceipt? receipt = null)
{
    private int _attempts; // requests sent
    private int _failures; // failed requests, without those while the circuit was open: those are not this call's fault
    private bool _isInFlight;
    private bool _hasRetriedOnce;
    private long? _throttledSince;
    private Answer? _last;
    private DateTime? _sentAt;
    private int? _latencyMs;

    /// <summary>Sends the call until it succeeds, fails for good, or the run ends.</summary>
    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    public async Task<CallResult> SendAsync()
    {
        using var waiting = receipt is null ? null : CancellationTokenSource.CreateLinkedTokenSource(client.DrainToken, receipt.Withdrawn);
        var waitToken = waiting?.Token ?? client.DrainToken;
        try
        {
            while (true)
            {
                var answer = await AttemptAsync(waitToken);
                if (!ShouldRetry(answer))
                {
                    return Complete(answer);
                }

                if (answer.Kind is AnswerKind.Throttled or AnswerKind.Transient)
                {
                    run.Retrying?.Invoke(answer.Problem!);
                }

                if (answer.Kind == AnswerKind.Transient)
                {
                    await BackOffAsync(answer.RetryAfter, waitToken);
                }
            }
        }
        // The call's linked token can fire before the run's token.
        catch (OperationCanceledException) when (run.StopToken.IsCancellationRequested || waitToken.IsCancellationRequested)
        {
            if (receipt?.Withdrawal is { } withdrawal && !_isInFlight)
            {
                return Result(null, withdrawal.Problem) with { Withdrawal = withdrawal };
            }

            return Result(null, _isInFlight ? RunProblems.StoppedInFlight() : client.AccountFault ?? (_last is { } last ? RunProblems.GivenUp(last) : run.NotSent));
        }
    }

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private async Task<Answer> AttemptAsync(CancellationToken waitToken)
    {
        // When chats arrive faster than calls may be sent, the newest has the most time left, and the oldest is the next to get an agent.
        using var lease = await client.Queue.AcquireAsync(isUrgent: receipt is not null && _attempts == 0, waitToken);
        client.Granted?.Invoke();

        // A stop reaches calls in flight and waiting calls one by one, and a lease that the first give back may be granted to the next.
        run.StopToken.ThrowIfCancellationRequested();
        waitToken.ThrowIfCancellationRequested();
        (_isInFlight, _sentAt, _latencyMs) = (true, run.Clock.GetUtcNow().UtcDateTime, null);
        _attempts++;
        lease.Use();

        // The timeout runs on the injected clock, and a call that ignores its token is abandoned: a call that hangs forever must not hold up the
        // run or the prompt.
        using var timeout = new CancellationTokenSource(run.Limits.AttemptTimeout, run.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(run.StopToken, timeout.Token);
        Answer answer;
        try
        {
            answer = await call(linked.Token).WaitAsync(linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !run.StopToken.IsCancellationRequested)
        {
            answer = new Answer(AnswerKind.Transient, null, TransportFailure.TimedOut(client.Service.Endpoint, client.Operation));
        }

        (_isInFlight, _last) = (false, answer);
        _latencyMs = (int)run.Clock.GetElapsedTime(lease.GrantedAt).TotalMilliseconds;
        lease.Record(answer, contact, isFirstFailure: _failures == 0);
        return answer;
    }

    private bool ShouldRetry(Answer answer) => answer.Kind switch
    {
        AnswerKind.Throttled => ShouldRetryThrottled(answer.Problem!),
        AnswerKind.Transient => ShouldRetryTransient(answer.Problem!),
        AnswerKind.RetryOnce => !_hasRetriedOnce && (_hasRetriedOnce = true),
        _ => false,
    };

    // Limited by time, not by count: a throttled call had no effect, and the rate limiter has slowed down.
    private bool ShouldRetryThrottled(Problem problem)
    {
        client.RecordFailure(problem, isThrottled: true);
        _throttledSince ??= run.Clock.GetTimestamp();
        return run.Clock.GetElapsedTime(_throttledSince.Value) < run.Limits.MaxStall && !client.IsEnded;
    }

    private bool ShouldRetryTransient(Problem problem)
    {
        client.RecordFailure(problem, isThrottled: false);
        if (!client.Limiter.IsPaused)
        {
            _failures++;
        }

        return _failures < run.Limits.MaxAttempts && !client.IsEnded;
    }

    // While the circuit is open, the rate limiter sends one probe at a time, so no delay is needed but the one that the service asks for.
    private Task BackOffAsync(TimeSpan? retryAfter, CancellationToken waitToken)
    {
        var delay = ExponentialBackoff.Extend(client.Limiter.IsPaused ? TimeSpan.Zero : ExponentialBackoff.DelayAfter(_failures, run.Random), retryAfter);
        return delay > TimeSpan.Zero ? Task.Delay(delay, run.Clock, waitToken) : Task.CompletedTask;
    }

    private CallResult Complete(Answer answer)
    {
        switch (answer.Kind)
        {
            case AnswerKind.Fatal or AnswerKind.RetryOnce:
                client.Fail(answer.Problem!);
                return Result(answer, client.AccountFault ?? answer.Problem);
            case AnswerKind.Accepted:
                client.RecordResponse();
                run.Throughput.Count();
                break;
            case AnswerKind.Rejected:
                client.RecordResponse();
                break;
        }

        return Result(answer, answer.Problem);
    }

    private CallResult Result(Answer? answer, Problem? problem) => new(answer, problem)
    {
        Attempts = _attempts,
        SentAt = _sentAt,
        LatencyMs = _latencyMs,
        RequestId = _isInFlight ? null : _last?.RequestId,
    };
}

/// <summary>How a call ended.</summary>
/// <param name="Answer">The last response; null if the run ended first.</param>
/// <param name="Problem">Why the call was not accepted; null if it was.</param>
internal sealed record CallResult(Answer? Answer, Problem? Problem)
{
    public bool IsAccepted => Answer?.Kind == AnswerKind.Accepted;

    /// <summary>Why the call was withdrawn while it waited; null if it was not.</summary>
    public ChatWithdrawal? Withdrawal { get; init; }

    /// <summary>Requests sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last request was sent, UTC; null if none was.</summary>
    public DateTime? SentAt { get; init; }

    /// <summary>Milliseconds from the last request to its response; null if there was none.</summary>
    public int? LatencyMs { get; init; }

    /// <summary>The service's id of the last request; null if it gave none.</summary>
    public string? RequestId { get; init; }
}
