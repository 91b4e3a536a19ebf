using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;

namespace ConnectTimers.Engine.RateLimiting;

/// <summary>
/// Lets calls leave to one Region and address, for every run of the process: at the pace, no more in flight than need be, and one at a
/// time while the service is gone. Runs take turns. Everything here happens on the engine's one scheduler, so nothing is locked.
/// </summary>
internal sealed class AdaptiveRateLimiter(TimeProvider clock)
{
    // More in flight do not make a quota larger: they only meet its end together. Two keep a quota of 5 a second busy up to a latency
    // of 0.4 s.
    private const int FirstWindow = 2;

    private readonly AdaptiveTokenBucket _bucket = new(clock);
    private readonly CircuitBreaker _breaker = new(clock);
    private readonly List<RunQueue> _queues = [];
    private int _inFlight;
    private int _window = FirstWindow;
    private double? _lost; // tokens that had gone to waste when the window first was full with somebody waiting
    private long _wake = long.MaxValue;
    private long? _trouble;

    /// <summary>Whether calls pause because the service is gone.</summary>
    public bool IsOut => _breaker.IsOn;

    /// <summary>How long nothing but throttled and broken calls has come back; zero after any other answer.</summary>
    public TimeSpan TroubleFor => _trouble is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Lets a run take part until the result is disposed. Where the limits of runs differ, the lower hold for all.</summary>
    public RunQueue Join(RunLimits limits)
    {
        var queue = new RunQueue(this, limits);
        _queues.Add(queue);
        _breaker.ProbeNow();
        SetLimits();
        return queue;
    }

    private int Window => Math.Min(_window, _queues.Min(s => s.Limits.InFlight));

    private void Leave(RunQueue queue)
    {
        _queues.Remove(queue);
        if (_queues.Count > 0)
        {
            SetLimits();
            Grant();
        }
    }

    private void SetLimits() => _bucket.Limit(_queues.Min(s => s.Limits.Rate), _queues.Min(s => s.Limits.Burst), _queues.Exists(s => s.Limits.IsPacedFromAnswer));

    private void Grant()
    {
        while (true)
        {
            if (NextQueue() is not { } queue)
            {
                _lost = null; // nobody waits: what goes to waste now is nobody's
                return;
            }

            if (_inFlight >= (_breaker.IsOn ? 1 : Window))
            {
                _lost ??= _bucket.Lost;
                return; // the next answer comes here again
            }

            var wait = _breaker.Wait() is { Ticks: > 0 } pause ? pause : _bucket.Wait();
            if (wait > TimeSpan.Zero)
            {
                _ = WakeAsync(wait);
                return;
            }

            if (queue.Waiting.Dequeue().TrySetResult(clock.GetTimestamp()))
            {
                _bucket.Take();
                _inFlight++;
                // Turns: who was served goes to the end.
                _queues.Remove(queue);
                _queues.Add(queue);
            }
        }
    }

    // The first in turn that has somebody waiting; those who gave up are passed by.
    private RunQueue? NextQueue() => _queues.Find(s =>
    {
        while (s.Waiting.TryPeek(out var first) && first.Task.IsCompleted)
        {
            s.Waiting.Dequeue();
        }

        return s.Waiting.Count > 0;
    });

    private async Task WakeAsync(TimeSpan wait)
    {
        var due = clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency);
        if (_wake <= due)
        {
            return; // somebody wakes before that and looks again
        }

        _wake = due;
        await Task.Delay(wait, clock);
        if (_wake == due)
        {
            _wake = long.MaxValue;
        }

        Grant();
    }

    private void Answered(AnswerKind kind, long sentAt, (string Instance, string Contact) contact, bool isFirst)
    {
        _inFlight--;
        _bucket.Answered();
        switch (kind)
        {
            case AnswerKind.Transient:
                _breaker.Broken(contact, isFirst);
                _trouble ??= sentAt;
                break;
            case AnswerKind.Throttled:
                _breaker.Answered();
                _trouble ??= sentAt;
                if (_bucket.Throttled(sentAt))
                {
                    _window = Math.Max(FirstWindow, _window / 2);
                }

                break;
            default:
                _breaker.Answered();
                _trouble = null;
                _bucket.Accepted();
                Widen();
                break;
        }

        Grant();
    }

    // When latency limits and not the quota: a whole token has gone to waste while somebody waited for room.
    private void Widen()
    {
        if (_lost is { } lost && _bucket.Lost - lost >= 1)
        {
            _window = Math.Min(_window + 1, _queues.Min(s => s.Limits.InFlight));
            _lost = null;
        }
    }

    /// <summary>What one run has of the governor: its own line.</summary>
    public sealed class RunQueue(AdaptiveRateLimiter limiter, RunLimits limits) : IDisposable
    {
        public RunLimits Limits => limits;

        internal Queue<TaskCompletionSource<long>> Waiting { get; } = [];

        /// <summary>Waits until a call may leave. What comes back must be given to <see cref="Answered"/>, whatever became of the call.</summary>
        /// <param name="cancellationToken">Gives up.</param>
        /// <returns>The clock's timestamp at which it left.</returns>
        public async Task<long> AcquireAsync(CancellationToken cancellationToken)
        {
            var turn = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
            Waiting.Enqueue(turn);
            limiter.Grant();
            return await turn.Task;
        }

        /// <summary>The call is over.</summary>
        /// <param name="kind">How; null when it was cut off by a stop, which says nothing of the service.</param>
        /// <param name="sentAt">When it left.</param>
        /// <param name="contact">Whose it was.</param>
        /// <param name="isFirst">Whether the contact has not failed before.</param>
        public void Answered(AnswerKind? kind, long sentAt, (string Instance, string Contact) contact, bool isFirst)
        {
            if (kind is { } known)
            {
                limiter.Answered(known, sentAt, contact, isFirst);
            }
            else
            {
                limiter._inFlight--;
                limiter.Grant();
            }
        }

        public void Dispose() => limiter.Leave(this);
    }
}
