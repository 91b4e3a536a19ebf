namespace ConnectTimers.Engine.Report;

/// <summary>A column of the contacts table.</summary>
internal sealed class ContactColumn
{
    private readonly Func<ReportedContact, string?> _value;

    private ContactColumn(string name, string @class, Func<ReportedContact, string?> value)
    {
        Name = name;
        Class = @class;
        _value = value;
    }

    /// <summary>The columns with the status and the contact. The additional columns follow them, because their owner recognizes the contact by those.</summary>
    public static IReadOnlyList<ContactColumn> Contact { get; } =
    [
        new("Status", "status", c => ReportFormatter.Status(c.Last.Status)) { IsUsed = _ => true },
        new("Contact", "id", c => c.Last.Contact.ContactId) { IsUsed = _ => true, IsRowHeader = true },
        new("Instance", "id", c => c.Last.Contact.InstanceId) { IsUsed = d => Differ(d, c => c.Last.Contact.InstanceId) },
        new("Region", "", c => c.Last.Contact.Region) { IsUsed = d => Differ(d, c => c.Last.Contact.Region) },
        new("Endpoint", "", c => c.Last.Contact.Endpoint) { IsUsed = d => Differ(d, c => c.Last.Contact.Endpoint) },
    ];

    /// <summary>The columns with the timers and the call.</summary>
    public static IReadOnlyList<ContactColumn> Call { get; } =
    [
        Timer(TimerKind.CustomerIdle, "Customer idle, min"),
        Timer(TimerKind.CustomerDisconnect, "Customer disconnect, min"),
        Timer(TimerKind.AgentIdle, "Agent idle, min"),
        Timer(TimerKind.AgentDisconnect, "Agent disconnect, min"),
        new("In force", "", c => c.Last.InForce?.ToString()) { IsUsed = d => d.Contacts.Any(c => c.Last.InForce is not (null or InForceStatus.Unknown)) },
        new("Requests", "num", c => DisplayText.Number(c.Last.Attempts)) { IsUsed = _ => true },
        new("Last request, UTC", "time", c => c.Last.SentAt is { } time ? ReportFormatter.ExactTime(time) : null),
        new("Response time, ms", "num", c => c.Last.LatencyMs is { } time ? DisplayText.Number(time) : null),
        new("Error id", "", c => c.Last.ErrorId),
        new("Reason", "reason", c => c.Last.Reason),
        new("Request id", "id", c => c.Last.RequestId),
        new("Run", "", c => c.Last.RunId) { IsUsed = d => d.Runs.Count > 1 },
        new("Outcomes", "num", c => DisplayText.Number(c.Outcomes)) { IsUsed = d => d.Outcomes - d.Invalid > d.Contacts.Count },
    ];

    public string Name { get; }

    /// <summary>Its class in the style sheet and the script.</summary>
    public string Class { get; }

    /// <summary>Whether a report shows the column; by default if any contact has a value in it.</summary>
    public Func<ReportData, bool> IsUsed { get => field ?? (data => data.Contacts.Any(c => !string.IsNullOrEmpty(_value(c)))); private init; }

    /// <summary>Whether its cells are row headers.</summary>
    private bool IsRowHeader { get; init; }

    /// <summary>Creates a column for an additional column of -JournalProperty.</summary>
    public static ContactColumn Note(string name) =>
        new(name, "note", c => c.Last.Notes.LastOrDefault(n => n.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);

    public void WriteCell(HtmlWriter page, ReportedContact contact)
    {
        if (IsRowHeader)
        {
            page.Leaf("th", _value(contact) ?? "", ("scope", "row"), ("class", Class));
        }
        else if (Class.Length > 0)
        {
            page.Leaf("td", _value(contact) ?? "", ("class", Class));
        }
        else
        {
            page.Leaf("td", _value(contact) ?? "");
        }
    }

    private static ContactColumn Timer(TimerKind kind, string name) => new(name, "num", c => c.Timer(kind));

    private static bool Differ(ReportData data, Func<ReportedContact, string> value) =>
        data.Contacts.Select(value).Distinct(StringComparer.Ordinal).Skip(1).Any();
}
