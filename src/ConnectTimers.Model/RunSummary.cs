namespace ConnectTimers;

/// <summary>
/// The counts of one run. Two sums hold when it ends: rows = blank rows + rows of Accepted, Failed, Invalid, Skipped, Declined, WhatIf and
/// Cancelled outcomes; and every chat, and every contact of an invalid row, has one outcome.
/// </summary>
public sealed class RunSummary
{
    // A service that keeps answering with new error codes must not make the summary grow without end.
    private const int MostCauses = 20;
    private const string Others = "other causes";

    private const int MostAccounts = 5;

    private readonly int[] _outcomes = new int[Enum.GetValues(typeof(OutcomeStatus)).Length];
    private readonly int[] _rows = new int[Enum.GetValues(typeof(OutcomeStatus)).Length];
    private readonly List<Cause> _causes = [];
    private int _invalidContacts;
    private readonly Dictionary<string, AccountSummary> _accounts = [];

    /// <summary>Rows, ids, timers or objects that were read.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows in which every cell is blank.</summary>
    public int Blank { get; private set; }

    /// <summary>Rows that are outcomes of an earlier run and say that the service accepted them.</summary>
    public int AlreadyAccepted { get; private set; }

    /// <summary>Rows that cannot be used, each with an error.</summary>
    public int Invalid { get; private set; }

    /// <summary>Chats: each gets exactly one outcome. Several rows of one timer each can be one chat, and one row can hold for several chats.</summary>
    public int Chats { get; private set; }

    /// <summary>Chats whose timers the service accepted.</summary>
    public int Accepted => this[OutcomeStatus.Accepted];

    /// <summary>Chats that failed, each with an error.</summary>
    public int Failed => this[OutcomeStatus.Failed];

    /// <summary>Chats with nothing to set, or already accepted according to the journal.</summary>
    public int Skipped => this[OutcomeStatus.Skipped];

    /// <summary>Chats that the user answered No for.</summary>
    public int Declined => this[OutcomeStatus.Declined];

    /// <summary>Chats that -WhatIf only described.</summary>
    public int WhatIf => this[OutcomeStatus.WhatIf];

    /// <summary>Chats that were not sent because the run ended.</summary>
    public int Cancelled => this[OutcomeStatus.Cancelled];

    /// <summary>The number of outcomes with this status.</summary>
    public int this[OutcomeStatus status] => _outcomes[(int)status];

    /// <summary>Outcomes so far, those of invalid rows included.</summary>
    public int Outcomes { get; private set; }

    /// <summary>Chats that have their outcome.</summary>
    public int Done => Outcomes - this[OutcomeStatus.Invalid];

    /// <summary>The counts of each account that is known, in the order of the first outcomes.</summary>
    public IReadOnlyCollection<AccountSummary> Accounts => _accounts.Values;

    /// <summary>Whether both sums hold.</summary>
    public bool AddsUp
    {
        get
        {
            var rows = Blank;
            foreach (var count in _rows)
            {
                rows += count;
            }

            return Rows == rows && Chats + _invalidContacts == Outcomes;
        }
    }

    /// <summary>The rows of the outcomes with this status. A row of several chats counts with the first of them that has its outcome.</summary>
    public int RowsOf(OutcomeStatus status) => _rows[(int)status];

    /// <summary>Of accepted chats: whether their timers were in force when the agent joined, as far as it is known.</summary>
    public InForceCounts InForce { get; } = new();

    /// <summary>Counts a row in which every cell is blank.</summary>
    public void CountBlank()
    {
        Rows++;
        Blank++;
    }

    /// <summary>Counts a row that says that it was already accepted.</summary>
    public void CountAlreadyAccepted()
    {
        Rows++;
        AlreadyAccepted++;
        Chats++;
    }

    /// <summary>Counts invalid rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="contacts">Their contacts, known or not, at least one: each gets an outcome.</param>
    public void CountInvalid(int rows, int contacts)
    {
        Rows += rows;
        Invalid += rows;
        _invalidContacts += contacts;
    }

    /// <summary>Counts rows and the chats that they belong to.</summary>
    public void CountValid(int rows, int chats)
    {
        Rows += rows;
        Chats += chats;
    }

    /// <summary>Counts an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="rows">Its rows; 0 for a further chat of rows that are counted already.</param>
    public void CountOutcome(ParticipantRoleOutcome outcome, int rows)
    {
        var status = outcome.Status;
        _rows[(int)status] += rows;
        _outcomes[(int)status]++;
        Outcomes++;
        if (outcome.Account is { } account)
        {
            if (!_accounts.TryGetValue(account, out var counts))
            {
                _accounts.Add(account, counts = new AccountSummary(account));
            }

            counts.Count(outcome);
        }

        InForce.Count(outcome.InForce, outcome.LeadSeconds);
        if (outcome.ErrorId is { } errorId)
        {
            var cause = Find(status, errorId) ?? (_causes.Count < MostCauses ? Add(status, errorId) : Find(status, Others) ?? Add(status, Others));
            cause.Count(outcome.ContactId is { } contact ? DisplayText.Value(contact) : outcome.InputPosition ?? "no contact");
        }
    }

    /// <summary>The number of outcomes with this error id.</summary>
    public int CountOf(string errorId) => _causes.Where(c => c.ErrorId == errorId).Sum(c => c.Chats);

    /// <summary><c>44 rows: 4 invalid, 1 blank</c>.</summary>
    public string ToRowsText()
    {
        var parts = Counts((Invalid, "invalid"), (AlreadyAccepted, "already accepted"), (Blank, "blank"));
        return $"{DisplayText.Count(Rows, "row", "rows")}{(parts.Length == 0 ? "" : ": " + parts)}";
    }

    /// <summary><c>44 rows: 4 invalid, 1 blank; 39 chats: 38 accepted, 1 failed; 30 of 38 in force, median 21 s before the agent.</c></summary>
    public string ToLine()
    {
        var parts = Counts(
            (Failed, "failed"), (Skipped, "skipped"), (Declined, "declined"), (WhatIf, "would be sent (-WhatIf)"), (Cancelled, "cancelled"));
        return $"{ToRowsText()}; {DisplayText.Count(Chats, "chat", "chats")}: {DisplayText.Number(Accepted)} accepted{(parts.Length == 0 ? "" : ", " + parts)}"
            + $"{(InForce.ToString() is { Length: > 0 } inForce ? "; " + inForce : "")}.";
    }

    /// <summary>The line, followed by a line for each cause with its count and the first contacts, and with several accounts by one for them.</summary>
    public override string ToString() => _causes.Count == 0 && _accounts.Count < 2 ? ToLine() : string.Join(Environment.NewLine, _causes
        .OrderBy(c => c.Status).ThenByDescending(c => c.Chats)
        .Select(c => "  " + c).Prepend(ToLine()).Concat(AccountLines()));

    private IEnumerable<string> AccountLines()
    {
        if (_accounts.Count > 1)
        {
            var failed = _accounts.Values.Where(a => a.Failed > 0).OrderByDescending(a => a.Failed).ToList();
            yield return $"  {DisplayText.Number(_accounts.Count)} accounts{(failed.Count == 0 ? "" : $", {DisplayText.Number(failed.Count)} with failures: ")}"
                + string.Join("; ", failed.Take(MostAccounts))
                + (failed.Count > MostAccounts ? $"; and {DisplayText.Number(failed.Count - MostAccounts)} more" : "");
        }
    }

    // Loops, here and above: queries over structs are compiled in the first call of every process.
    private static string Counts(params (int Count, string What)[] counts)
    {
        var parts = new List<string>();
        foreach (var (count, what) in counts)
        {
            if (count > 0)
            {
                parts.Add($"{DisplayText.Number(count)} {what}");
            }
        }

        return string.Join(", ", parts);
    }

    private Cause? Find(OutcomeStatus status, string errorId) => _causes.Find(c => c.Status == status && c.ErrorId == errorId);

    private Cause Add(OutcomeStatus status, string errorId)
    {
        var cause = new Cause(status, errorId);
        _causes.Add(cause);
        return cause;
    }

    // The first contacts stand as examples; every contact has an error and an outcome of its own.
    private sealed class Cause(OutcomeStatus status, string errorId)
    {
        private const int MostExamples = 3;

        private readonly List<string> _examples = [];

        public OutcomeStatus Status => status;

        public string ErrorId => errorId;

        public int Chats { get; private set; }

        public void Count(string contact)
        {
            Chats++;
            if (_examples.Count < MostExamples)
            {
                _examples.Add(contact);
            }
        }

        public override string ToString() => $"{DisplayText.Number(Chats)} {status.ToString().ToLowerInvariant()}, {errorId}: {string.Join(", ", _examples)}"
            + (Chats > _examples.Count ? $" and {DisplayText.Number(Chats - _examples.Count)} more" : "");
    }
}
