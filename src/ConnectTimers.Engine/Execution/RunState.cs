using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Execution;

/// <summary>What the deliveries of one run share: its limits, its end, and its counts.</summary>
internal sealed class RunState : IDisposable
{
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _drain;
    private int _failures; // calls in a row that were throttled or broken

    public RunState(RunLimits limits, TimeProvider clock, Random random, CancellationToken stop)
    {
        (Limits, Clock, Random, StopToken) = (limits, clock, random, stop);
        Throughput = new ThroughputMeter(clock);
        _time = new CancellationTokenSource(limits.Duration ?? Timeout.InfiniteTimeSpan, clock);
        _drain = CancellationTokenSource.CreateLinkedTokenSource(stop, _time.Token);
    }

    public RunLimits Limits { get; }

    public TimeProvider Clock { get; }

    public Random Random { get; }

    public ThroughputMeter Throughput { get; }

    /// <summary>Cancels calls in flight: somebody stopped the run.</summary>
    public CancellationToken StopToken { get; }

    /// <summary>Keeps new calls from leaving: stopped, ended by a fault, or out of time. Calls in flight may come to their end.</summary>
    public CancellationToken DrainToken => _drain.Token;

    /// <summary>Why the run ended before its time; null when it did not, or was stopped or out of time.</summary>
    public Problem? Fault { get; private set; }

    /// <summary>Why no calls leave just now; null while they do. Read from another thread.</summary>
    public Problem? Pause { get; private set; }

    /// <summary>Why the last call got no proper answer; null when it did. Read from another thread.</summary>
    public Problem? LastFailure { get; private set; }

    /// <summary>Calls that were throttled. Read from another thread.</summary>
    public int Throttled { get; private set; }

    /// <summary>Why a config that never left was not sent.</summary>
    public Problem NotSent => _time.IsCancellationRequested && Fault is null ? RunProblems.OutOfTime(Limits.Duration!.Value) : RunProblems.NotSent();

    /// <summary>Nothing more can be sent.</summary>
    public void End(Problem problem)
    {
        Fault ??= problem;
        _drain.Cancel();
    }

    /// <summary>The service answered properly.</summary>
    public void Answered()
    {
        _failures = 0;
        Pause = LastFailure = null;
    }

    /// <summary>A call was throttled or broken: counts it, and ends the run when patience is at its end.</summary>
    public void Failed(Problem problem, AdaptiveRateLimiter limiter, Operation operation, bool isThrottle)
    {
        _failures++;
        Throttled += isThrottle ? 1 : 0;
        LastFailure = problem;
        Pause = limiter.IsOut ? problem : null;

        // Trouble is the process's and may be older than this run, so this run has to have seen some of it as well.
        if (limiter.TroubleFor >= Limits.MaxStall && _failures >= Limits.Attempts)
        {
            End(RunProblems.MaxStallReached(problem, limiter.TroubleFor, operation.Continue));
        }
    }

    public void Dispose()
    {
        _drain.Dispose();
        _time.Dispose();
    }
}
