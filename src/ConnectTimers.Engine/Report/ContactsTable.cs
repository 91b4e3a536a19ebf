namespace ConnectTimers.Engine.Report;

/// <summary>
/// The table with one row per contact, complete without the script. Values that all contacts share are in the totals instead.
/// </summary>
internal sealed class ContactsTable
{
    // A journal has the columns that -JournalProperty names; more than these do not fit in a table.
    private const int MaxNotes = 20;

    private readonly ReportData _data;
    private readonly List<ContactColumn> _columns;
    private readonly int _notesLeftOut;

    public ContactsTable(ReportData data)
    {
        _data = data;
        var notes = NoteNames(data);
        _notesLeftOut = Math.Max(0, notes.Count - MaxNotes);
        _columns =
        [
            .. ContactColumn.Contact.Where(c => c.IsUsed(data)),
            .. notes.Take(MaxNotes).Select(ContactColumn.Note),
            .. ContactColumn.Call.Where(c => c.IsUsed(data)),
        ];
    }

    public void WriteTo(HtmlWriter page, CancellationToken stopToken)
    {
        page.Open("section", ("aria-labelledby", "all"));
        page.Leaf("h2", "Contacts", ("id", "all"));
        WriteControls(page);
        if (_notesLeftOut > 0)
        {
            page.Leaf("p", $"{DisplayText.Count(_notesLeftOut, "additional column is", "additional columns are")} left out.", ("class", "remark"));
        }

        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table of the contacts"));
        page.Open("table", ("id", "contacts"));
        page.Leaf("caption", "Each contact with its last outcome. Its timers are those last accepted, by whatever run; where none was, those that were to be set. Times are UTC.");
        page.Open("thead");
        page.Open("tr");
        foreach (var column in _columns)
        {
            page.Open("th", ("scope", "col"), ("class", column.Class));
            page.Leaf("span", column.Name);
            page.Close();
        }

        page.Close();
        page.Close();
        page.Open("tbody", ("class", "unread"));
        foreach (var contact in _data.Contacts)
        {
            stopToken.ThrowIfCancellationRequested();
            WriteRow(page, contact);
        }

        page.Close();
        page.Close();
        page.Close();
        page.Open("p", ("class", "scripted more"), ("hidden", "hidden"));
        page.Leaf("button", "Show more", ("type", "button"), ("id", "more"));
        page.Close();
        page.Close();
        page.Break();
    }

    // No form element, because Enter must not submit anything.
    private void WriteControls(HtmlWriter page)
    {
        page.Open("div", ("class", "scripted controls"), ("role", "search"), ("hidden", "hidden"));
        page.Open("p");
        page.Leaf("label", "Search all columns", ("for", "search"));
        page.Text(" ");
        page.Void("input", ("type", "search"), ("id", "search"), ("autocomplete", "off"), ("spellcheck", "false"));
        page.Close();
        page.Open("fieldset");
        page.Leaf("legend", "Status");
        WriteChoice(page, "", "All", _data.Contacts.Count, isChosen: true);
        var counts = _data.Contacts.GroupBy(c => c.Last.Status).ToDictionary(g => g.Key, g => g.Count());
        foreach (var status in ReportFormatter.Statuses.Where(counts.ContainsKey))
        {
            WriteChoice(page, ReportFormatter.StatusClass(status), ReportFormatter.Status(status), counts[status], isChosen: false);
        }

        page.Close();
        page.Close();
        page.Leaf("p", DisplayText.Count(_data.Contacts.Count, "contact", "contacts") + ".", ("id", "count"), ("role", "status"), ("aria-live", "polite"));
    }

    private static void WriteChoice(HtmlWriter page, string value, string name, int count, bool isChosen)
    {
        page.Open("label");
        ReadOnlySpan<(string, string)> attributes = [("type", "radio"), ("name", "status"), ("value", value), ("checked", "checked")];
        page.Void("input", isChosen ? attributes : attributes[..^1]);
        page.Text($" {name} ");
        page.Leaf("span", DisplayText.Number(count), ("class", "muted"));
        page.Close();
    }

    private void WriteRow(HtmlWriter page, ReportedContact contact)
    {
        page.Open("tr", ("class", ReportFormatter.StatusClass(contact.Last.Status)));
        foreach (var column in _columns)
        {
            column.WriteCell(page, contact);
        }

        page.Close();
        page.Break();
    }

    private static List<string> NoteNames(ReportData data) => [.. data.Contacts
        .SelectMany(c => c.Last.Notes.Select(n => n.Key)).Distinct(StringComparer.OrdinalIgnoreCase)];
}
