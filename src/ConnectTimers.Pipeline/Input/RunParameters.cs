using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.Pipeline.Input;

/// <summary>The parameters of a run of many calls: its pace, its end, and the journal of its outcomes.</summary>
public sealed class RunParameters : LimitParameters
{
    /// <summary>Writes one outcome for each contact, failures included.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The file to which each outcome is appended as a line of JSON.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JournalPathCompleter))]
    public string? JournalPath { get; set; }

    /// <summary>Skips contacts whose timers were accepted according to the journal.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Columns of the input to add to the journal.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? JournalProperty { get; set; }

    /// <summary>Checks the parameters of the journal.</summary>
    /// <param name="cmdlet">The cmdlet, for its current location.</param>
    /// <returns>Null when nothing is wrong.</returns>
    internal Problem? CheckJournal(PSCmdlet cmdlet)
    {
        if (JournalPath is null)
        {
            return Resume || JournalProperty is not null ? InputProblems.JournalPathMissing(Resume ? nameof(Resume) : nameof(JournalProperty)) : null;
        }

        return PathResolver.Literal(cmdlet, nameof(JournalPath), JournalPath, out _)
            ?? (JournalProperty?.FirstOrDefault(SecretColumns.Contains) is { } secret ? InputProblems.JournalPropertySecret(secret) : null)
            ?? (JournalProperty?.FirstOrDefault(JournalNotes.IsReserved) is { } name ? InputProblems.JournalPropertyTaken(name) : null);
    }

    internal override string? Journal => JournalPath;

    internal override string[]? JournalColumns => JournalProperty;

    internal override bool SkipsAccepted => Resume;

    internal override string SendRest => JournalPath is null ? base.SendRest : Resume ? "run the same command again" : "rerun the same command with -Resume";
}

/// <summary>The parameters of an undo, whose journal is that of the run that is undone.</summary>
public sealed class UndoParameters : LimitParameters
{
    /// <summary>The full path of the journal.</summary>
    internal string? File { get; set; }

    internal override string? Journal => File;

    internal override string SendRest => "run the same command again";

    internal override bool SkipsAccepted => true;
}
