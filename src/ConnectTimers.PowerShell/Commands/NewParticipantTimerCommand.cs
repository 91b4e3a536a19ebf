using System.Management.Automation;
using ConnectTimers.PowerShell.Binding;
using ConnectTimers.Recognition;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Makes a timer to pipe into Set-ParticipantRoleConfig. A timer that cannot be is an error, and a RefusedTimer in its place, so that
/// nothing is sent for its contact.
/// </summary>
[Cmdlet(VerbsCommon.New, "ParticipantTimer")]
[OutputType(typeof(ParticipantTimer), typeof(RefusedTimer))]
public sealed class NewParticipantTimerCommand : PSCmdlet
{
    /// <summary>Whose silence: Customer or Agent.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("ParticipantRole")]
    [RoleTransformation]
    public ParticipantRole Role { get; set; }

    /// <summary>What happens: Idle, or DisconnectNoncustomer (Disconnect for short).</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("TimerType")]
    [TimerTypeTransformation]
    public TimerType Type { get; set; }

    /// <summary>The duration: 2 to 480 whole minutes, or the word Unset.</summary>
    [Parameter(Position = 2)]
    [Alias("ParticipantTimerDurationInMinutes", "DurationInMinutes")]
    [AllowNull]
    [AllowEmptyString]
    public object? Minutes { get; set; }

    /// <summary>Takes the timer away.</summary>
    [Parameter]
    public SwitchParameter Unset { get; set; }

    /// <summary>The instance, id or ARN, when the timer shall name its chat.</summary>
    [Parameter]
    public string? InstanceId { get; set; }

    /// <summary>The contact, id or ARN, when the timer shall name its chat.</summary>
    [Parameter]
    public string? ContactId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var draft = new ConfigDraft();
        draft.Put(Column.InstanceId, InstanceId, "-InstanceId");
        draft.Put(Column.ContactId, ContactId, "-ContactId");
        var kind = TimerKinds.Of(Role, Type);
        var value = TimerCells.Read(kind, Unwrap(Minutes), Unset.IsPresent ? true : null, draft);
        foreach (var problem in draft.Problems)
        {
            WriteError(problem.Record(Minutes));
        }

        WriteObject(draft.Problems.FirstOrDefault() is { } first
            ? new RefusedTimer(first, InstanceId, ContactId)
            : new ParticipantTimer(kind, value, draft.Text(Column.InstanceId), draft.Text(Column.ContactId), draft.Text(Column.Region)));
    }

    private static object? Unwrap(object? value) => (value as PSObject)?.BaseObject ?? value;
}
