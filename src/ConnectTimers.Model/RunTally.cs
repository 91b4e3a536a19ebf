using System.Globalization;

namespace ConnectTimers;

/// <summary>
/// The books of one run: rows in = refused + passed over + grouped into configs, and configs in = outcomes out. Checked at its end.
/// </summary>
public sealed class RunTally
{
    private readonly int[] _outcomes = new int[Enum.GetValues(typeof(OutcomeStatus)).Length];

    /// <summary>Rows, ids, timers or objects that came in.</summary>
    public int Inputs { get; private set; }

    /// <summary>Inputs that ask for nothing: every cell blank, or accepted before.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Inputs refused, each with an error.</summary>
    public int Refused { get; private set; }

    /// <summary>Inputs that became configs; several timers may become one, and one input with several ids several.</summary>
    public int Grouped { get; private set; }

    /// <summary>Configs: what each has one outcome.</summary>
    public int Configs { get; private set; }

    /// <summary>How many ended so.</summary>
    public int this[OutcomeStatus status] => _outcomes[(int)status];

    /// <summary>Whether nothing is missing and nothing is there twice.</summary>
    public bool AddsUp => Inputs == PassedOver + Refused + Grouped && Configs == _outcomes.Sum();

    /// <summary>Inputs came in.</summary>
    public void CountInputs(int inputs) => Inputs += inputs;

    /// <summary>Inputs ask for nothing.</summary>
    public void CountPassedOver(int inputs) => PassedOver += inputs;

    /// <summary>Inputs were refused.</summary>
    public void CountRefused(int inputs) => Refused += inputs;

    /// <summary>Inputs became configs.</summary>
    public void CountGrouped(int inputs, int configs)
    {
        Grouped += inputs;
        Configs += configs;
    }

    /// <summary>A config has its outcome.</summary>
    public void CountOutcome(OutcomeStatus status) => _outcomes[(int)status]++;

    /// <summary><c>44 inputs (4 refused, 1 passed over), 39 configs: 38 accepted, 1 failed.</c></summary>
    public override string ToString()
    {
        var inputs = new List<string>();
        var parts = new List<string> { $"{Count(this[OutcomeStatus.Accepted])} accepted" };
        AddIfAny(parts, this[OutcomeStatus.Failed], "failed");
        AddIfAny(parts, this[OutcomeStatus.Skipped], "skipped (nothing to set)");
        AddIfAny(parts, this[OutcomeStatus.NotAsked], "not asked");
        AddIfAny(parts, this[OutcomeStatus.Cancelled], "cancelled");
        AddIfAny(inputs, Refused, "refused");
        AddIfAny(inputs, PassedOver, "passed over");
        return $"{Count(Inputs)} {(Inputs == 1 ? "input" : "inputs")}{(inputs.Count == 0 ? "" : $" ({string.Join(", ", inputs)})")}, "
            + $"{Count(Configs)} {(Configs == 1 ? "config" : "configs")}: {string.Join(", ", parts)}.";
    }

    private static void AddIfAny(List<string> parts, int count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{Count(count)} {what}");
        }
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
