using System.Management.Automation;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Tests the input of Set-ParticipantRoleConfig without sending anything: every problem, what will happen in the chats, and what to check.
/// Needs no credentials and no network, and loads the engine only to read JSON.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ParticipantRoleConfig")]
[OutputType(typeof(ParticipantRoleConfigTest), typeof(bool))]
public sealed class TestParticipantRoleConfigCommand : InputCmdlet
{
    private readonly RunSummary _summary = new();
    private bool _hasConfigs;

    /// <summary>Writes one Boolean: whether there is something to send and no problem.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    // Problems of the command line come up again with each row.
    internal override void Begin(CommandLineInput commandLine)
    {
    }

    internal override void Handle(InputResult result)
    {
        result.CountIn(_summary);
        var valid = result as ValidInput;
        _hasConfigs |= valid?.Configs.Count > 0;
        if (Quiet)
        {
            return;
        }

        if (valid?.Warning is { } warning)
        {
            WriteWarning(warning);
        }

        WriteObject(Tests(result), enumerateCollection: true);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Quiet)
        {
            WriteObject(_hasConfigs && _summary.Invalid == 0);
        }
        else if (_summary.AlreadyAccepted > 0)
        {
            WriteWarning($"{DisplayText.Count(_summary.AlreadyAccepted, "row was", "rows were")} left out: already accepted.");
        }
    }

    private static IEnumerable<ParticipantRoleConfigTest> Tests(InputResult result) => result switch
    {
        InvalidInput invalid => invalid.Contacts,
        ValidInput valid => valid.NothingToSet.Select(c => new ParticipantRoleConfigTest(c.InstanceId, c.ContactId, c.Region, []))
            .Concat(valid.Configs.Select(c => new ParticipantRoleConfigTest(c))),
        SkippedInput skipped => [new ParticipantRoleConfigTest(skipped.Contact, skipped.Reason)],
        _ => [],
    };
}
