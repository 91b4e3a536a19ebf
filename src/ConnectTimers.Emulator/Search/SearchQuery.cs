namespace ConnectTimers.Emulator;

/// <summary>What is searched for; everything of a request but the page. An empty list lets everything through, a reading.</summary>
internal sealed record SearchQuery(string InstanceId, TimestampFilter TimeRange)
{
    public IReadOnlyList<string> Channels { get; init; } = [];

    public IReadOnlyList<string> QueueIds { get; init; } = [];

    public IReadOnlyList<string> AgentIds { get; init; } = [];

    public IReadOnlyList<string> InitiationMethods { get; init; } = [];

    public AdditionalTimeRange AdditionalTimeRange { get; init; } = AdditionalTimeRange.None;

    public SearchOrder Sort { get; init; } = SearchOrder.Default;

    /// <summary>Whether a contact of the instance is one of those searched for.</summary>
    public bool Matches(ContactFacts contact) =>
        TimeRange.Holds(contact)
        && Among(Channels, contact.Channel)
        && Among(QueueIds, contact.QueueId)
        && Among(AgentIds, contact.AgentId)
        && Among(InitiationMethods, contact.InitiationMethod)
        && AdditionalTimeRange.Holds(contact);

    /// <summary>Compared as text: records compare lists by identity.</summary>
    public bool IsSameAs(SearchQuery other) => EmulatorJson.Write(this).AsSpan().SequenceEqual(EmulatorJson.Write(other));

    private static bool Among(IReadOnlyList<string> wanted, string? value) => wanted.Count == 0 || (value is not null && wanted.Contains(value));
}
