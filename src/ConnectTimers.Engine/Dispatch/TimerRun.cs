using System.Collections.Concurrent;
using System.Threading.Channels;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Seam;

namespace ConnectTimers.Engine.Dispatch;

/// <summary>One run as the cmdlets see it: a bounded queue in, a queue out, and between them the dispatcher on its own threads.</summary>
internal sealed class TimerRun : ITimerRun
{
    // Read ahead of the pace: a minute of work at 4 calls a second, and a million rows in no more memory than this.
    private const int QueueLength = 256;

    private readonly Channel<ParticipantRoleConfig> _in = Channel.CreateBounded<ParticipantRoleConfig>(QueueLength);

    // Without a bound of its own: nothing gets here but what left the bounded queue, and the caller takes on every submit.
    private readonly BlockingCollection<ParticipantRoleOutcome> _out = [];
    private readonly CancellationTokenSource _stop;
    private readonly Task _running;

    public TimerRun(Func<Task<IConnection>> connect, PaceRegistry paces, RunSettings settings, TimeProvider clock, CancellationToken stopToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        _running = Task.Run(() => RunAsync(connect, paces, settings, clock), CancellationToken.None);
    }

    public Problem? Fault { get; private set; }

    public bool IsCompleted => _out.IsCompleted;

    public bool TrySubmit(ParticipantRoleConfig config, TimeSpan wait)
    {
        if (_in.Writer.TryWrite(config))
        {
            return true;
        }

        var room = _in.Writer.WaitToWriteAsync(CancellationToken.None).AsTask();
        return room.Wait(wait) && room.Result && _in.Writer.TryWrite(config);
    }

    public void Complete() => _in.Writer.TryComplete();

    public ParticipantRoleOutcome? TryTake(TimeSpan wait) => _out.TryTake(out var outcome, wait) ? outcome : null;

    // Not awaited: the prompt comes back at once, and what was under way ends by the token.
    public void Dispose()
    {
        _stop.Cancel();
        Complete();
        _ = _running.ContinueWith(_ =>
        {
            _stop.Dispose();
            _out.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task RunAsync(Func<Task<IConnection>> connect, PaceRegistry paces, RunSettings settings, TimeProvider clock)
    {
        try
        {
            var connection = await connect().WaitAsync(_stop.Token).ConfigureAwait(false);
            using var dispatcher = new Dispatcher(connection, paces, settings, clock, _out.Add, _stop.Token);
            await dispatcher.RunAsync(_in.Reader).ConfigureAwait(false);
            Fault = dispatcher.Fault;
        }
        catch (RunFaultException e)
        {
            Fault = e.Problem;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // What was not sent is told below.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fault = RunProblems.Unexpected(e);
        }
        finally
        {
            await foreach (var config in _in.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                _out.Add(new ParticipantRoleOutcome(config, OutcomeStatus.Cancelled, RunProblems.NotSent()));
            }

            _out.CompleteAdding();
        }
    }
}
