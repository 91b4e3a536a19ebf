using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Dispatch;

/// <summary>
/// Lets calls leave to one Region and address, for every run of the process: at the pace, no more in flight than need be, and one at a
/// time while the service is gone. Runs take turns. Everything here happens on the engine's one scheduler, so nothing is locked.
/// </summary>
internal sealed class Governor(TimeProvider clock)
{
    // More in flight do not make a quota larger: they only meet its end together. Two keep a quota of 5 a second busy up to a latency
    // of 0.4 s.
    private const int FirstWindow = 2;

    private readonly Pace _pace = new(clock);
    private readonly Outage _outage = new(clock);
    private readonly List<Share> _shares = [];
    private int _inFlight;
    private int _window = FirstWindow;
    private double? _lost; // tokens that had gone to waste when the window first was full with somebody waiting
    private long _wake = long.MaxValue;
    private long? _trouble;

    /// <summary>Whether calls pause because the service is gone.</summary>
    public bool IsOut => _outage.IsOn;

    /// <summary>How long nothing but throttled and broken calls has come back; zero after any other answer.</summary>
    public TimeSpan TroubleFor => _trouble is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Lets a run take part until the result is disposed. Where the limits of runs differ, the lower hold for all.</summary>
    public Share Join(RunLimits limits)
    {
        var share = new Share(this, limits);
        _shares.Add(share);
        _outage.ProbeNow();
        SetLimits();
        return share;
    }

    private int Window => Math.Min(_window, _shares.Min(s => s.Limits.InFlight));

    private void Leave(Share share)
    {
        _shares.Remove(share);
        if (_shares.Count > 0)
        {
            SetLimits();
            Grant();
        }
    }

    private void SetLimits() => _pace.Limit(_shares.Min(s => s.Limits.Rate), _shares.Min(s => s.Limits.Burst), _shares.Exists(s => s.Limits.IsPacedFromAnswer));

    private void Grant()
    {
        while (true)
        {
            if (NextShare() is not { } share)
            {
                _lost = null; // nobody waits: what goes to waste now is nobody's
                return;
            }

            if (_inFlight >= (_outage.IsOn ? 1 : Window))
            {
                _lost ??= _pace.Lost;
                return; // the next answer comes here again
            }

            var wait = _outage.Wait() is { Ticks: > 0 } pause ? pause : _pace.Wait();
            if (wait > TimeSpan.Zero)
            {
                _ = WakeAsync(wait);
                return;
            }

            if (share.Waiting.Dequeue().TrySetResult(clock.GetTimestamp()))
            {
                _pace.Take();
                _inFlight++;
                // Turns: who was served goes to the end.
                _shares.Remove(share);
                _shares.Add(share);
            }
        }
    }

    // The first in turn that has somebody waiting; those who gave up are passed by.
    private Share? NextShare() => _shares.Find(s =>
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
        _pace.Answered();
        switch (kind)
        {
            case AnswerKind.Broken:
                _outage.Broken(contact, isFirst);
                _trouble ??= sentAt;
                break;
            case AnswerKind.Throttled:
                _outage.Answered();
                _trouble ??= sentAt;
                if (_pace.Throttled(sentAt))
                {
                    _window = Math.Max(FirstWindow, _window / 2);
                }

                break;
            default:
                _outage.Answered();
                _trouble = null;
                _pace.Accepted();
                Widen();
                break;
        }

        Grant();
    }

    // When latency limits and not the quota: a whole token has gone to waste while somebody waited for room.
    private void Widen()
    {
        if (_lost is { } lost && _pace.Lost - lost >= 1)
        {
            _window = Math.Min(_window + 1, _shares.Min(s => s.Limits.InFlight));
            _lost = null;
        }
    }

    /// <summary>What one run has of the governor: its own line.</summary>
    public sealed class Share(Governor governor, RunLimits limits) : IDisposable
    {
        public RunLimits Limits => limits;

        internal Queue<TaskCompletionSource<long>> Waiting { get; } = [];

        /// <summary>Waits until a call may leave. What comes back must be given to <see cref="Answered"/>, whatever became of the call.</summary>
        /// <param name="cancellationToken">Gives up.</param>
        /// <returns>The clock's timestamp at which it left.</returns>
        public async Task<long> EnterAsync(CancellationToken cancellationToken)
        {
            var turn = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
            Waiting.Enqueue(turn);
            governor.Grant();
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
                governor.Answered(known, sentAt, contact, isFirst);
            }
            else
            {
                governor._inFlight--;
                governor.Grant();
            }
        }

        public void Dispose() => governor.Leave(this);
    }
}
