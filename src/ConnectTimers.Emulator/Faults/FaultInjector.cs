namespace ConnectTimers.Emulator;

/// <summary>Decides which fault hits each call.</summary>
/// <remarks>
/// Each rule draws once for every call that it could hit, from one seeded generator: the same calls in the same order
/// meet the same faults. The first rule that hits decides, except that Slow goes with any other.
/// </remarks>
internal sealed class FaultInjector
{
    private readonly Lock _gate = new();
    private readonly int _seed;
    private Random _random;
    private IReadOnlyList<FaultRule> _rules = [];
    private int[] _hits = [];

    public FaultInjector(int seed, IReadOnlyList<FaultRule> rules)
    {
        _seed = seed;
        _random = new Random(seed);
        Replace(rules);
    }

    /// <exception cref="ArgumentOutOfRangeException">A probability is not from 0 to 1, or a delay is negative.</exception>
    public void Replace(IReadOnlyList<FaultRule> rules)
    {
        foreach (var rule in rules)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rule.Delay.Ticks);
            if (rule.Probability is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(rules), rule.Probability, "A probability must be from 0 to 1.");
            }
        }

        lock (_gate)
        {
            _rules = [.. rules];
            _hits = new int[_rules.Count];
        }
    }

    /// <summary>Starts the random sequence over, with the same rules.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _random = new Random(_seed);
            _hits = new int[_rules.Count];
        }
    }

    public InjectedFault Next(AwsService service, IOperation operation, string account)
    {
        lock (_gate)
        {
            var fault = new InjectedFault(null, TimeSpan.Zero);
            for (var at = 0; at < _rules.Count; at++)
            {
                var rule = _rules[at];
                if ((rule.Operation is null ? !service.IsConnect : rule.Operation != operation.Name) || (rule.Account is not null && rule.Account != account))
                {
                    continue;
                }

                var hit = _random.NextDouble() < rule.Probability && !(_hits[at] >= rule.Times);
                if (!hit || (rule.Kind != FaultKind.Slow && fault.Kind is not null))
                {
                    continue;
                }

                _hits[at]++;
                fault = rule.Kind == FaultKind.Slow ? fault with { Delay = rule.Delay } : fault with { Kind = rule.Kind };
            }

            return fault;
        }
    }
}

/// <summary>The fault of one call: at most one kind that decides its answer, and a delay of the answer.</summary>
internal readonly record struct InjectedFault(FaultKind? Kind, TimeSpan Delay)
{
    /// <summary>The name for the log; null without a fault.</summary>
    public string? Name => Kind is { } kind ? FaultRule.NameOf(kind) : Delay > TimeSpan.Zero ? FaultRule.NameOf(FaultKind.Slow) : null;
}
