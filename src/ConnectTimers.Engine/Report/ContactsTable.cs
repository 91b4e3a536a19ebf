namespace ConnectTimers.Engine.Report;

/// <summary>
/// Every contact, a row each, complete without the script. What is the same for all of them stands above and not in each row.
/// </summary>
internal sealed class ContactsTable
{
    // A journal has as many notes as -JournalProperty named; a file that has more is none that a table could show.
    private const int MostNotes = 20;

    private readonly ReportData _book;
    private readonly List<ContactColumn> _columns;
    private readonly int _notesLeftOut;

    public ContactsTable(ReportData book)
    {
        _book = book;
        var notes = NoteNames(book);
        _notesLeftOut = Math.Max(0, notes.Count - MostNotes);
        _columns =
        [
            .. ContactColumn.Contact.Where(c => c.IsUsed(book)),
            .. notes.Take(MostNotes).Select(ContactColumn.Note),
            .. ContactColumn.Call.Where(c => c.IsUsed(book)),
        ];
    }

    public void WriteTo(HtmlWriter page, CancellationToken stopToken)
    {
        page.Open("section", ("aria-labelledby", "all"));
        page.Leaf("h2", "Contacts", ("id", "all"));
        WriteControls(page);
        if (_notesLeftOut > 0)
        {
            page.Leaf("p", $"{DisplayText.Count(_notesLeftOut, "more column of notes is", "more columns of notes are")} left out.", ("class", "remark"));
        }

        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", "all"));
        page.Open("table", ("id", "contacts"));
        page.Leaf("caption", "Each contact with its last outcome. Times are UTC.");
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
        foreach (var contact in _book.Contacts)
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

    // No form: nothing is sent anywhere, and Enter must not try.
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
        WriteChoice(page, "", "All", _book.Contacts.Count, isChosen: true);
        foreach (var group in _book.Contacts.GroupBy(c => c.Last.Status).OrderBy(g => g.Key))
        {
            WriteChoice(page, ReportFormatter.StatusClass(group.Key), ReportFormatter.Status(group.Key), group.Count(), isChosen: false);
        }

        page.Close();
        page.Close();
        page.Leaf("p", DisplayText.Count(_book.Contacts.Count, "contact", "contacts") + ".", ("id", "count"), ("role", "status"), ("aria-live", "polite"));
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

    private static List<string> NoteNames(ReportData book) => [.. book.Contacts
        .SelectMany(c => c.Last.Notes.Select(n => n.Key)).Distinct(StringComparer.OrdinalIgnoreCase)];
}
