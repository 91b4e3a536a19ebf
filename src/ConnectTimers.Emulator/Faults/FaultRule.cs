namespace ConnectTimers.Emulator;

/// <summary>A fault, and how often it happens.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Probability">The share of correctly signed calls that it hits, 0 to 1.</param>
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

    /// <summary>The only operation that the rule hits, by its name in the API model; null for every operation of Amazon Connect.</summary>
    public string? Operation { get; init; }

    /// <summary>The only account whose calls the rule hits; null for every account.</summary>
    public string? Account { get; init; }

    /// <summary>How late a Slow answer is; by default 2 seconds, well above an undisturbed call and below common time-outs.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many calls the rule hits before it rests; null for no limit. "The first two calls fail" is probability 1, twice.</summary>
    public int? Times { get; init; }

    /// <summary>The names of the kinds, as the command line and the control address spell them.</summary>
    public static string Names { get; } = string.Join(", ", Kinds.Select(kind => kind.Name));

    /// <summary>Returns the rule for a kind by its name, or for <c>OPERATION:KIND</c> or <c>ACCOUNT:KIND</c>.</summary>
    /// <exception cref="FormatException">No kind has that name, or the probability is not from 0 to 1.</exception>
    public static FaultRule Of(string name, double probability)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Split(':', 2) is [{ Length: > 0 } scope, var kindName])
        {
            var rule = Of(kindName, probability);
            return EmulatedAccount.IsId(scope) ? rule with { Account = scope } : rule with { Operation = scope };
        }

        var kind = Array.FindIndex(Kinds, entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (kind < 0)
        {
            throw new FormatException($"'{name}' is not one of {Names}");
        }

        return probability is >= 0 and <= 1
            ? new FaultRule(Kinds[kind].Kind, probability)
            : throw new FormatException("the probability must be from 0 to 1");
    }

    internal static string NameOf(FaultKind kind) => Array.Find(Kinds, entry => entry.Kind == kind).Name;
}

/// <summary>What can be made to go wrong.</summary>
public enum FaultKind
{
    /// <summary>ThrottlingException, as if the bucket were empty.</summary>
    Throttle,

    /// <summary>InternalServiceException; the call is not applied. Named <c>500</c> on the command line.</summary>
    InternalError,

    /// <summary>The connection is aborted; the call is not applied.</summary>
    Reset,

    /// <summary>No answer until the client or the emulator stops; the call is not applied.</summary>
    Hang,

    /// <summary>The call is carried out as usual and its answer is late: a client that gave up was served all the same.</summary>
    Slow,

    /// <summary>503 as from a load balancer: HTML, no error type, no request id; the call is not applied. Named <c>503</c>.</summary>
    Unavailable,

    /// <summary>500 with an empty body and no error type; the call is not applied. Named <c>empty500</c>.</summary>
    EmptyError,

    /// <summary>The call is applied, and the connection is aborted before an answer. Named <c>reset-after</c>.</summary>
    ResetAfter,

    /// <summary>The call is applied, and its answer breaks off: 200 and a shorter body than its header promises.</summary>
    Truncated,

    /// <summary>AccessDeniedException: the emulator has no IAM policies. Named <c>denied</c>.</summary>
    AccessDenied,
}
