using System.Collections.Concurrent;
using System.Threading.Channels;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Engine.RateLimiting;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Execution;

/// <summary>
/// One run as the cmdlets see it: a bounded queue in, a queue out, and between them the dispatcher on the engine's scheduler. An
/// outcome is in the journal before it is in the queue out.
/// </summary>
internal sealed class TimerRun : ITimerRun
{
    // Read ahead of the pace: a minute of work at 4 calls a second, and a million rows in no more memory than this.
    private const int QueueLength = 256;

    // How long Dispose waits for the last lines of the journal. What was in flight ends by its token, so this is not used up.
    private static readonly TimeSpan LastLines = TimeSpan.FromMilliseconds(700);

    // Nobody reads faster, and a host that keeps what it is told, or sends it to another machine, pays for each.
    private static readonly TimeSpan ProgressPause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<Submission> _in = Channel.CreateBounded<Submission>(QueueLength);

    // Without a bound of its own: nothing gets here but what left the bounded queue, and the caller takes on every submit.
    private readonly BlockingCollection<ParticipantRoleOutcome> _out = [];
    private readonly RunSettings _settings;
    private readonly CancellationTokenSource _stop;
    private readonly RunState _state;
    private readonly Task _running;
    private Dispatcher? _dispatcher;
    private RunJournal? _journal;
    private long? _told; // when progress was told last

    /// <summary>Starts a run.</summary>
    /// <param name="connect">Opens the connection.</param>
    /// <param name="limiters">The process's limiters.</param>
    /// <param name="settings">Where to, as whom, how fast.</param>
    /// <param name="clock">The clock of pace, time-outs and back-off.</param>
    /// <param name="random">Where the jitter comes from.</param>
    /// <param name="tasks">Starts on the scheduler that the limiters are used on.</param>
    /// <param name="stopToken">Ends the run.</param>
    public TimerRun(Func<Task<IConnection>> connect, RateLimiterPartitions limiters, RunSettings settings, TimeProvider clock, Random random, TaskFactory tasks, CancellationToken stopToken)
    {
        _settings = settings;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        _state = new RunState(RunLimits.Of(settings), clock, random, _stop.Token);
        _running = tasks.StartNew(() => RunAsync(connect, limiters)).Unwrap();
    }

    public Problem? Fault => _state.Fault;

    public bool IsCompleted => _out.IsCompleted;

    public bool TrySubmit(ParticipantRoleConfig config, IReadOnlyList<KeyValuePair<string, string?>> notes, TimeSpan wait)
    {
        var submission = new Submission(config, notes);
        if (_in.Writer.TryWrite(submission))
        {
            return true;
        }

        var room = _in.Writer.WaitToWriteAsync(CancellationToken.None).AsTask();
        return room.Wait(wait) && room.Result && _in.Writer.TryWrite(submission);
    }

    public void Complete() => _in.Writer.TryComplete();

    public ParticipantRoleOutcome? TryTake(TimeSpan wait) => _out.TryTake(out var outcome, wait) ? outcome : null;

    public RunProgress? GetProgress()
    {
        if (_told is { } told && _state.Clock.GetElapsedTime(told) < ProgressPause)
        {
            return null;
        }

        _told = _state.Clock.GetTimestamp();
        return new RunProgress
        {
            Waiting = _in.Reader.Count + (_dispatcher?.Taken ?? 0),
            Rate = _state.Throughput.PerSecond(),
            Throttled = _state.Throttled,
            Pause = _state.Pause,
        };
    }

    public void Dispose()
    {
        _stop.Cancel();
        Complete();

        // The process may end with the prompt, and the journal must know before that what was in flight.
        ((IAsyncResult)_running).AsyncWaitHandle.WaitOne(LastLines);
        _ = _running.ContinueWith(_ =>
        {
            _state.Dispose();
            _stop.Dispose();
            _out.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task RunAsync(Func<Task<IConnection>> connect, RateLimiterPartitions limiters)
    {
        try
        {
            // Both may take seconds, and neither may hold up other runs.
            _journal = _settings.JournalPath is { } path ? await Task.Run(() => RunJournal.Open(path, _settings.Resume, _state.Clock)) : null;
            var connection = await Task.Run(connect).WaitAsync(_stop.Token);
            using (_dispatcher = new Dispatcher(connection, limiters, _journal, _state, Report))
            {
                await _dispatcher.RunAsync(_in.Reader);
            }
        }
        catch (RunFaultException e)
        {
            _state.End(e.Problem);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // What was not sent is told below.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _state.End(RunProblems.Unexpected(e));
        }
        finally
        {
            await foreach (var submission in _in.Reader.ReadAllAsync(CancellationToken.None))
            {
                Report(submission, new ParticipantRoleOutcome(submission.Config, OutcomeStatus.Cancelled, _state.NotSent), null);
            }

            _journal?.Dispose();
            _out.CompleteAdding();
        }
    }

    private void Report(Submission submission, ParticipantRoleOutcome outcome, string? endpoint)
    {
        try
        {
            // What the journal itself says was accepted needs no second line: a scheduled run would add one for each chat each time.
            if (outcome.GetStatus() != OutcomeStatus.Skipped)
            {
                _journal?.Write(outcome, endpoint, submission.Notes);
            }
        }
        catch (RunFaultException e)
        {
            _state.End(e.Problem);
        }
        finally
        {
            _out.Add(outcome);
        }
    }
}
