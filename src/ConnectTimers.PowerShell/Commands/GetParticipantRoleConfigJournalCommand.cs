using System.Management.Automation;
using ConnectTimers.Abstractions;
using ConnectTimers.Pipeline;
using ConnectTimers.Pipeline.Input;

namespace ConnectTimers.PowerShell.Commands;

/// <summary>
/// Reads a journal: which timers each chat has by what was accepted, or everything that happened, with who and when. Needs no credentials and no
/// network, and can read while a run writes.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ParticipantRoleConfigJournal", DefaultParameterSetName = nameof(Current))]
[OutputType(typeof(JournalContact), ParameterSetName = [nameof(Current)])]
[OutputType(typeof(JournalEntry), ParameterSetName = [nameof(History)])]
public sealed class GetParticipantRoleConfigJournalCommand : StoppableCmdlet
{
    private const string ByAccepted =
        "These are the timers that were last accepted according to this journal. AWS has no way to read them back, so changes outside it are not known.";

    private readonly HashSet<string> _contacts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The journal.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JournalPathCompleter))]
    public string JournalPath { get; set; } = "";

    /// <summary>Only these contacts; all if there are none.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [AllowEmptyCollection]
    public string[]? ContactId { get; set; }

    /// <summary>Writes the timers of each chat. This is the default.</summary>
    [Parameter(ParameterSetName = nameof(Current))]
    public SwitchParameter Current { get; set; }

    /// <summary>Writes every outcome.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(History))]
    public SwitchParameter History { get; set; }

    /// <summary>Only outcomes of this run.</summary>
    [Parameter(ParameterSetName = nameof(History))]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string? RunId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _contacts.UnionWith(ContactId ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ThrowIf(PathResolver.Literal(this, nameof(JournalPath), JournalPath, out var file), JournalPath);
        var journal = EngineHost.Engine.ReadJournal(file);
        if (History)
        {
            WriteHistory(journal);
        }
        else
        {
            WriteContacts(journal);
        }

        if (journal.LeftOut is { } leftOut)
        {
            WriteWarning(leftOut);
        }

        ThrowIf(journal.Problem, file);
    }

    private void WriteHistory(IJournalReader journal)
    {
        foreach (var entry in journal.ReadHistory(StopToken).Where(e => IsAsked(e.ContactId) && (RunId is null || e.RunId == RunId)))
        {
            ThrowIfStopped();
            var output = new PSObject(entry);
            foreach (var note in entry.GetNotes().Where(n => output.Properties[n.Key] is null))
            {
                output.Properties.Add(new PSNoteProperty(note.Key, note.Value));
            }

            WriteObject(output);
        }
    }

    private void WriteContacts(IJournalReader journal)
    {
        var contacts = journal.ReadContacts(StopToken).Where(c => IsAsked(c.ContactId)).ToList();
        if (contacts.Count > 0)
        {
            WriteInformation(new HostInformationMessage { Message = ByAccepted }, ["PSHOST"]);
        }

        foreach (var contact in contacts)
        {
            ThrowIfStopped();
            WriteObject(contact);
        }
    }

    private bool IsAsked(string? contact) => _contacts.Count == 0 || (contact is not null && _contacts.Contains(contact));
}
