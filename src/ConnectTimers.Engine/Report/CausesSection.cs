namespace ConnectTimers.Engine.Report;

/// <summary>The contacts whose last outcome is failed or cancelled, grouped by cause, with the recommended action.</summary>
internal sealed class CausesSection(IReadOnlyCollection<ReportedContact> contacts)
{
    // A service that returns ever new codes must not push the table below out of sight; the table has the cause of each contact.
    private const int MaxCauses = 50;

    // Contacts and actions shown without expanding.
    private const int MaxShown = 5;

    private static readonly OutcomeStatus[] Statuses = [OutcomeStatus.Failed, OutcomeStatus.Cancelled];

    public void WriteTo(HtmlWriter page)
    {
        var causes = contacts.Where(c => Statuses.Contains(c.Last.Status))
            .GroupBy(c => (c.Last.Status, c.Last.ErrorId))
            .OrderBy(g => Array.IndexOf(Statuses, g.Key.Status)).ThenByDescending(g => g.Count()).ThenBy(g => g.Key.ErrorId, StringComparer.Ordinal)
            .ToList();
        page.Open("section", ("aria-labelledby", "causes"));
        page.Leaf("h2", "Failed and cancelled contacts", ("id", "causes"));
        if (causes.Count == 0)
        {
            page.Leaf("p", "No contact is failed or cancelled.");
        }

        foreach (var cause in causes.Take(MaxCauses))
        {
            WriteCause(page, cause.Key.Status, cause.Key.ErrorId ?? "Unknown cause", [.. cause]);
        }

        if (causes.Count > MaxCauses)
        {
            page.Leaf("p", $"{DisplayText.Count(causes.Count - MaxCauses, "more cause", "more causes")}, each with fewer contacts; see the table below.");
        }

        page.Close();
        page.Break();
    }

    private static void WriteCause(HtmlWriter page, OutcomeStatus status, string errorId, List<ReportedContact> contacts)
    {
        page.Open("article", ("class", "cause " + ReportFormatter.StatusClass(status)));
        page.Open("h3");
        page.Leaf("span", ReportFormatter.Status(status), ("class", "status " + ReportFormatter.StatusClass(status)));
        page.Text(" ");
        page.Leaf("bdi", errorId);
        page.Leaf("span", $" {DisplayText.Count(contacts.Count, "contact", "contacts")}", ("class", "muted"));
        page.Close();
        if (contacts[0].Last.Reason is { } reason)
        {
            page.Leaf("p", contacts.Exists(c => c.Last.Reason != reason) ? "For example: " + reason : reason);
        }

        foreach (var action in contacts.Select(c => c.Last.RecommendedAction).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxShown))
        {
            page.Open("p", ("class", "action"));
            page.Leaf("b", "What to do: ");
            page.Text(action);
            page.Close();
        }

        WriteContacts(page, contacts);
        page.Open("p", ("class", "scripted"), ("hidden", "hidden"));
        page.Leaf("button", "Show in the table", ("type", "button"), ("data-search", errorId), ("aria-label", $"Show in the table: {errorId}"));
        page.Close();
        page.Close();
    }

    private static void WriteContacts(HtmlWriter page, List<ReportedContact> contacts)
    {
        if (contacts.Count > MaxShown)
        {
            page.Open("details");
            page.Leaf("summary", $"All {DisplayText.Number(contacts.Count)} contacts");
            WriteIds(page, contacts);
            page.Close();
        }
        else
        {
            WriteIds(page, contacts);
        }
    }

    private static void WriteIds(HtmlWriter page, List<ReportedContact> contacts)
    {
        page.Open("p", ("class", "ids"));
        for (var i = 0; i < contacts.Count; i++)
        {
            page.Text(i == 0 ? "" : ", ");
            page.Leaf("bdi", contacts[i].Last.Contact.ContactId); // right-to-left letters do not reorder the neighbouring ids
        }

        page.Close();
    }
}
