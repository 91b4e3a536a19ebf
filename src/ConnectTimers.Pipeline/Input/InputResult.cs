using System.Management.Automation;

namespace ConnectTimers.Pipeline.Input;

/// <summary>What one or more rows of input turned out to be.</summary>
/// <param name="Rows">The number of rows, ids, timers or objects.</param>
/// <param name="Place">Where the first of them is, <c>row 7</c>; empty for the command line.</param>
/// <param name="Target">The row, or an array of rows; null for the command line.</param>
internal abstract record InputResult(int Rows, string Place, object? Target)
{
    /// <summary>The outcomes that are final without a call.</summary>
    public virtual IEnumerable<ParticipantRoleOutcome> Outcomes => [];

    /// <summary>Counts the rows in the summary of a run.</summary>
    public abstract void CountIn(RunSummary summary);
}

/// <summary>A row in which every cell is blank.</summary>
internal sealed record BlankInput() : InputResult(1, "", null)
{
    public override void CountIn(RunSummary summary) => summary.CountBlank();
}

/// <summary>An outcome of an earlier run that the service accepted.</summary>
/// <param name="Outcome">The outcome of this run: Skipped.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Target">The outcome as it came.</param>
internal sealed record AlreadyAcceptedInput(ParticipantRoleOutcome Outcome, string Place, object? Target) : InputResult(1, Place, Target)
{
    public override IEnumerable<ParticipantRoleOutcome> Outcomes => [Outcome];

    public override void CountIn(RunSummary summary) => summary.CountAlreadyAccepted();
}

/// <summary>Rows that cannot be used, so that nothing is sent for their contacts.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Place">Where the first of them is.</param>
/// <param name="Problems">Every problem, at least one.</param>
/// <param name="Contacts">The contacts, as far as they are known, each with its problems; none if each row has its own result besides this one.</param>
/// <param name="Target">The row, or an array of rows: the target of the error records.</param>
internal sealed record InvalidInput(
    int Rows, string Place, IReadOnlyList<Problem> Problems, IReadOnlyList<ParticipantRoleConfigTest> Contacts, object? Target)
    : InputResult(Rows, Place, Target)
{
    /// <summary>Whether the cmdlet before this one has written the problems as errors.</summary>
    public bool IsReported { get; init; }

    /// <summary>Whether one error of several rows reports the problems, so that this row writes none.</summary>
    public bool IsReportedTogether { get; init; }

    public override IEnumerable<ParticipantRoleOutcome> Outcomes =>
        Contacts.Select(c => ParticipantRoleOutcome.Invalid(c.InstanceId, c.ContactId, c.Region, c.GetProblems()));

    public override void CountIn(RunSummary summary) => summary.CountInvalid(Rows, Contacts.Count);

    /// <summary>Writes each problem as an error, unless they have been written.</summary>
    /// <param name="cmdlet">The cmdlet, for its error stream.</param>
    /// <param name="target">The target of the error records.</param>
    public void WriteProblems(Cmdlet cmdlet, object? target)
    {
        foreach (var problem in IsReported || IsReportedTogether ? [] : Problems)
        {
            cmdlet.WriteError(problem.Record(target));
        }
    }
}

/// <summary>An event of a contact that is not one to set, such as a chat that has ended.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Reason">Why no timers are set.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Event">The event.</param>
internal sealed record SkippedInput(ChatContact Contact, Problem Reason, string Place, ContactEvent Event) : InputResult(1, Place, Event)
{
    public override IEnumerable<ParticipantRoleOutcome> Outcomes => [new(Contact, OutcomeStatus.Skipped, Reason)];

    public override void CountIn(RunSummary summary) => summary.CountValid(Rows, 1);
}

/// <summary>Rows that name chats and their timers.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Place">Where the first of them is.</param>
/// <param name="Configs">The configs to send; several when several contacts were given on the command line.</param>
/// <param name="NothingToSet">Contacts without any timer.</param>
/// <param name="Repeated">Configs that equal the one before them, which is sent once.</param>
/// <param name="Warning">What to warn about; null for nothing.</param>
/// <param name="Target">The row, or an array of rows.</param>
internal sealed record ValidInput(
    int Rows, string Place, IReadOnlyList<ParticipantRoleConfig> Configs, IReadOnlyList<ChatContact> NothingToSet,
    IReadOnlyList<ParticipantRoleConfig> Repeated, string? Warning, object? Target)
    : InputResult(Rows, Place, Target)
{
    public override IEnumerable<ParticipantRoleOutcome> Outcomes =>
        NothingToSet.Select(contact => new ParticipantRoleOutcome(contact, OutcomeStatus.Skipped, InputProblems.NothingToSet()))
            .Concat(Repeated.Select(config => new ParticipantRoleOutcome(config, OutcomeStatus.Skipped, InputProblems.Repeated())));

    public override void CountIn(RunSummary summary) => summary.CountValid(Rows, Configs.Count + NothingToSet.Count + Repeated.Count);
}
