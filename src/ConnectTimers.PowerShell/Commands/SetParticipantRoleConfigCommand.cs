using System.Management.Automation;
using ConnectTimers.Pipeline;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>Sets the idle and auto-disconnect timers of chats.</summary>
[Cmdlet(VerbsCommon.Set, "ParticipantRoleConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ParticipantRoleOutcome))]
public sealed class SetParticipantRoleConfigCommand : InputCmdlet, IDynamicParameters
{
    private readonly RunParameters _run = new();
    private SetPipeline _pipeline = null!;

    /// <inheritdoc/>
    public object GetDynamicParameters() => _run;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EngineHost.WarmUp();
        base.BeginProcessing();
    }

    internal override void Begin(CommandLineInput commandLine)
    {
        // These problems hold for every row, so none is read.
        var problems = commandLine.Problems().Append(ConnectionSettingsFactory.Check(_run)).Append(_run.CheckJournal(this)).OfType<Problem>().ToList();
        foreach (var problem in problems.Skip(1))
        {
            WriteError(problem.Record(null));
        }

        if (problems.Count > 0)
        {
            ThrowTerminatingError(problems[0].Record(null));
        }

        _pipeline = new SetPipeline(this, _run, Region, _run.PassThru, StopToken);
    }

    internal override void Handle(InputResult result) => _pipeline.Handle(result);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _pipeline.Finish();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _pipeline?.Abandon(ReadRest());
            _pipeline?.Dispose();
        }
    }
}
