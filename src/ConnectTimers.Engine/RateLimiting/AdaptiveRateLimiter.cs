using System.Runtime.CompilerServices;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Execution;

namespace ConnectTimers.Engine.RateLimiting;

/// <summary>
/// Decides when the calls of all runs of the process to one operation, account, Region and endpoint may be sent: at the rate of the token bucket, with no more
/// in flight than needed, and one at a time while the circuit is open. Runs take turns. Not thread-safe: everything runs on the engine's scheduler.
/// </summary>
internal sealed class AdaptiveRateLimiter(TimeProvider clock)
{
    // More calls in flight do not raise a quota: they only exceed it together. Two in flight use up a quota of 5 calls a second at latencies up to 0.4 s.
    private const int MinWindow = 2;

    private readonly AdaptiveTokenBucket _bucket = new(clock);
    private readonly CircuitBreaker _breaker = new(clock);
    private readonly List<RunQueue> _queues = [];
    private int _inFlight;
    private int _window = MinWindow;
    private double? _wastedWhenFull; // tokens wasted so far when the window was first full while a call waited
    private long _wake = long.MaxValue;
    private long? _failingSince;
    private long _pausedAt; // the service asked to wait from then on
    private TimeSpan _pause;

    /// <summary>Whether calls pause because the service does not respond.</summary>
    public bool IsPaused => _breaker.IsOpen;

    /// <summary>How long every response has been a throttling or a transient failure; zero after any other response.</summary>
    public TimeSpan FailingFor => _failingSince is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Adds a run until the result is disposed. Where the limits of runs differ, the lower ones apply to all.</summary>
    public RunQueue Join(RateLimits limits)
    {
        var queue = new RunQueue(this, limits);
        var wasQuiet = _queues.Count == 0;
        _queues.Add(queue);
        _breaker.ProbeNow();
        UpdateLimits(wasQuiet);
        return queue;
    }

    /// <summary>The most calls in flight at the moment.</summary>
    public int Window => Math.Min(_window, MaxInFlight);

    private int MaxInFlight => _queues.Min(q => q.Limits.MaxInFlight);

    private void Leave(RunQueue queue)
    {
        _queues.Remove(queue);
        if (_queues.Count > 0)
        {
            UpdateLimits(wasQuiet: false);
            GrantLeases();
        }
    }

    private void UpdateLimits(bool wasQuiet) => _bucket.SetLimits(
        _queues.Min(q => q.Limits.CallsPerSecond), _queues.Min(q => q.Limits.Burst), _queues.Exists(q => q.Limits.IntervalStartsAtResponse), wasQuiet);

    private void GrantLeases()
    {
        while (true)
        {
            if (NextQueue() is not { } queue)
            {
                _wastedWhenFull = null; // no call waits: tokens wasted from now on do not count
                return;
            }

            if (_inFlight >= (_breaker.IsOpen ? 1 : Window))
            {
                _wastedWhenFull ??= _bucket.Wasted;
                return; // the next released lease continues here
            }

            var wait = Longest(_breaker.TimeUntilProbe(), _pause - clock.GetElapsedTime(_pausedAt));
            wait = wait > TimeSpan.Zero ? wait : _bucket.TimeUntilToken();
            if (wait > TimeSpan.Zero)
            {
                _ = WakeAsync(wait);
                return;
            }

            var next = queue.Waiting.First!.Value;
            queue.Waiting.RemoveFirst();
            if (next.TrySetResult(new Lease(this, clock.GetTimestamp())))
            {
                _bucket.Take();
                _inFlight++;
                // Round robin: the queue just served goes to the end.
                _queues.Remove(queue);
                _queues.Add(queue);
            }
        }
    }

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // The next queue with a waiting call. Removes cancelled waiters.
    private RunQueue? NextQueue() => _queues.Find(q =>
    {
        while (q.Waiting.First is { Value.Task.IsCompleted: true })
        {
            q.Waiting.RemoveFirst();
        }

        return q.Waiting.Count > 0;
    });

    private async Task WakeAsync(TimeSpan wait)
    {
        var due = clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency);
        if (_wake <= due)
        {
            return; // an earlier wake-up checks again
        }

        _wake = due;
        await Task.Delay(wait, clock);
        if (_wake == due)
        {
            _wake = long.MaxValue;
        }

        GrantLeases();
    }

    private void Record(Answer answer, long sentAt, ContactKey contact, bool isFirstFailure)
    {
        _bucket.RecordResponse();
        switch (answer.Kind)
        {
            case AnswerKind.Transient:
                _breaker.RecordFailure(contact, isFirstFailure);
                _failingSince ??= sentAt;
                break;
            case AnswerKind.Throttled:
                _breaker.RecordResponse();
                _failingSince ??= sentAt;
                if (answer.RetryAfter is { } pause)
                {
                    (_pausedAt, _pause) = (clock.GetTimestamp(), ExponentialBackoff.Extend(TimeSpan.Zero, pause));
                }

                if (_bucket.RecordThrottled(sentAt))
                {
                    _window = Math.Max(MinWindow, _window / 2);
                }

                break;
            default:
                _breaker.RecordResponse();
                _failingSince = null;
                _bucket.RecordAccepted();
                WidenWindow();
                break;
        }
    }

    private void Release(bool isUsed)
    {
        _inFlight--;
        if (!isUsed)
        {
            _bucket.PutBack();
        }

        GrantLeases();
    }

    // Latency is the limit and not the quota: a whole token was wasted while a call waited for room in the window.
    private void WidenWindow()
    {
        if (_wastedWhenFull is { } wasted && _bucket.Wasted - wasted >= 1)
        {
            _window = Math.Min(_window + 1, MaxInFlight);
            _wastedWhenFull = null;
        }
    }

    /// <summary>The queue of one run at the limiter.</summary>
    public sealed class RunQueue(AdaptiveRateLimiter limiter, RateLimits limits) : IDisposable
    {
        internal RateLimits Limits => limits;

        internal LinkedList<TaskCompletionSource<Lease>> Waiting { get; } = [];

        /// <summary>Calls that wait for a lease.</summary>
        public int WaitingCount => Waiting.Count;

        /// <summary>Waits until a call may be sent.</summary>
        /// <param name="isUrgent">Whether the call goes ahead of the run's calls that already wait.</param>
        /// <param name="cancellationToken">Stops waiting.</param>
        /// <returns>A lease; disposing it ends the call.</returns>
        [AsyncMethodBuilder(typeof(CompiledAhead<>))]
        public async Task<Lease> AcquireAsync(bool isUrgent, CancellationToken cancellationToken)
        {
            var waiter = new TaskCompletionSource<Lease>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
            var place = isUrgent ? Waiting.AddFirst(waiter) : Waiting.AddLast(waiter);
            try
            {
                limiter.GrantLeases();
                return await waiter.Task;
            }
            finally
            {
                // Under overload the end of the list may never be reached, so a cancelled waiter there removes itself.
                if (place.List is not null)
                {
                    Waiting.Remove(place);
                }
            }
        }

        public void Dispose() => limiter.Leave(this);
    }

    /// <summary>The permission to have one call in flight. A class, because tasks of a struct are compiled in the first call of every process.</summary>
    /// <param name="limiter">The limiter that granted it.</param>
    /// <param name="grantedAt">The clock's timestamp when it was granted.</param>
    public sealed class Lease(AdaptiveRateLimiter limiter, long grantedAt) : IDisposable
    {
        private bool _isUsed;

        public long GrantedAt => grantedAt;

        /// <summary>Says that the call is sent. A lease that is disposed without it gives its token back.</summary>
        public void Use() => _isUsed = true;

        /// <summary>Records the response, before the lease is disposed. A call that was stopped has none.</summary>
        /// <param name="answer">The response.</param>
        /// <param name="contact">The contact of the call.</param>
        /// <param name="isFirstFailure">Whether the call had not failed before.</param>
        public void Record(Answer answer, ContactKey contact, bool isFirstFailure) =>
            limiter.Record(answer, grantedAt, contact, isFirstFailure);

        public void Dispose() => limiter.Release(_isUsed);
    }
}
