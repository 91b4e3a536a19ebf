namespace ConnectTimers.Emulator;

/// <summary>Further conditions on timestamps, and how many of them must hold.</summary>
/// <remarks>Without conditions everything passes, whatever the match type says. MATCH_EXACT counts as MATCH_ALL. Both are readings.</remarks>
internal sealed record AdditionalTimeRange(IReadOnlyList<TimestampFilter> Criteria, string MatchType)
{
    public static readonly string[] MatchTypes = ["MATCH_ALL", "MATCH_ANY", "MATCH_EXACT", "MATCH_NONE"];

    public static readonly AdditionalTimeRange None = new([], "MATCH_ALL");

    public bool Holds(ContactFacts contact) => Criteria.Count == 0 || MatchType switch
    {
        "MATCH_ANY" => Criteria.Any(filter => filter.Holds(contact)),
        "MATCH_NONE" => !Criteria.Any(filter => filter.Holds(contact)),
        _ => Criteria.All(filter => filter.Holds(contact)),
    };
}
