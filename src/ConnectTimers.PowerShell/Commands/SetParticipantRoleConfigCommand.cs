using System.Management.Automation;
using ConnectTimers.PowerShell.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Sets the idle and auto-disconnect timers of chats. One parameter set: what is piped in says itself what it is, and what is typed
/// holds for all of it.
/// </summary>
[Cmdlet(VerbsCommon.Set, "ParticipantRoleConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ParticipantRoleOutcome))]
public sealed class SetParticipantRoleConfigCommand : RunCmdlet
{
    private OutcomePump _pump = null!;

    /// <summary>Writes one outcome for each config, failures included.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override void Begin(CommandLineInput typed)
    {
        // Wrong for all of the input, so none of it is read.
        var problems = typed.Problems().Append(ConnectionSettingsFactory.Check(this)).Append(JournalProblem()).OfType<Problem>().ToList();
        foreach (var problem in problems.Skip(1))
        {
            WriteError(problem.Record(null));
        }

        if (problems.Count > 0)
        {
            ThrowTerminatingError(problems[0].Record(null));
        }

        _pump = new OutcomePump(this, PassThru, JournalProperty, Settings, StopToken);
    }

    internal override void Handle(InputResult result) => _pump.Handle(result);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _pump.Finish();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _pump?.Dispose();
        }
    }
}
