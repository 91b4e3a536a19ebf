using System.Management.Automation;
using ConnectTimers.PowerShell.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Says of the same inputs that Set-ParticipantRoleConfig takes what it would make of them: everything that is wrong, what will happen in
/// the chats, and what to look at. Needs no credentials and no network, and does not load the engine.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ParticipantRoleConfig")]
[OutputType(typeof(ParticipantRoleConfigTest), typeof(bool))]
public sealed class TestParticipantRoleConfigCommand : InputCmdlet
{
    private int _alreadyAccepted;
    private bool _isAnySent;
    private bool _isAnyRefused;

    /// <summary>Writes one Boolean: whether there is something to send and nothing is wrong.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    internal override void Begin(CommandLineInput typed)
    {
        // What is wrong with what was typed is found again with each input, and is told there.
    }

    internal override void Handle(InputResult result)
    {
        _alreadyAccepted += result.IsAlreadyAccepted ? 1 : 0;
        _isAnySent |= result.Configs.Count > 0;
        _isAnyRefused |= result.Refusals.Count > 0;
        if (Quiet)
        {
            return;
        }

        if (result.Warning is { } warning)
        {
            WriteWarning(warning);
        }

        WriteObject(
            result.Refusals
                .Concat(result.NothingToSet.Select(c => new ParticipantRoleConfigTest(c.InstanceId, c.ContactId, c.Region, [])))
                .Concat(result.Configs.Select(c => new ParticipantRoleConfigTest(c))),
            enumerateCollection: true);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Quiet)
        {
            WriteObject(_isAnySent && !_isAnyRefused);
        }
        else if (_alreadyAccepted > 0)
        {
            WriteWarning($"{DisplayText.Count(_alreadyAccepted, "row was", "rows were")} left out: already accepted.");
        }
    }
}
