namespace ConnectTimers.Emulator;

/// <summary>What to search for: everything of a request but the page. An empty list lets every contact pass, which is a reading.</summary>
internal sealed record SearchQuery(string InstanceId, TimestampFilter TimeRange)
{
    public IReadOnlyList<string> Channels { get; init; } = [];

    public IReadOnlyList<string> QueueIds { get; init; } = [];

    public IReadOnlyList<string> AgentIds { get; init; } = [];

    public IReadOnlyList<string> InitiationMethods { get; init; } = [];

    public AdditionalTimeRange AdditionalTimeRange { get; init; } = AdditionalTimeRange.None;

    public SearchOrder Sort { get; init; } = SearchOrder.Default;

    /// <summary>Whether a contact of the instance meets the query.</summary>
    public bool Matches(ContactFacts contact) =>
        TimeRange.Matches(contact)
        && Contains(Channels, contact.Channel)
        && Contains(QueueIds, contact.QueueId)
        && Contains(AgentIds, contact.AgentId)
        && Contains(InitiationMethods, contact.InitiationMethod)
        && AdditionalTimeRange.Matches(contact);

    /// <summary>Whether two queries are equal. They are compared as text: records compare lists by reference.</summary>
    public bool IsSameAs(SearchQuery other) => EmulatorJson.Write(this).AsSpan().SequenceEqual(EmulatorJson.Write(other));

    private static bool Contains(IReadOnlyList<string> wanted, string? value) => wanted.Count == 0 || (value is not null && wanted.Contains(value));
}

/// <summary>A condition on one timestamp of a contact: within a range; or, without a range, that the contact does not have it.</summary>
internal sealed record TimestampFilter(string Type, TimestampRange? Range)
{
    public bool Matches(ContactFacts contact) => (contact.Timestamp(Type), Range) switch
    {
        (null, null) => true,
        ({ } time, { } range) => range.StartTime <= time && time <= range.EndTime,
        _ => false,
    };
}

/// <summary>A range of time. That both ends belong to it is the emulator's reading.</summary>
internal sealed record TimestampRange(DateTimeOffset StartTime, DateTimeOffset EndTime);

/// <summary>Further conditions on timestamps, and how many of them must hold.</summary>
/// <remarks>Without conditions every contact passes, whatever the match type. MATCH_EXACT counts as MATCH_ALL. Both are readings.</remarks>
internal sealed record AdditionalTimeRange(IReadOnlyList<TimestampFilter> Criteria, string MatchType)
{
    public static readonly string[] MatchTypes = ["MATCH_ALL", "MATCH_ANY", "MATCH_EXACT", "MATCH_NONE"];

    public static readonly AdditionalTimeRange None = new([], "MATCH_ALL");

    public bool Matches(ContactFacts contact) => Criteria.Count == 0 || MatchType switch
    {
        "MATCH_ANY" => Criteria.Any(filter => filter.Matches(contact)),
        "MATCH_NONE" => !Criteria.Any(filter => filter.Matches(contact)),
        _ => Criteria.All(filter => filter.Matches(contact)),
    };
}

/// <summary>The order of contacts.</summary>
/// <remarks>
/// A contact without the timestamp sorted by comes last in both orders; of equals the newest initiation comes first, then
/// the id decides. These are readings, made so that the order is the same every time.
/// </remarks>
internal sealed record SearchOrder(string FieldName, bool Descending)
{
    /// <summary>The order of a request without a sort, a reading: newest initiation first.</summary>
    public static readonly SearchOrder Default = new(ApiModel.Initiation, Descending: true);

    public IEnumerable<ContactFacts> Apply(IEnumerable<ContactFacts> contacts)
    {
        var dated = contacts.OrderBy(contact => contact.Timestamp(FieldName) is null);
        var sorted = Descending
            ? dated.ThenByDescending(contact => contact.Timestamp(FieldName))
            : dated.ThenBy(contact => contact.Timestamp(FieldName));
        return sorted.ThenByDescending(contact => contact.InitiationTimestamp).ThenBy(contact => contact.ContactId, StringComparer.Ordinal);
    }
}
