namespace ConnectTimers.Emulator;

/// <summary>Draws what goes wrong with each call.</summary>
/// <remarks>
/// One draw a rule and call, hit or not, from one seeded generator: the same calls in the same order meet the same
/// faults. Of several hits the first rule's counts, except that Slow goes with any other.
/// </remarks>
internal sealed class FaultDice
{
    private readonly Lock _gate = new();
    private readonly int _seed;
    private Random _random;
    private IReadOnlyList<FaultRule> _rules = [];
    private int[] _hits = [];

    public FaultDice(int seed, IReadOnlyList<FaultRule> rules)
    {
        _seed = seed;
        _random = new Random(seed);
        Replace(rules);
    }

    public void Replace(IReadOnlyList<FaultRule> replacement)
    {
        foreach (var rule in replacement)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rule.Delay.Ticks);
            if (rule.Probability is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(replacement), rule.Probability, "A probability is from 0 to 1.");
            }
        }

        lock (_gate)
        {
            _rules = [.. replacement];
            _hits = new int[_rules.Count];
        }
    }

    /// <summary>Starts the sequence over, under the same rules.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _random = new Random(_seed);
            _hits = new int[_rules.Count];
        }
    }

    public DrawnFault Draw()
    {
        lock (_gate)
        {
            var drawn = new DrawnFault(null, TimeSpan.Zero);
            for (var at = 0; at < _rules.Count; at++)
            {
                var rule = _rules[at];
                var hit = _random.NextDouble() < rule.Probability && !(_hits[at] >= rule.Times);
                if (!hit || (rule.Kind != FaultKind.Slow && drawn.Kind is not null))
                {
                    continue;
                }

                _hits[at]++;
                drawn = rule.Kind == FaultKind.Slow ? drawn with { Delay = rule.Delay } : drawn with { Kind = rule.Kind };
            }

            return drawn;
        }
    }
}

/// <summary>What goes wrong with one call: at most one kind that decides it, and a delay of its answer.</summary>
internal readonly record struct DrawnFault(FaultKind? Kind, TimeSpan Delay)
{
    /// <summary>The name for the log.</summary>
    public string? Name => Kind is { } kind ? FaultRule.NameOf(kind) : Delay > TimeSpan.Zero ? FaultRule.NameOf(FaultKind.Slow) : null;
}
