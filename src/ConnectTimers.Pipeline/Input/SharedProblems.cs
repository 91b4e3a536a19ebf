namespace ConnectTimers.Pipeline.Input;

/// <summary>Problems that many rows of the input have for one reason. Each row is invalid, and one error says so with their number.</summary>
internal sealed class SharedProblems
{
    // More reasons than a person reads; rows with others are reported one by one.
    private const int MaxReasons = 100;

    private readonly Dictionary<string, Reason> _reasons = new(StringComparer.Ordinal);

    /// <summary>Counts a row.</summary>
    /// <param name="key">What rows with the same reason have in common.</param>
    /// <param name="place">Where the row is.</param>
    /// <param name="target">The row: the target of the error, if it is the first one.</param>
    /// <param name="problem">Creates the problem of so many rows, of which the first is at a place.</param>
    /// <returns>Whether the row is counted; false if it must be reported by itself.</returns>
    public bool Count(string key, string place, object? target, Func<int, string, Problem> problem)
    {
        if (!_reasons.TryGetValue(key, out var reason))
        {
            if (_reasons.Count == MaxReasons)
            {
                return false;
            }

            _reasons.Add(key, reason = new Reason(place, target, problem));
        }

        reason.Rows++;
        return true;
    }

    /// <summary>Returns one result for each reason, without rows of its own, and begins again.</summary>
    public IReadOnlyList<InvalidInput> Flush()
    {
        var problems = _reasons.Values.Select(r => new InvalidInput(0, r.Place, [r.Rows == 1 ? r.Problem(1, r.Place).At(r.Place) : r.Problem(r.Rows, r.Place)], [], r.Target)).ToList();
        _reasons.Clear();
        return problems;
    }

    private sealed class Reason(string place, object? target, Func<int, string, Problem> problem)
    {
        public string Place => place;

        public object? Target => target;

        public Func<int, string, Problem> Problem => problem;

        public int Rows { get; set; }
    }
}
