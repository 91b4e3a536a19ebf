namespace ConnectTimers.Parsing;

/// <summary>Finds the words for a role and a timer type in a name, in any order, abbreviated or misspelt: <c>Cust Idle (sec)</c>, <c>Idle agent</c>.</summary>
internal static class TimerWords
{
    // Words that a name may have beside those without meaning something else.
    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal)
    {
        "AUTO", "TIMER", "TIMERS", "TIMEOUT", "IN", "AFTER", "CHAT", "M", "MIN", "MINS", "MINUTE", "MINUTES", "S", "SEC", "SECS", "SECONDS", "H", "HRS", "HOURS", "MS",
    };

    // Words that are written together with others: CUSTIDLE, IDLETIME. Longest first.
    private static readonly string[] Joined = ["DISCONNECT", "CUSTOMER", "AGENT", "CUST", "IDLE", "IDEL", "AGT"];

    /// <summary>
    /// Returns the timers that a name may mean: the one whose role and type it has; both roles' timers when it has nothing but a type
    /// (<c>Idle (min)</c>); otherwise none.
    /// </summary>
    /// <param name="words">The name's words, folded.</param>
    public static IReadOnlyList<Column> Read(IReadOnlyList<string> words)
    {
        var (role, type, isTimeout, others) = (default(ParticipantRole?), default(TimerType?), false, 0);
        foreach (var word in words.SelectMany(Split))
        {
            if (RoleOf(word) is { } r)
            {
                role ??= r;
            }
            else if (TypeOf(word) is { } t)
            {
                type ??= t;
            }
            else
            {
                isTimeout |= word == "TIMEOUT";
                others += Fillers.Contains(word) ? 0 : 1;
            }
        }

        return (role, type) switch
        {
            ({ } r, { } t) => [Columns.Of(TimerKinds.Of(r, t))],
            ({ } r, null) when isTimeout => [Columns.Of(TimerKinds.Of(r, TimerType.IDLE)), Columns.Of(TimerKinds.Of(r, TimerType.DISCONNECT_NONCUSTOMER))],
            (null, { } t) when others == 0 => [Columns.Of(TimerKinds.Of(ParticipantRole.CUSTOMER, t)), Columns.Of(TimerKinds.Of(ParticipantRole.AGENT, t))],
            _ => [],
        };
    }

    private static ParticipantRole? RoleOf(string word) =>
        Singular(word) is "CUSTOMER" or "CUST" or "CUS" or "CLIENT" or "CALLER" or "VISITOR" or "USER" ? ParticipantRole.CUSTOMER
        : Singular(word) is "AGENT" or "AGT" or "AG" or "REP" or "ADVISOR" or "ADVISER" ? ParticipantRole.AGENT
        : word.Length > 5 && EditDistance.IsWithin(word, "CUSTOMER", 2) ? ParticipantRole.CUSTOMER
        : word.Length > 3 && EditDistance.IsWithin(word, "AGENT", 1) ? ParticipantRole.AGENT
        : null;

    private static TimerType? TypeOf(string word) =>
        Singular(word) is "IDLE" or "IDL" or "IDEL" or "IDLING" or "INACTIVITY" ? TimerType.IDLE
        : Singular(word) is "DISCONNECT" or "DISCONNECTION" or "DISCONNECTED" or "AUTODISCONNECT" or "DISCONN" or "DISCON" or "DISCO" or "DISC" or "DCONN"
            ? TimerType.DISCONNECT_NONCUSTOMER
        : word.Length > 3 && EditDistance.IsWithin(word, "IDLE", 1) ? TimerType.IDLE
        : word.Length > 7 && EditDistance.IsWithin(word, "DISCONNECT", 2) ? TimerType.DISCONNECT_NONCUSTOMER
        : null;

    private static string Singular(string word) => word.EndsWith("S", StringComparison.Ordinal) && word.Length > 3 ? word.Substring(0, word.Length - 1) : word;

    private static IEnumerable<string> Split(string word)
    {
        if (RoleOf(word) is not null || TypeOf(word) is not null)
        {
            return [word];
        }

        foreach (var part in Joined.Where(p => p.Length < word.Length))
        {
            if (word.StartsWith(part, StringComparison.Ordinal))
            {
                return [part, .. Split(word.Substring(part.Length))];
            }

            if (word.EndsWith(part, StringComparison.Ordinal))
            {
                return [.. Split(word.Substring(0, word.Length - part.Length)), part];
            }
        }

        return [word];
    }
}
