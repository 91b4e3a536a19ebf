namespace ConnectTimers.Engine.Report;

/// <summary>A column of the table of contacts.</summary>
internal sealed class ContactColumn
{
    private readonly Func<ReportedContact, string?> _value;

    private ContactColumn(string name, string @class, Func<ReportedContact, string?> value)
    {
        Name = name;
        Class = @class;
        _value = value;
    }

    /// <summary>How it stands, and which contact it is. Notes stand behind these: by them its owner knows it.</summary>
    public static IReadOnlyList<ContactColumn> Contact { get; } =
    [
        new("Status", "status", c => ReportFormatter.Status(c.Last.Status)) { IsUsed = _ => true },
        new("Contact", "id", c => c.Last.Contact.ContactId) { IsUsed = _ => true, IsOfRow = true },
        new("Instance", "id", c => c.Last.Contact.InstanceId) { IsUsed = b => Differ(b, c => c.Last.Contact.InstanceId) },
        new("Region", "", c => c.Last.Contact.Region) { IsUsed = b => Differ(b, c => c.Last.Contact.Region) },
        new("Address", "", c => c.Last.Contact.Endpoint) { IsUsed = b => Differ(b, c => c.Last.Contact.Endpoint) },
    ];

    /// <summary>What was to be set, and how it went.</summary>
    public static IReadOnlyList<ContactColumn> Call { get; } =
    [
        Timer(TimerKind.CustomerIdle, "Customer idle, min"),
        Timer(TimerKind.CustomerDisconnect, "Customer disconnect, min"),
        Timer(TimerKind.AgentIdle, "Agent idle, min"),
        Timer(TimerKind.AgentDisconnect, "Agent disconnect, min"),
        new("Requests", "num", c => DisplayText.Number(c.Last.Attempts)) { IsUsed = _ => true },
        new("Last request, UTC", "time", c => c.Last.SentAt is { } time ? ReportFormatter.ExactTime(time) : null),
        new("Answer, ms", "num", c => c.Last.LatencyMs is { } time ? DisplayText.Number(time) : null),
        new("Cause", "", c => c.Last.ErrorId),
        new("Reason", "reason", c => c.Last.Reason),
        new("Request id", "id", c => c.Last.RequestId),
        new("Outcomes", "num", c => DisplayText.Number(c.Outcomes)) { IsUsed = b => b.Outcomes > b.Contacts.Count },
    ];

    public string Name { get; }

    /// <summary>What style and script are to make of it.</summary>
    public string Class { get; }

    /// <summary>Whether a report has it; when nothing else is said, where any contact has a value in it.</summary>
    public Func<ReportData, bool> IsUsed { get => field ?? (book => book.Contacts.Any(c => !string.IsNullOrEmpty(_value(c)))); private init; }

    /// <summary>Whether its cells are the headers of their rows.</summary>
    private bool IsOfRow { get; init; }

    /// <summary>What -JournalProperty kept of a column of that name.</summary>
    public static ContactColumn Note(string name) =>
        new(name, "note", c => c.Last.Notes.LastOrDefault(n => n.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);

    public void WriteCell(HtmlWriter page, ReportedContact contact)
    {
        if (IsOfRow)
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

    private static ContactColumn Timer(TimerKind kind, string name) => new(name, "num", c => c.Last.Timers[(int)kind]);

    private static bool Differ(ReportData book, Func<ReportedContact, string> value) =>
        book.Contacts.Select(value).Distinct(StringComparer.Ordinal).Skip(1).Any();
}
