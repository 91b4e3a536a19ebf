using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.RateLimiting;

namespace ConnectTimers.Engine.Execution;

/// <summary>
/// One run for the cmdlets: configs enter through a bounded queue, outcomes leave through a second one, and the dispatcher runs between them on the
/// engine's scheduler. An outcome is written to the journal before it enters the second queue.
/// </summary>
internal sealed class TimerRun : ITimerRun
{
    // A minute of work at 4 calls a second. It bounds the memory of a run of a million rows.
    private const int QueueLength = 256;

    // How long Dispose waits for the last lines of the journal. Calls in flight end by their token, so the wait is shorter in practice.
    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromMilliseconds(700);

    // No one can read faster, and every progress record costs a host that stores or forwards it.
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly Channel<Submission> _submissions = Channel.CreateBounded<Submission>(QueueLength);

    private readonly Channel<RecordedOutcome> _records = Channel.CreateBounded<RecordedOutcome>(QueueLength);

    // Unbounded: it is fed from the bounded queues only, and the caller takes outcomes on every submit.
    private readonly ConcurrentQueue<ParticipantRoleOutcome> _outcomes = [];
    private readonly RunSettings _settings;
    private readonly CancellationTokenSource _stop;
    private readonly RunState _state;
    private readonly Task _running;
    private Task _roomWait = Task.CompletedTask;
    private volatile bool _isEnded;
    private Dispatcher? _dispatcher;
    private RunJournal? _journal;
    private long _progressAt;

    /// <summary>Starts a run.</summary>
    /// <param name="id">The run's id.</param>
    /// <param name="connect">Opens the connection; cancelled with the run.</param>
    /// <param name="limiters">The rate limiters of the process.</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="clock">The clock of rate, timeouts and backoff.</param>
    /// <param name="random">Source of the jitter.</param>
    /// <param name="tasks">Starts tasks on the engine's scheduler.</param>
    /// <param name="stopToken">Stops the run.</param>
    public TimerRun(string id, Func<CancellationToken, Task<IConnection>> connect, RateLimiterPartitions limiters, RunSettings settings, TimeProvider clock, Random random, TaskFactory tasks, CancellationToken stopToken)
    {
        Id = id;
        _settings = settings;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        _state = new RunState(RunLimits.ForRun(settings), clock, random, _stop.Token);
        _progressAt = clock.GetTimestamp(); // a call at the prompt is over before there is anything to show
        _running = tasks.StartNew(() => RunAsync(connect, limiters)).Unwrap();
    }

    public string Id { get; }

    public Problem? Fault => _state.Fault;

    public bool IsCompleted => _isEnded && _outcomes.IsEmpty;

    public bool TrySubmit(ParticipantRoleConfig config, IReadOnlyList<KeyValuePair<string, string?>> notes, ChatReceipt? receipt = null)
    {
        var isSubmitted = _submissions.Writer.TryWrite(new Submission(config, notes, receipt));
        return isSubmitted || WakeWhenThereIsRoom(_submissions.Writer);
    }

    public bool Record(ParticipantRoleOutcome outcome, IReadOnlyList<KeyValuePair<string, string?>> notes, ChatReceipt? receipt = null)
    {
        var isRecorded = _records.Writer.TryWrite(new RecordedOutcome(outcome, notes, receipt));
        return isRecorded || WakeWhenThereIsRoom(_records.Writer);
    }

    public void Complete()
    {
        _submissions.Writer.TryComplete();
        _records.Writer.TryComplete();
    }

    public ParticipantRoleOutcome? TryTake() => _outcomes.TryDequeue(out var outcome) ? outcome : null;

    public RunProgress? GetProgress()
    {
        if (_state.Clock.GetElapsedTime(_progressAt) < ProgressInterval)
        {
            return null;
        }

        _progressAt = _state.Clock.GetTimestamp();
        return new RunProgress
        {
            Waiting = _submissions.Reader.Count + (_dispatcher?.Taken ?? 0),
            Rate = _state.Throughput.PerSecond(),
            Throttled = _state.Throttled,
            Pause = _state.Pause,
        };
    }

    public void Dispose()
    {
        _stop.Cancel();
        Complete();

        // The process may exit at the prompt, and the journal must have the calls in flight before that.
        ((IAsyncResult)_running).AsyncWaitHandle.WaitOne(DisposeTimeout);
        _ = _running.ContinueWith(_ =>
        {
            _state.Dispose();
            _stop.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    // Always false: there is no room yet.
    private bool WakeWhenThereIsRoom<T>(ChannelWriter<T> queue)
    {
        if (_roomWait.IsCompleted)
        {
            _roomWait = WakeAsync();
        }

        return false;

        async Task WakeAsync()
        {
            await queue.WaitToWriteAsync(CancellationToken.None);
            _settings.Wake?.Invoke();
        }
    }

    [AsyncMethodBuilder(typeof(CompiledAhead))]
    private async Task RunAsync(Func<CancellationToken, Task<IConnection>> connect, RateLimiterPartitions limiters)
    {
        var recording = Task.CompletedTask;
        try
        {
            // On the thread pool: it may take seconds and must not hold up other runs.
            _journal = _settings.JournalPath is { } path ? await Task.Run(() => RunJournal.Open(path, _settings.Resume, _state.Clock)) : null;
            var description = new JournalRun(Id) { Command = _settings.Command, Source = _settings.Source };
            _journal?.Describe(description);
            recording = RecordAsync();

            // Rows that are all invalid need a journal, but no credentials.
            if (await _submissions.Reader.WaitToReadAsync(_stop.Token))
            {
                var connection = await connect(_stop.Token);
                _journal?.Describe(description.As(connection.Describe()));
                using (_dispatcher = new Dispatcher(connection, limiters, _journal, _state, Report))
                {
                    await _dispatcher.RunAsync(_submissions.Reader);
                }
            }
        }
        catch (RunFaultException e)
        {
            _state.Fail(e.Problem);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The configs that were not sent are reported below.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _state.Fail(e.ToUnexpectedProblem());
        }
        finally
        {
            await foreach (var submission in _submissions.Reader.ReadAllAsync(CancellationToken.None))
            {
                Report(submission, new ParticipantRoleOutcome(submission.Config, OutcomeStatus.Cancelled, _state.NotSent), null);
            }

            await recording;
            await RecordAsync(); // what is left if the journal could not be opened
            _journal?.Dispose();
            _isEnded = true;
            _settings.Wake?.Invoke();
        }
    }

    [AsyncMethodBuilder(typeof(CompiledAhead))]
    private async Task RecordAsync()
    {
        await foreach (var record in _records.Reader.ReadAllAsync(CancellationToken.None))
        {
            Publish(record.Outcome, null, record.Notes, record.Receipt, _journal);
        }
    }

    // The journal already has the line that says that it was accepted: a scheduled run would add one for each chat each time.
    private void Report(Submission submission, ParticipantRoleOutcome outcome, string? endpoint) =>
        Publish(outcome, endpoint, submission.Notes, submission.Receipt, outcome.ErrorId == nameof(RunProblems.AlreadyAccepted) ? null : _journal);

    private void Publish(
        ParticipantRoleOutcome outcome, string? endpoint, IReadOnlyList<KeyValuePair<string, string?>> notes, ChatReceipt? receipt, RunJournal? journal)
    {
        try
        {
            journal?.Write(outcome, endpoint, notes);
            receipt?.Settle(outcome);
        }
        catch (RunFaultException e)
        {
            // The journal has no line for this outcome, so the message is not deleted and comes again.
            _state.Fail(e.Problem);
            receipt?.Settle(new ParticipantRoleOutcome(OutcomeStatus.Cancelled, outcome.InstanceId, outcome.ContactId, outcome.Region, [e.Problem]));
        }
        finally
        {
            _outcomes.Enqueue(outcome);
            _settings.Wake?.Invoke();
        }
    }

    private sealed record RecordedOutcome(
        ParticipantRoleOutcome Outcome, IReadOnlyList<KeyValuePair<string, string?>> Notes, ChatReceipt? Receipt);
}
