using System.Management.Automation;
using ConnectTimers.Pipeline;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Removes the timers that a journal says were set and that nothing later has changed, through the same engine, and writes the outcomes to the same
/// journal.
/// </summary>
[Cmdlet(VerbsCommon.Undo, "ParticipantRoleConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ParticipantRoleOutcome))]
public sealed class UndoParticipantRoleConfigCommand : StoppableCmdlet, IDynamicParameters
{
    private readonly UndoParameters _limits = new();
    private SetPipeline? _pipeline;

    /// <summary>The journal.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JournalPathCompleter))]
    public string JournalPath { get; set; } = "";

    /// <summary>Only timers that this run set; those of all runs if there is none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string? RunId { get; set; }

    /// <summary>Also removes timers of calls of which it is unknown whether the service carried them out.</summary>
    [Parameter]
    public SwitchParameter IncludeUnknown { get; set; }

    /// <summary>Writes one outcome for each contact, failures included.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => _limits;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ThrowIf(ConnectionSettingsFactory.Check(_limits), JournalPath);
        ThrowIf(PathResolver.Literal(this, nameof(JournalPath), JournalPath, out var file), JournalPath);
        var journal = EngineHost.Engine.ReadJournal(file);
        var plan = new UndoPlan(journal.ReadContacts(StopToken), RunId, IncludeUnknown);
        ThrowIf(journal.Problem ?? journal.Invalid ?? (RunId is null || journal.Runs.Contains(RunId) ? null : InputProblems.RunNotFound(RunId, file, journal.Runs)), JournalPath);
        foreach (var warning in plan.Warnings)
        {
            WriteWarning(warning);
        }

        // One address at a time. The addresses are the journal's: what was set at one is removed there.
        // A line of another program may have no address, and none is guessed.
        var typed = _limits.EndpointUrl;
        var endpoints = plan.Undone.GroupBy(u => u.Endpoint.Length == 0 ? typed ?? "" : u.Endpoint)
            .Where(g => g.Key.Length > 0 && (typed is null || g.Key == typed || IsSameAddress(g.Key, typed))).ToList();
        if (typed is null && plan.Undone.Count(u => u.Endpoint.Length == 0) is > 0 and var without)
        {
            WriteWarning($"{DisplayText.Count(without, "chat has", "chats have")} no address in the journal; use -EndpointUrl to undo what was set there.");
        }

        if (endpoints.Count == 0)
        {
            WriteWarning("There is nothing to undo.");
        }

        foreach (var endpoint in endpoints)
        {
            (_limits.EndpointUrl, _limits.File) = (endpoint.Key, file);
            _pipeline = new SetPipeline(this, _limits, region: null, PassThru, StopToken);
            foreach (var (config, _) in endpoint)
            {
                _pipeline.Handle(new ValidInput(1, "", [config], [], [], null, config));
            }

            _pipeline.Finish();
            _pipeline.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _pipeline?.Abandon([]);
            _pipeline?.Dispose();
        }
    }

    private static bool IsSameAddress(string first, string second) =>
        Uri.TryCreate(first, UriKind.Absolute, out var a) && Uri.TryCreate(second, UriKind.Absolute, out var b) && a.Equals(b);
}
