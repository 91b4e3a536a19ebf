using System.Management.Automation;
using ConnectTimers.PowerShell.Binding;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Sets the idle and auto-disconnect timers of chats. One parameter set: what is piped in says itself what it is, and what is typed
/// holds for all of it.
/// </summary>
[Cmdlet(VerbsCommon.Set, "ParticipantRoleConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ParticipantRoleOutcome))]
public sealed class SetParticipantRoleConfigCommand : RunCmdlet
{
    private Dispatching _dispatching = null!;

    /// <summary>Writes one outcome for each config, failures included.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override void Begin(TypedInput typed)
    {
        // Wrong for all of the input, so none of it is read.
        var problems = typed.Problems().Append(Connecting.Check(this)).Append(JournalProblem()).OfType<Problem>().ToList();
        foreach (var problem in problems.Skip(1))
        {
            WriteError(problem.Record(null));
        }

        if (problems.Count > 0)
        {
            ThrowTerminatingError(problems[0].Record(null));
        }

        _dispatching = new Dispatching(this, PassThru, JournalProperty, Settings, StopToken);
    }

    internal override void Handle(Reading reading) => _dispatching.Handle(reading);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _dispatching.Finish();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _dispatching?.Dispose();
        }
    }
}
