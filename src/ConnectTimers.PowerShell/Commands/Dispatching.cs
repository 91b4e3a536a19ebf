using System.Management.Automation;
using ConnectTimers.PowerShell.Binding;
using ConnectTimers.PowerShell.Isolation;
using ConnectTimers.Seam;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// The pipeline thread's side of a run: asks for each config, hands it to the engine, and writes what comes back; keeps the books.
/// The engine is loaded and started when the first config is approved, so that -WhatIf needs no credentials.
/// </summary>
internal sealed class Dispatching : IDisposable
{
    // How long one wait for the queue or for an outcome lasts before the other is looked at again.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    private const string Activity = "Setting chat timers";

    private readonly PSCmdlet _cmdlet;
    private readonly bool _passThru;
    private readonly Func<RunSettings> _settings;
    private readonly CancellationToken _stopToken;
    private readonly RunTally _tally = new();
    private ITimerRun? _run;

    public Dispatching(PSCmdlet cmdlet, bool passThru, Func<RunSettings> settings, CancellationToken stopToken)
    {
        _cmdlet = cmdlet;
        _passThru = passThru;
        _settings = settings;
        _stopToken = stopToken;
    }

    /// <summary>Books a reading and, when it is one of configs, asks for and submits them.</summary>
    public void Handle(Reading reading)
    {
        _tally.CountInputs(reading.Inputs);
        if (reading.Warning is { } warning)
        {
            _cmdlet.WriteWarning(warning);
        }

        if (reading.Problems.Count > 0)
        {
            _tally.CountRefused(reading.Inputs);
        }
        else if (reading.IsPassedOver)
        {
            _tally.CountPassedOver(reading.Inputs);
        }
        else
        {
            _tally.CountGrouped(reading.Inputs, reading.Configs.Count + reading.NothingToSet.Count);
        }

        foreach (var problem in reading.Problems)
        {
            _cmdlet.WriteError(problem.Record(reading.Target));
        }

        foreach (var contact in reading.NothingToSet)
        {
            Report(new ParticipantRoleOutcome(contact, OutcomeStatus.Skipped, Recognition.InputProblems.NothingToSet()));
        }

        foreach (var config in reading.Configs)
        {
            Ask(config);
        }

        Drain();
        if (_run?.Fault is not null)
        {
            Finish(); // throws: no more input is read
        }
    }

    /// <summary>Waits for the outcomes that are still due, checks the books and says the summary.</summary>
    public void Finish()
    {
        _run?.Complete();
        while (_run is { IsCompleted: false } run)
        {
            ThrowIfStopped();
            if (run.TryTake(Turn) is { } outcome)
            {
                Report(outcome);
            }
        }

        if (_run is not null)
        {
            _cmdlet.WriteProgress(new ProgressRecord(0, Activity, _tally.ToString()) { RecordType = ProgressRecordType.Completed });
        }

        if (_tally[OutcomeStatus.Skipped] > 0)
        {
            _cmdlet.WriteWarning($"{_tally[OutcomeStatus.Skipped]} of the contacts came without any timer, so nothing was sent for them.");
        }

        if (!_tally.AddsUp)
        {
            throw new InvalidOperationException($"The books do not add up: {_tally} Report this as an issue of ConnectTimers.");
        }

        if (_tally.Inputs > 0)
        {
            _cmdlet.WriteInformation(new InformationRecord(_tally.ToString(), nameof(ConnectTimers)));
        }

        if (_run?.Fault is { } fault)
        {
            var unsent = _tally[OutcomeStatus.Cancelled];
            _cmdlet.ThrowTerminatingError(fault.At(unsent == 0 ? "" : $"{unsent} not sent").Record(null));
        }
    }

    public void Dispose() => _run?.Dispose();

    private void Ask(ParticipantRoleConfig config)
    {
        var target = config.GetContact() + (config.Region is null ? "" : $" in {config.Region}");
        if (_run?.Fault is null && !_cmdlet.ShouldProcess(target, $"Set {config} ({config.GetTimeline()})"))
        {
            Report(new ParticipantRoleOutcome(config, OutcomeStatus.NotAsked));
            return;
        }

        _run ??= EngineHost.Engine.Start(_settings(), _stopToken);
        if (!Submit(_run, config))
        {
            Report(new ParticipantRoleOutcome(config, OutcomeStatus.Cancelled, _run.Fault));
        }
    }

    // False when the run has ended before its time: nothing more can be sent.
    private bool Submit(ITimerRun run, ParticipantRoleConfig config)
    {
        while (run.Fault is null)
        {
            if (run.TrySubmit(config, Turn))
            {
                return true;
            }

            Drain();
        }

        return false;
    }

    private void Drain()
    {
        ThrowIfStopped();
        while (_run?.TryTake(TimeSpan.Zero) is { } outcome)
        {
            Report(outcome);
        }
    }

    private void Report(ParticipantRoleOutcome outcome)
    {
        _tally.CountOutcome(outcome.GetStatus());
        var config = outcome.GetConfig();
        _cmdlet.WriteVerbose($"{outcome}{(config is null ? "" : $": {config}")}{(outcome.RequestId is { } id ? $"; request {id}" : "")}");
        if (outcome.GetStatus() == OutcomeStatus.Failed && outcome.GetProblem() is { } problem)
        {
            _cmdlet.WriteError(problem.At($"contact {Shown.Value(outcome.ContactId)}").Record(config));
        }

        if (_passThru)
        {
            _cmdlet.WriteObject(outcome);
        }

        if (_run is not null)
        {
            _cmdlet.WriteProgress(new ProgressRecord(0, Activity, _tally.ToString()));
        }
    }

    private void ThrowIfStopped()
    {
        if (_stopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
