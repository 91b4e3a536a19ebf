using System.Management.Automation;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Pipeline;

/// <summary>The pipeline's side of a watch: writes its chats as they come, warnings, errors, and a line of counts from time to time.</summary>
internal sealed class WatchPipeline
{
    private readonly PSCmdlet _cmdlet;
    private readonly IChatWatch _watch;
    private readonly PipelinePump _pump;
    private readonly TimeSpan? _limit;
    private readonly TimeSpan _reportEvery;
    private TimeSpan _nextReport;
    private bool _isAnyWritten;

    /// <summary>Creates the pipeline of one watch.</summary>
    /// <param name="cmdlet">The cmdlet, for its streams.</param>
    /// <param name="watch">The watch.</param>
    /// <param name="pump">The pump that the watch wakes.</param>
    /// <param name="limit">How long to watch; null for no limit.</param>
    /// <param name="reportEvery">The time between two lines of counts.</param>
    public WatchPipeline(PSCmdlet cmdlet, IChatWatch watch, PipelinePump pump, TimeSpan? limit, TimeSpan reportEvery)
    {
        _cmdlet = cmdlet;
        _watch = watch;
        _pump = pump;
        _limit = limit;
        _reportEvery = reportEvery;
        _nextReport = reportEvery;
    }

    /// <summary>Writes events until the watch ends.</summary>
    public void Run()
    {
        SearchFailed? fault = null;
        while (true)
        {
            _pump.AskQuestions();
            switch (_watch.TryTake())
            {
                case ChatsFound page:
                    Write(page);
                    break;
                case SearchDelayed delay:
                    _cmdlet.WriteWarning($"{delay.Problem.Message} Trying again until it succeeds.");
                    break;
                case MessageUnreadable unreadable:
                    _cmdlet.WriteError(unreadable.Problem.Record(null));
                    break;
                case SearchFailed { IsFault: true } failure when !_isAnyWritten:
                    fault = failure; // ends the pipeline, when the other queues have ended too
                    break;
                case SearchFailed failure:
                    _cmdlet.WriteError(failure.Problem.Record(null));
                    break;
                case null when _watch.IsCompleted:
                    Report();
                    if (fault is not null)
                    {
                        _cmdlet.ThrowTerminatingError(fault.Problem.Record(null));
                    }

                    return;
                case null:
                    _pump.Wait();
                    break;
            }

            LookAtClock();
        }
    }

    private void Write(ChatsFound page)
    {
        foreach (var chat in page.Chats)
        {
            _isAnyWritten = true;
            _cmdlet.WriteObject(chat);
            _watch.Passed(chat);
        }
    }

    private void LookAtClock()
    {
        var duration = _watch.Duration;
        if (duration >= _limit)
        {
            _watch.Complete();
        }

        if (duration >= _nextReport)
        {
            _nextReport = duration + _reportEvery;
            Report();
        }
    }

    private void Report() => _cmdlet.WriteInformation(new InformationRecord(_watch.GetCounts(), nameof(ConnectTimers)));
}
