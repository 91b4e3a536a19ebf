using System.Management.Automation;
using ConnectTimers.PowerShell.Binding;
using ConnectTimers.PowerShell.Isolation;
using ConnectTimers.Seam;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// The pipeline thread's side of a run: asks for each config, hands it to the engine, and writes what comes back; keeps the books.
/// The engine is started when the first config is approved, so that -WhatIf needs no credentials and writes no journal.
/// </summary>
internal sealed class Dispatching : IDisposable
{
    // How long one wait for the queue or for an outcome lasts before the other is looked at again.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    private readonly PSCmdlet _cmdlet;
    private readonly bool _passThru;
    private readonly string[]? _journalProperty;
    private readonly Func<MfaQuestions, RunSettings> _settings;
    private readonly CancellationToken _stopToken;
    private readonly RunTally _tally = new();
    private readonly ProgressBar _progress;
    private readonly MfaQuestions _questions;
    private ITimerRun? _run;

    public Dispatching(PSCmdlet cmdlet, bool passThru, string[]? journalProperty, Func<MfaQuestions, RunSettings> settings, CancellationToken stopToken)
    {
        _cmdlet = cmdlet;
        _passThru = passThru;
        _journalProperty = journalProperty;
        _settings = settings;
        _stopToken = stopToken;
        _questions = new MfaQuestions(cmdlet);
        // What is typed is known at once; what is piped in, at its end.
        _progress = new ProgressBar(cmdlet, _tally) { IsTotalKnown = !cmdlet.MyInvocation.ExpectingInput };
    }

    /// <summary>Books a reading and, when it is one of configs, asks for and submits them.</summary>
    public void Handle(Reading reading)
    {
        reading.CountIn(_tally);
        reading.WriteComplaints(_cmdlet);

        foreach (var contact in reading.NothingToSet)
        {
            Report(new ParticipantRoleOutcome(contact, OutcomeStatus.Skipped, Recognition.InputProblems.NothingToSet()));
        }

        var notes = JournalNotes.Of(reading.Target, _journalProperty);
        foreach (var config in reading.Configs)
        {
            Ask(config, notes);
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
        _progress.IsTotalKnown = true;
        _run?.Complete();
        while (_run is { IsCompleted: false } run)
        {
            if (run.TryTake(Turn) is { } outcome)
            {
                Report(outcome);
            }

            Drain();
        }

        _progress.Complete();
        Warn(_tally.AcceptedBefore, "Inputs that were accepted before, and are passed over");
        Warn(_tally.CountOf(nameof(Recognition.InputProblems.NothingToSet)), "Contacts that came without any timer, and for which nothing was sent");
        Warn(_tally.CountOf("OutOfTime"), "Contacts that were not sent, because -MaxMinutes were over", " Run it again, with -JournalPath and -Resume to send only those.");
        if (!_tally.AddsUp)
        {
            throw new InvalidOperationException($"The books do not add up: {_tally} Report this as an issue of ConnectTimers.");
        }

        if (_tally.Inputs > 0)
        {
            _cmdlet.WriteInformation(new InformationRecord(_tally, nameof(ConnectTimers)));
        }

        if (_run?.Fault is { } fault)
        {
            _cmdlet.ThrowTerminatingError(fault.At(_tally.Cancelled == 0 ? "" : $"{_tally.Cancelled} not sent").Record(null));
        }
    }

    public void Dispose()
    {
        _questions.Dispose();
        _run?.Dispose();
    }

    private void Ask(ParticipantRoleConfig config, IReadOnlyList<KeyValuePair<string, string?>> notes)
    {
        // When the run has ended nobody is asked any more, and the engine gives the config back as cancelled.
        var target = config.GetContact() + (config.Region is null ? "" : $" in {config.Region}");
        if (_run?.Fault is null && !_cmdlet.ShouldProcess(target, $"Set {config} ({config.GetTimeline()})"))
        {
            Report(new ParticipantRoleOutcome(config, OutcomeStatus.NotAsked));
            return;
        }

        _run ??= EngineHost.Engine.Start(_settings(_questions), _stopToken);
        while (!_run.TrySubmit(config, notes, Turn))
        {
            Drain();
        }
    }

    // Asks what the engine wants to know and writes what is there; the progress, once nothing more is.
    private void Drain()
    {
        if (_stopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        _questions.Serve();
        while (_run?.TryTake(TimeSpan.Zero) is { } outcome)
        {
            Report(outcome);
        }

        if (_run?.GetProgress() is { } progress)
        {
            _progress.Show(progress);
        }
    }

    private void Report(ParticipantRoleOutcome outcome)
    {
        _tally.CountOutcome(outcome);
        var config = outcome.GetConfig();
        _cmdlet.WriteVerbose($"{outcome}{(config is null ? "" : $": {config}")}"
            + $"{(outcome.Attempts > 1 ? $"; {outcome.Attempts} attempts" : "")}{(outcome.RequestId is { } id ? $"; request {id}" : "")}");
        if (outcome.GetStatus() == OutcomeStatus.Failed && outcome.GetProblem() is { } problem)
        {
            _cmdlet.WriteError(problem.At($"contact {Shown.Value(outcome.ContactId)}").Record(config));
        }

        if (_passThru)
        {
            _cmdlet.WriteObject(outcome);
        }
    }

    private void Warn(int number, string what, string next = "")
    {
        if (number > 0)
        {
            _cmdlet.WriteWarning($"{what}: {Shown.Number(number)}.{next}");
        }
    }
}
