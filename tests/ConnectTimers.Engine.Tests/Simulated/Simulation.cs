namespace ConnectTimers.Engine.Tests.Simulated;

/// <summary>
/// A simulation with one thread and a clock that moves only when no step is left at the current time, directly to the next timer. An hour of a run takes
/// moments, and the same seed gives the same run, step by step.
/// </summary>
internal sealed class Simulation : TimeProvider
{
    private readonly Pump _pump = new();
    private readonly PriorityQueue<Timer, (long Due, long Order)> _timers = new();
    private long _ticks;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The time at which the simulation starts.</summary>
    public DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds since the start of the simulation.</summary>
    public double Seconds => TimeSpan.FromTicks(_ticks).TotalSeconds;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(_ticks);

    public override long GetTimestamp() => _ticks;

    /// <summary>Runs the simulation until a task is completed.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        // An await prefers the synchronization context to the scheduler, and xunit has one.
        SynchronizationContext.SetSynchronizationContext(null);
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _pump).Unwrap();
        while (!task.IsCompleted)
        {
            if (_pump.TryStep())
            {
                continue;
            }

            if (!_timers.TryDequeue(out var timer, out var at))
            {
                throw new InvalidOperationException("Nothing is left to do, no timer is set, and the work is not done.");
            }

            _ticks = Math.Max(_ticks, at.Due);
            timer.Fire(at.Due);
        }

        return task.GetAwaiter().GetResult();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(Simulation world, TimerCallback callback, object? state) : ITimer
    {
        private long _due = -1; // negative if not set

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period); // no timer repeats
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                _due = -1;
                return true;
            }

            _due = world._ticks + dueTime.Ticks;
            world._timers.Enqueue(this, (_due, world._order++));
            return true;
        }

        public void Fire(long due)
        {
            if (due == _due)
            {
                _due = -1;
                callback(state);
            }
        }

        public void Dispose() => _due = -1;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Runs all steps on the thread of the simulation, in order.</summary>
    private sealed class Pump : TaskScheduler
    {
        private readonly Queue<Task> _tasks = [];
        private readonly int _thread = Environment.CurrentManagedThreadId;

        public bool TryStep()
        {
            var isThere = _tasks.TryDequeue(out var task);
            if (isThere)
            {
                TryExecuteTask(task!);
            }

            return isThere;
        }

        protected override void QueueTask(Task task)
        {
            if (Environment.CurrentManagedThreadId != _thread)
            {
                throw new InvalidOperationException("A step left the simulation: something awaits on the thread pool.");
            }

            _tasks.Enqueue(task);
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
    }
}
