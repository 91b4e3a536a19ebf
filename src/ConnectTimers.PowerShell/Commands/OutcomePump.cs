using System.Management.Automation;
using ConnectTimers.PowerShell.Input;
using ConnectTimers.PowerShell.Isolation;
using ConnectTimers.Abstractions;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// The pipeline thread's side of a run: asks for each config, hands it to the engine, and writes what comes back; keeps the books.
/// The engine is started when the first config is approved, so that -WhatIf needs no credentials and writes no journal.
/// </summary>
internal sealed class OutcomePump : IDisposable
{
    // How long one wait for the queue or for an outcome lasts before the other is looked at again.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    private readonly PSCmdlet _cmdlet;
    private readonly bool _passThru;
    private readonly string[]? _journalProperty;
    private readonly Func<MfaQuestions, RunSettings> _settings;
    private readonly CancellationToken _stopToken;
    private readonly RunSummary _summary = new();
    private readonly ProgressBar _progress;
    private readonly MfaQuestions _questions;
    private ITimerRun? _run;

    public OutcomePump(PSCmdlet cmdlet, bool passThru, string[]? journalProperty, Func<MfaQuestions, RunSettings> settings, CancellationToken stopToken)
    {
        _cmdlet = cmdlet;
        _passThru = passThru;
        _journalProperty = journalProperty;
        _settings = settings;
        _stopToken = stopToken;
        _questions = new MfaQuestions(cmdlet);
        // What is typed is known at once; what is piped in, at its end.
        _progress = new ProgressBar(cmdlet, _summary) { IsTotalKnown = !cmdlet.MyInvocation.ExpectingInput };
    }

    /// <summary>Books a reading and, when it is one of configs, asks for and submits them.</summary>
    public void Handle(InputResult result)
    {
        result.CountIn(_summary);
        result.WriteComplaints(_cmdlet);

        foreach (var contact in result.NothingToSet)
        {
            Report(new ParticipantRoleOutcome(contact, OutcomeStatus.Skipped, Parsing.InputProblems.NothingToSet()));
        }

        var notes = JournalNotes.Of(result.Target, _journalProperty);
        foreach (var config in result.Configs)
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
        Warn(_summary.AlreadyAccepted, "row was", "rows were", "left out: already accepted.");
        Warn(_summary.CountOf(nameof(Parsing.InputProblems.NothingToSet)), "contact has", "contacts have", "no timer; nothing was sent for it.", "no timer; nothing was sent for them.");
        Warn(_summary.CountOf("TimeLimitReached"), "contact was", "contacts were", "not sent, because the -MaxMinutes limit was reached. To send only the rest, rerun with -JournalPath and -Resume.");
        if (!_summary.AddsUp)
        {
            throw new InvalidOperationException($"The books do not add up: {_summary} Report this as an issue of ConnectTimers.");
        }

        if (_summary.Rows > 0)
        {
            _cmdlet.WriteInformation(new InformationRecord(_summary, nameof(ConnectTimers)));
        }

        if (_run?.Fault is { } fault)
        {
            _cmdlet.ThrowTerminatingError(fault.At(_summary.Cancelled == 0 ? "" : $"{_summary.Cancelled} not sent").Record(null));
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
        var action = $"Set {config} ({config.GetTimeline()}) on {target}.";
        if (_run?.Fault is null && !_cmdlet.ShouldProcess(action, action, null, out var reason))
        {
            Report(new ParticipantRoleOutcome(config, reason == ShouldProcessReason.WhatIf ? OutcomeStatus.WhatIf : OutcomeStatus.Declined));
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
        _summary.CountOutcome(outcome);
        var config = outcome.GetConfig();
        _cmdlet.WriteVerbose($"{outcome}{(config is null ? "" : $": {config}")}"
            + $"{(outcome.Attempts > 1 ? $"; {outcome.Attempts} attempts" : "")}{(outcome.RequestId is { } id ? $"; request {id}" : "")}");
        if (outcome.GetStatus() == OutcomeStatus.Failed && outcome.GetProblem() is { } problem)
        {
            _cmdlet.WriteError(problem.At($"contact {DisplayText.Value(outcome.ContactId)}").Record(config));
        }

        if (_passThru)
        {
            _cmdlet.WriteObject(outcome);
        }
    }

    private void Warn(int number, string one, string several, string what, string? whatOfSeveral = null)
    {
        if (number > 0)
        {
            _cmdlet.WriteWarning($"{DisplayText.Count(number, one, several)} {(number == 1 ? what : whatOfSeveral ?? what)}");
        }
    }
}
