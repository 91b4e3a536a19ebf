namespace ConnectTimers.Emulator;

/// <summary>One thing that goes wrong, and how often.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Probability">The share of signed calls it hits, 0 to 1.</param>
public sealed record FaultRule(FaultKind Kind, double Probability)
{
    private static readonly (string Name, FaultKind Kind)[] Kinds =
    [
        ("throttle", FaultKind.Throttle),
        ("500", FaultKind.InternalError),
        ("reset", FaultKind.Reset),
        ("hang", FaultKind.Hang),
        ("slow", FaultKind.Slow),
        ("denied", FaultKind.AccessDenied),
        ("503", FaultKind.Unavailable),
        ("empty500", FaultKind.EmptyError),
        ("reset-after", FaultKind.ResetAfter),
        ("truncated", FaultKind.Truncated),
    ];

    /// <summary>How late a Slow answer comes; 2 seconds is well above an undisturbed call here and below common time-outs.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After so many hits the rule rests; without it, never. "The first two calls fail" is probability 1, twice.</summary>
    public int? Times { get; init; }

    /// <summary>The names of the kinds, as the command line and the control address spell them.</summary>
    public static string Names { get; } = string.Join(", ", Kinds.Select(kind => kind.Name));

    /// <summary>The rule for a kind by its name.</summary>
    /// <exception cref="FormatException">No kind has that name, or the probability is not from 0 to 1.</exception>
    public static FaultRule Of(string name, double probability)
    {
        var kind = Array.FindIndex(Kinds, entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (kind < 0)
        {
            throw new FormatException($"'{name}' is none of {Names}");
        }

        return probability is >= 0 and <= 1
            ? new FaultRule(Kinds[kind].Kind, probability)
            : throw new FormatException("the probability must be from 0 to 1");
    }

    internal static string NameOf(FaultKind kind) => Array.Find(Kinds, entry => entry.Kind == kind).Name;
}
