using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.Pipeline;

/// <summary>
/// The pipeline's side of a run: confirms each config, submits it to the engine, writes its outcome, and counts. The engine is started for the
/// first confirmed config, so that -WhatIf needs no credentials and writes no journal.
/// </summary>
internal sealed class SetPipeline : IDisposable
{
    private readonly PSCmdlet _cmdlet;
    private readonly LimitParameters _parameters;
    private readonly string? _region;
    private readonly bool _passThru;
    private readonly CancellationToken _stopToken;
    private readonly RunSummary _summary = new();
    private readonly ProgressBar _progress;
    private readonly HashSet<string> _failedAccounts = [];
    private readonly List<string> _failedByFault = []; // no more than were in flight
    private readonly PipelinePump _pump;
    private readonly PipelineFiles _files;
    private readonly InteractivePrompt _prompt;
    private Problem? _inputFault;
    private readonly bool _isWhatIf;
    private int _reportedBefore;
    private readonly Queue<WaitingItem> _waiting = [];
    private InputOrigin? _withoutTimer;
    private bool _isInputCut;
    private bool _isFinished;
    private bool _isAbandoned;
    private ITimerRun? _run;

    /// <summary>Creates the pipeline of one run.</summary>
    /// <param name="cmdlet">The cmdlet, for its streams.</param>
    /// <param name="parameters">The parameters of the run.</param>
    /// <param name="region">The -Region parameter; null for none.</param>
    /// <param name="passThru">Whether outcomes are written to the pipeline.</param>
    /// <param name="stopToken">Stops the run.</param>
    public SetPipeline(PSCmdlet cmdlet, LimitParameters parameters, string? region, bool passThru, CancellationToken stopToken)
    {
        _cmdlet = cmdlet;
        _parameters = parameters;
        _region = region;
        _passThru = passThru;
        _stopToken = stopToken;
        _pump = new PipelinePump(cmdlet, stopToken);
        _files = new PipelineFiles(parameters.FullJournalPath(cmdlet));
        _prompt = new InteractivePrompt(cmdlet);
        _isWhatIf = LanguagePrimitives.IsTrue(cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var typed) ? typed : cmdlet.GetVariableValue("WhatIfPreference"));

        // The total of piped input is known at its end.
        _progress = new ProgressBar(cmdlet, _summary) { IsTotalKnown = !cmdlet.MyInvocation.ExpectingInput };
    }

    private ITimerRun Run => _run ??= EngineHost.Engine.Start(_parameters.ToSettings(_cmdlet, _region, _pump, _files), _stopToken);

    /// <summary>Counts the input, reports its problems, and submits its configs.</summary>
    public void Handle(InputResult result)
    {
        Take(result); // first: whatever is written may end the pipeline, and the row is read
        (result as InvalidInput)?.WriteProblems(_cmdlet, result.Target);
        _reportedBefore += result is InvalidInput { IsReported: true } ? result.Rows : 0;
        if (result is ValidInput { Warning: { } warning })
        {
            _cmdlet.WriteWarning(warning);
        }

        while (_waiting.Count > 0)
        {
            Submit(_waiting.Peek());
        }

        Drain();
        if ((_run?.Fault ?? _inputFault) is not null)
        {
            _isInputCut = _cmdlet.MyInvocation.ExpectingInput;
            Finish(); // throws, so that no more input is read
        }
    }

    /// <summary>Waits for the remaining outcomes, checks the counts and writes the summary.</summary>
    public void Finish()
    {
        _progress.IsTotalKnown = true;
        _run?.Complete();
        WaitWhile(() => _run is { IsCompleted: false });
        _isFinished = true;
        _progress.Complete();
        Warn(_summary.AlreadyAccepted, "row was", "rows were", "left out: already accepted.");
        Warn(_reportedBefore, "row is", "rows are", "invalid, as the errors above say; nothing was sent for such rows.");
        SayWhatHasNoTimer();
        Warn(_summary.CountOf(ErrorIds.TimeLimitReached), "contact was", "contacts were",
            $"not sent, because the -MaxMinutes limit was reached. To send only the rest, {_parameters.SendRest}.");
        Warn(_summary.InForce.Late, "chat had an agent before its timers were accepted; they are", "chats had an agent before their timers were accepted; they are",
            "stored, and take effect only if another agent joins.");
        if (!_summary.AddsUp)
        {
            throw new InvalidOperationException($"The counts do not add up: {_summary} Report this as an issue of ConnectTimers.");
        }

        if (_summary.Rows > 0)
        {
            _cmdlet.WriteInformation(new InformationRecord(_summary, nameof(ConnectTimers)));
            _prompt.Write(_summary);
        }

        if ((_run?.Fault ?? _inputFault) is { } fault)
        {
            var notSent = _summary.Cancelled == 0 ? "" : $"{DisplayText.Number(_summary.Cancelled)} not sent{(_isInputCut ? ", and the rest of the input not read" : "")}";
            var place = _failedByFault.Count == 0 || notSent.Length == 0 ? FailedByFault() + notSent : $"{FailedByFault()}; {notSent}";
            _cmdlet.ThrowTerminatingError(fault.At(place).Record(null));
        }
    }

    /// <summary>
    /// Ends a run that was stopped: nothing is sent any more, and every row that was read has its outcome and its line in the journal. Writes to no
    /// stream, because a stopped pipeline takes nothing; after Ctrl+C the host shows the summary.
    /// </summary>
    /// <param name="rest">The rows that were read and still wait for their neighbours.</param>
    public void Abandon(IEnumerable<InputResult> rest)
    {
        if (_isFinished)
        {
            return;
        }

        _isFinished = _isAbandoned = true;
        foreach (var result in rest)
        {
            Take(result);
        }

        while (_waiting.Count > 0 && Submit(_waiting.Peek()))
        {
        }

        _run?.Complete();
        WaitWhile(() => _run is { IsCompleted: false });
        if (_cmdlet.Stopping && _summary.Rows > 0)
        {
            _cmdlet.Host?.UI?.WriteLine("Stopped. " + _summary.ToLine());
        }
    }

    public void Dispose()
    {
        _pump.Dispose();
        _files.Dispose();
        _run?.Dispose();
    }

    // Counts rows, and queues what is to become of them.
    private void Take(InputResult result)
    {
        result.CountIn(_summary);

        // A row waits with its chat only if its outcome is to have the row's other columns: 200,000 may wait.
        var origin = new InputOrigin(result.Rows, _passThru ? result.Target : null);
        var position = result.Place.Length == 0 ? null : result.Place;
        var notes = JournalNotes.Of(result.Target, _parameters.JournalColumns);
        var receipt = (result.Target as FoundChat)?.GetReceipt();
        if (IsOwnLine(result.Target))
        {
            // A journal that is read while it is written, by Get-Content for one, has no end.
            _inputFault = PathProblems.JournalIsInput(_parameters.Journal!);
        }

        foreach (var outcome in result.Outcomes)
        {
            outcome.Origin = origin;
            outcome.InputPosition = position;
            receipt?.Take();
            _waiting.Enqueue(new WaitingItem(null, outcome, notes, receipt));
        }

        foreach (var config in (result as ValidInput)?.Configs ?? [])
        {
            receipt?.Take();
            _waiting.Enqueue(new WaitingItem(config.From(position, origin), null, notes, receipt));
        }

        _withoutTimer ??= (result as ValidInput)?.NothingToSet.Count > 0 ? new InputOrigin(0, result.Target) : null;
    }

    // Takes the item out of the queue as soon as it is the engine's or its outcome is counted: writing the outcome may end the pipeline. False if the
    // engine took it no more.
    private bool Submit(WaitingItem item)
    {
        var outcome = item.Outcome ?? FindOutcome(item.Config!);
        if (outcome is not null && (_parameters.Journal is null || _isWhatIf || _inputFault is not null))
        {
            _waiting.Dequeue();
            Report(outcome);
            item.Receipt?.Settle(outcome);
            return true;
        }

        return WaitWhile(() =>
        {
            var isTaken = outcome is null ? Run.TrySubmit(item.Config!, item.Notes, item.Receipt) : Run.Record(outcome, item.Notes, item.Receipt);
            if (isTaken)
            {
                _waiting.Dequeue();
            }

            return !isTaken;
        });
    }

    // The outcome of a config that is not to be sent; null for one that is. After a fault the engine returns it as Cancelled.
    private ParticipantRoleOutcome? FindOutcome(ParticipantRoleConfig config)
    {
        if (_inputFault is not null)
        {
            return new ParticipantRoleOutcome(config, OutcomeStatus.Cancelled, _inputFault);
        }

        if (_isAbandoned)
        {
            return new ParticipantRoleOutcome(config, OutcomeStatus.Cancelled, InputProblems.Stopped());
        }

        return _run?.Fault is null && !IsConfirmed(config, out var reason)
            ? new ParticipantRoleOutcome(config, reason == ShouldProcessReason.WhatIf ? OutcomeStatus.WhatIf : OutcomeStatus.Declined)
            : null;
    }

    // Takes outcomes while the engine is busy. A stopped run ends at once; if the engine does not respond even then, the wait ends without it.
    private bool WaitWhile(Func<bool> isBusy)
    {
        Drain();
        for (var silent = 0; isBusy();)
        {
            silent = _pump.Wait() ? 0 : silent + 1;
            if (_isAbandoned && silent > 1)
            {
                return false;
            }

            Drain(); // before the next check: a run has ended only when its outcomes are taken, and its end wakes the pump only once
        }

        return true;
    }

    private bool IsOwnLine(object? target) => _run is not null && _files.Journal is not null
        && (target as object?[] ?? [target]).Any(t => t is PSObject row && row.Properties[nameof(ParticipantRoleOutcome.RunId)]?.Value as string == _run.Id);

    private bool IsConfirmed(ParticipantRoleConfig config, out ShouldProcessReason reason)
    {
        var action = $"Set {config} ({config.GetTimeline()}) for {config.GetContact()}{(config.Region is null ? "" : $" in {config.Region}")}.";
        return _cmdlet.ShouldProcess(action, action, null, out reason);
    }

    // Asks the engine's questions, writes the outcomes that are there, and updates the progress bar.
    private void Drain()
    {
        if (!_isAbandoned)
        {
            _pump.AskQuestions();
        }

        while (_run?.TryTake() is { } outcome)
        {
            Report(outcome);
        }

        if (!_isAbandoned && _run?.GetProgress() is { } progress)
        {
            _progress.Show(progress);
        }
    }

    private void Report(ParticipantRoleOutcome outcome)
    {
        var origin = (InputOrigin)outcome.Origin!;
        _summary.CountOutcome(outcome, origin.TakeRows());
        if (_isAbandoned)
        {
            return;
        }

        var config = outcome.GetConfig();
        if (outcome.Status == OutcomeStatus.Accepted)
        {
            _prompt.Add(config!);
        }

        _cmdlet.WriteVerbose($"{outcome}{(config is null ? "" : $": {config}")}"
            + $"{(outcome.Attempts > 1 ? $"; {outcome.Attempts} attempts" : "")}{(outcome.RequestId is { } id ? $"; request {id}" : "")}");
        if (outcome.Status == OutcomeStatus.Failed && outcome.GetProblem() is { } problem)
        {
            // What is wrong with a whole account is one error; its contacts have the cause in their outcomes.
            var place = problem.Account is { } account ? $"account {account}" : $"contact {DisplayText.Value(outcome.ContactId)}";
            if (problem.Account is null && _run?.Fault?.ErrorId == problem.ErrorId)
            {
                _failedByFault.Add(DisplayText.Value(outcome.ContactId)); // the error that ends the run names them
            }
            else if (problem.Account is null || _failedAccounts.Add(place + problem.ErrorId))
            {
                _cmdlet.WriteError(problem.At(place).Record(config));
            }
        }

        if (_passThru)
        {
            _cmdlet.WriteObject(OtherColumns.AddTo(outcome, origin.Target));
        }
    }

    private string FailedByFault() => _failedByFault.Count == 0 ? "" : $"contact{(_failedByFault.Count == 1 ? "" : "s")} {string.Join(", ", _failedByFault)}";

    // No timer anywhere is a mistake; a contact without one among others may be meant.
    private void SayWhatHasNoTimer()
    {
        var count = _summary.CountOf(nameof(InputProblems.NothingToSet));
        if (count > 0 && count == _summary.Chats)
        {
            _cmdlet.WriteError(InputProblems.NoTimers(count, [.. OtherColumns.Of(_withoutTimer?.Target).Select(c => c.Name)]).Record(_withoutTimer?.Target));
        }
        else
        {
            Warn(count, "contact has", "contacts have", "no timer; nothing was sent for such contacts.");
        }
    }

    private void Warn(int count, string one, string several, string what)
    {
        if (count > 0)
        {
            _cmdlet.WriteWarning($"{DisplayText.Count(count, one, several)} {what}");
        }
    }

    // A class, as Submission of the engine is.
    private sealed record WaitingItem(
        ParticipantRoleConfig? Config, ParticipantRoleOutcome? Outcome, IReadOnlyList<KeyValuePair<string, string?>> Notes, ChatReceipt? Receipt);
}
