namespace ConnectTimers;

/// <summary>
/// The books of one run: rows in = refused + passed over + grouped into configs, and configs in = outcomes out. Checked at its end.
/// </summary>
public sealed class RunTally
{
    // A service that answers with ever new codes must not make the summary grow; the rest is summed up.
    private const int MostCauses = 20;
    private const string Others = "other causes";

    private readonly int[] _outcomes = new int[Enum.GetValues(typeof(OutcomeStatus)).Length];
    private readonly List<Cause> _causes = [];

    /// <summary>Rows, ids, timers or objects that came in.</summary>
    public int Inputs { get; private set; }

    /// <summary>Inputs that ask for nothing: every cell blank, or accepted before.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Of those, the ones that say themselves that they were accepted before.</summary>
    public int AcceptedBefore { get; private set; }

    /// <summary>Inputs refused, each with an error.</summary>
    public int Refused { get; private set; }

    /// <summary>Inputs that became configs; several timers may become one, and one input with several ids several.</summary>
    public int Grouped { get; private set; }

    /// <summary>Configs: what each has one outcome.</summary>
    public int Configs { get; private set; }

    /// <summary>Configs that the service took.</summary>
    public int Accepted => this[OutcomeStatus.Accepted];

    /// <summary>Configs that failed, each with an error.</summary>
    public int Failed => this[OutcomeStatus.Failed];

    /// <summary>Configs with nothing to set, or accepted before.</summary>
    public int Skipped => this[OutcomeStatus.Skipped];

    /// <summary>Configs that -WhatIf showed, or that were declined.</summary>
    public int NotAsked => this[OutcomeStatus.NotAsked];

    /// <summary>Configs that the run ended before.</summary>
    public int Cancelled => this[OutcomeStatus.Cancelled];

    /// <summary>How many ended so.</summary>
    public int this[OutcomeStatus status] => _outcomes[(int)status];

    /// <summary>Configs that have their outcome.</summary>
    public int Outcomes { get; private set; }

    /// <summary>Whether nothing is missing and nothing is there twice.</summary>
    public bool AddsUp => Inputs == PassedOver + Refused + Grouped && Configs == Outcomes;

    /// <summary>Inputs came in.</summary>
    public void CountInputs(int inputs) => Inputs += inputs;

    /// <summary>Inputs ask for nothing.</summary>
    public void CountPassedOver(int inputs) => PassedOver += inputs;

    /// <summary>An input asks for nothing because it says that it was accepted before.</summary>
    public void CountAcceptedBefore()
    {
        PassedOver++;
        AcceptedBefore++;
    }

    /// <summary>Inputs were refused.</summary>
    public void CountRefused(int inputs) => Refused += inputs;

    /// <summary>Inputs became configs.</summary>
    public void CountGrouped(int inputs, int configs)
    {
        Grouped += inputs;
        Configs += configs;
    }

    /// <summary>A config has its outcome.</summary>
    public void CountOutcome(ParticipantRoleOutcome outcome)
    {
        var status = outcome.GetStatus();
        _outcomes[(int)status]++;
        Outcomes++;
        if (outcome.ErrorId is { } errorId)
        {
            var cause = Find(status, errorId) ?? (_causes.Count < MostCauses ? Add(status, errorId) : Find(status, Others) ?? Add(status, Others));
            cause.Count(outcome.ContactId);
        }
    }

    /// <summary>How many have an outcome for that reason.</summary>
    /// <param name="errorId">The reason's id.</param>
    public int CountOf(string errorId) => _causes.Where(c => c.ErrorId == errorId).Sum(c => c.Contacts);

    /// <summary><c>44 inputs (4 refused, 1 passed over), 39 configs: 38 accepted, 1 failed.</c></summary>
    public string ToLine()
    {
        var inputs = new List<string>();
        var parts = new List<string> { $"{Shown.Number(Accepted)} accepted" };
        AddIfAny(parts, Failed, "failed");
        AddIfAny(parts, Skipped, "skipped");
        AddIfAny(parts, NotAsked, "not asked");
        AddIfAny(parts, Cancelled, "cancelled");
        AddIfAny(inputs, Refused, "refused");
        AddIfAny(inputs, PassedOver, "passed over");
        return $"{Shown.Count(Inputs, "input", "inputs")}{(inputs.Count == 0 ? "" : $" ({string.Join(", ", inputs)})")}, "
            + $"{Shown.Count(Configs, "config", "configs")}: {string.Join(", ", parts)}.";
    }

    /// <summary>The line, and below it a line for each reason, with how many and which contacts.</summary>
    public override string ToString() => string.Join(Environment.NewLine, _causes
        .OrderBy(c => c.Status).ThenByDescending(c => c.Contacts)
        .Select(c => "  " + c).Prepend(ToLine()));

    private static void AddIfAny(List<string> parts, int count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{Shown.Number(count)} {what}");
        }
    }

    private Cause? Find(OutcomeStatus status, string errorId) => _causes.Find(c => c.Status == status && c.ErrorId == errorId);

    private Cause Add(OutcomeStatus status, string errorId)
    {
        var cause = new Cause(status, errorId);
        _causes.Add(cause);
        return cause;
    }

    // Why configs were not accepted, with the first contacts of each as examples; all of them have their own errors and outcomes.
    private sealed class Cause(OutcomeStatus status, string errorId)
    {
        private const int MostExamples = 3;

        private readonly List<string> _examples = [];

        public OutcomeStatus Status => status;

        public string ErrorId => errorId;

        public int Contacts { get; private set; }

        public void Count(string contact)
        {
            Contacts++;
            if (_examples.Count < MostExamples)
            {
                _examples.Add(Shown.Value(contact));
            }
        }

        public override string ToString() => $"{Shown.Number(Contacts)} {status.ToString().ToLowerInvariant()}, {errorId}: {string.Join(", ", _examples)}"
            + (Contacts > _examples.Count ? $" and {Shown.Number(Contacts - _examples.Count)} more" : "");
    }
}
