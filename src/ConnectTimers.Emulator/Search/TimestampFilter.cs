namespace ConnectTimers.Emulator;

/// <summary>A condition on one timestamp of a contact: within a range, or with no range, that the contact does not have it.</summary>
internal sealed record TimestampFilter(string Type, TimestampRange? Range)
{
    public bool Holds(ContactFacts contact) => (contact.At(Type), Range) switch
    {
        (null, null) => true,
        ({ } time, { } range) => range.StartTime <= time && time <= range.EndTime,
        _ => false,
    };
}

/// <summary>From and to. That both ends belong to it is the reading taken here.</summary>
internal sealed record TimestampRange(DateTimeOffset StartTime, DateTimeOffset EndTime);
