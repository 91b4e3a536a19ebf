using System.Management.Automation;
using ConnectTimers.Parsing;
using ConnectTimers.Pipeline;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Creates a timer to pipe into Set-ParticipantRoleConfig, from parameters or from rows with one timer each. An invalid timer is an error, and
/// an InvalidTimer takes its place, so that nothing is sent for its contact. No parameter is mandatory or of a narrow type: a row that
/// PowerShell rejected would be lost, and its contact's other timers sent without it.
/// </summary>
[Cmdlet(VerbsCommon.New, "ParticipantTimer")]
[OutputType(typeof(ParticipantTimer), typeof(InvalidTimer))]
public sealed class NewParticipantTimerCommand : PSCmdlet
{
    private ColumnMap _columns = ColumnMap.None;
    private int _number;

    /// <summary>Whose silence: Customer or Agent.</summary>
    [Parameter(Position = 0)]
    [Alias("ParticipantRole")]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string? Role { get; set; }

    /// <summary>What happens: Idle, or DisconnectNoncustomer (Disconnect for short).</summary>
    [Parameter(Position = 1)]
    [Alias("TimerType")]
    [ArgumentCompleter(typeof(TimerTypeCompleter))]
    public string? Type { get; set; }

    /// <summary>The duration: 2 to 480 whole minutes, or the word Unset.</summary>
    [Parameter(Position = 2)]
    [Alias("ParticipantTimerDurationInMinutes", "DurationInMinutes")]
    [ArgumentCompleter(typeof(MinutesCompleter))]
    public string? Minutes { get; set; }

    /// <summary>Removes the timer.</summary>
    [Parameter]
    public SwitchParameter Unset { get; set; }

    /// <summary>The timer's instance: id or ARN.</summary>
    [Parameter]
    public string? InstanceId { get; set; }

    /// <summary>The timer's contact: id or ARN.</summary>
    [Parameter]
    public string? ContactId { get; set; }

    /// <summary>Rows with one timer each: objects or hashtables.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Names of the input's columns that are somebody's own, whatever they resemble.</summary>
    [Parameter]
    public string?[]? IgnoreColumn { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _columns = ColumnMap.WithIgnored(IgnoreColumn);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _number++;
        var row = InputObject is null ? null : Row.Of(InputObject, _columns);
        if (MyInvocation.ExpectingInput && (InputObject is null || row is { IsBlank: true }))
        {
            return; // a blank row
        }

        var place = MyInvocation.ExpectingInput ? $"row {_number}" : "";
        var builder = new ConfigBuilder(place);
        var cells = Row.OfParameters(
            (Column.Role, "-Role", Role), (Column.Type, "-Type", Type), (Column.Minutes, "-Minutes", Minutes),
            (Column.Unset, "-Unset", Unset.IsPresent ? true : null), (Column.InstanceId, "-InstanceId", InstanceId), (Column.ContactId, "-ContactId", ContactId));
        cells.AddAll(row);
        cells.PutInto(builder);
        if (builder.HasTimers)
        {
            builder.AddProblem(InputProblems.IncompleteTimer("The row has timers in columns of their own as well as a role and a type; use one of the two forms."));
        }

        if (row?.Lookalikes is { Count: > 0 } lookalikes)
        {
            builder.AddProblem(InputProblems.UnrecognizedColumn(lookalikes, 1, place));
        }

        TimerParser.Put(cells, place, builder);
        foreach (var problem in builder.Problems)
        {
            WriteError(problem.Record(InputObject));
        }

        WriteObject(builder.Problems.FirstOrDefault() is { } first
            ? new InvalidTimer(first, place, builder.Text(Column.InstanceId), builder.Text(Column.ContactId))
            : builder.BuildTimer());
    }
}
