using System.Management.Automation;

namespace ConnectTimers.PowerShell.Input;

/// <summary>What one or more rows of input turned out to be.</summary>
/// <param name="Rows">The number of rows, ids, timers or objects.</param>
internal abstract record InputResult(int Rows)
{
    /// <summary>Counts the rows in the summary of a run.</summary>
    public abstract void CountIn(RunSummary summary);
}

/// <summary>A row in which every cell is blank.</summary>
internal sealed record BlankInput() : InputResult(1)
{
    public override void CountIn(RunSummary summary) => summary.CountBlank();
}

/// <summary>An outcome of an earlier run that the service accepted.</summary>
internal sealed record AlreadyAcceptedInput() : InputResult(1)
{
    public override void CountIn(RunSummary summary) => summary.CountAlreadyAccepted();
}

/// <summary>Rows that cannot be used, so that nothing is sent for their contacts.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Problems">Every problem, at least one.</param>
/// <param name="Contacts">The contacts, as far as they are known, each with its problems.</param>
/// <param name="Target">The row, or an array of rows: the target of the error records.</param>
internal sealed record InvalidInput(int Rows, IReadOnlyList<Problem> Problems, IReadOnlyList<ParticipantRoleConfigTest> Contacts, object? Target)
    : InputResult(Rows)
{
    public override void CountIn(RunSummary summary) => summary.CountInvalid(Rows);

    /// <summary>Writes each problem as an error.</summary>
    /// <param name="cmdlet">The cmdlet, for its error stream.</param>
    /// <param name="target">The target of the error records.</param>
    public void WriteProblems(Cmdlet cmdlet, object? target)
    {
        foreach (var problem in Problems)
        {
            cmdlet.WriteError(problem.Record(target));
        }
    }
}

/// <summary>An event of a contact that is not one to set, such as a chat that has ended.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Reason">Why no timers are set.</param>
/// <param name="Target">The event.</param>
internal sealed record SkippedInput(ChatContact Contact, Problem Reason, ContactEvent Target) : InputResult(1)
{
    public override void CountIn(RunSummary summary) => summary.CountValid(Rows, 1);
}

/// <summary>Rows that name chats and their timers.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Configs">The configs to send; several when several contacts were given on the command line.</param>
/// <param name="NothingToSet">Contacts without any timer.</param>
/// <param name="Warning">What to warn about; null for nothing.</param>
/// <param name="Target">The row, or an array of rows.</param>
internal sealed record ValidInput(
    int Rows, IReadOnlyList<ParticipantRoleConfig> Configs, IReadOnlyList<ChatContact> NothingToSet, string? Warning, object? Target)
    : InputResult(Rows)
{
    public override void CountIn(RunSummary summary) => summary.CountValid(Rows, Configs.Count + NothingToSet.Count);
}
