namespace ConnectTimers;

/// <summary>The counts of one account in a run.</summary>
public sealed class AccountSummary
{
    private readonly int[] _outcomes = new int[Enum.GetValues(typeof(OutcomeStatus)).Length];

    internal AccountSummary(string account) => Account = account;

    /// <summary>The account, 12 digits.</summary>
    public string Account { get; }

    /// <summary>Chats of the account.</summary>
    public int Chats { get; private set; }

    /// <summary>Chats whose timers the service accepted.</summary>
    public int Accepted => this[OutcomeStatus.Accepted];

    /// <summary>Chats that failed.</summary>
    public int Failed => this[OutcomeStatus.Failed];

    /// <summary>The number of chats with this status.</summary>
    public int this[OutcomeStatus status] => _outcomes[(int)status];

    /// <summary>Why every call to the account failed; null if that is not so.</summary>
    public string? ErrorId { get; private set; }

    /// <summary><c>111122223333: 100 chats, 100 failed (CredentialsRejected)</c>.</summary>
    public override string ToString() => $"{Account}: {DisplayText.Count(Chats, "chat", "chats")}, {DisplayText.Number(Failed)} failed{(ErrorId is null ? "" : $" ({ErrorId})")}";

    internal void Count(ParticipantRoleOutcome outcome)
    {
        Chats++;
        _outcomes[(int)outcome.Status]++;
        ErrorId ??= outcome.GetProblem() is { Account: not null } problem ? problem.ErrorId : null;
    }
}
