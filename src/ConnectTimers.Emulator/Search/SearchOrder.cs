namespace ConnectTimers.Emulator;

/// <summary>In which order contacts are told.</summary>
/// <remarks>
/// Without the timestamp sorted by, a contact comes last in both orders; of equals the newest initiation comes first,
/// then the id decides. These are readings, made so that the order is the same every time.
/// </remarks>
internal sealed record SearchOrder(string FieldName, bool Descending)
{
    /// <summary>The order if none is asked for, a reading: newest initiation first.</summary>
    public static readonly SearchOrder Default = new(ModelNames.Initiation, Descending: true);

    public IEnumerable<ContactFacts> Apply(IEnumerable<ContactFacts> contacts)
    {
        var dated = contacts.OrderBy(contact => contact.At(FieldName) is null);
        var sorted = Descending
            ? dated.ThenByDescending(contact => contact.At(FieldName))
            : dated.ThenBy(contact => contact.At(FieldName));
        return sorted.ThenByDescending(contact => contact.InitiationTimestamp).ThenBy(contact => contact.ContactId, StringComparer.Ordinal);
    }
}
