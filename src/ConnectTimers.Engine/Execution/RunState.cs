namespace ConnectTimers.Engine.Execution;

/// <summary>What the calls of one run share: its limits, its end and its counts.</summary>
internal sealed class RunState : IDisposable
{
    private readonly CancellationTokenSource _timeLimit;
    private readonly CancellationTokenSource _drain;

    public RunState(RunLimits limits, TimeProvider clock, Random random, CancellationToken stopToken)
    {
        (Limits, Clock, Random, StopToken) = (limits, clock, random, stopToken);
        Throughput = new ThroughputMeter(clock);
        _timeLimit = new CancellationTokenSource(limits.MaxDuration ?? Timeout.InfiniteTimeSpan, clock);
        _drain = CancellationTokenSource.CreateLinkedTokenSource(stopToken, _timeLimit.Token);
    }

    public RunLimits Limits { get; }

    public TimeProvider Clock { get; }

    public Random Random { get; }

    public ThroughputMeter Throughput { get; }

    /// <summary>Cancels calls in flight: the user stopped the run.</summary>
    public CancellationToken StopToken { get; }

    /// <summary>Prevents new calls, because the run was stopped, failed or reached its time limit. Calls in flight may finish.</summary>
    public CancellationToken DrainToken => _drain.Token;

    /// <summary>Why the run ended early; null if it did not, was stopped or reached its time limit.</summary>
    public Problem? Fault { get; private set; }

    /// <summary>Why calls pause; null while they do not. Read from another thread.</summary>
    public Problem? Pause { get; set; }

    /// <summary>Called before a throttled or transiently failed call is retried, on the engine's scheduler. Null for nothing.</summary>
    public Action<Problem>? Retrying { get; init; }

    /// <summary>Throttled calls so far. Read from another thread.</summary>
    public int Throttled { get; set; }

    /// <summary>Why a config that was never sent was not sent.</summary>
    public Problem NotSent =>
        _timeLimit.IsCancellationRequested && Fault is null ? RunProblems.TimeLimitReached(Limits.MaxDuration!.Value) : RunProblems.NotSent();

    /// <summary>Ends the run, because no further call can succeed. The first problem is kept.</summary>
    public void Fail(Problem problem)
    {
        Fault ??= problem;
        _drain.Cancel();
    }

    public void Dispose()
    {
        _drain.Dispose();
        _timeLimit.Dispose();
    }
}
