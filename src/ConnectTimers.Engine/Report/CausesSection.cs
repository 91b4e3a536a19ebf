namespace ConnectTimers.Engine.Report;

/// <summary>Why contacts stand as failed or cancelled, by cause, with what to do and which they are.</summary>
internal sealed class CausesSection(IReadOnlyCollection<ReportedContact> contacts)
{
    // A service that answers with ever new codes must not hide the table below; each contact has its own there.
    private const int Most = 50;

    // As many as can be read without being asked for.
    private const int MostAtOnce = 5;

    public void WriteTo(HtmlWriter page)
    {
        var causes = contacts.Where(c => c.Last.Status is OutcomeStatus.Failed or OutcomeStatus.Cancelled)
            .GroupBy(c => (c.Last.Status, c.Last.ErrorId))
            .OrderBy(g => g.Key.Status).ThenByDescending(g => g.Count()).ThenBy(g => g.Key.ErrorId, StringComparer.Ordinal)
            .ToList();
        page.Open("section", ("aria-labelledby", "causes"));
        page.Leaf("h2", "What was not accepted", ("id", "causes"));
        if (causes.Count == 0)
        {
            page.Leaf("p", "No contact stands as failed or cancelled.");
        }

        foreach (var cause in causes.Take(Most))
        {
            WriteCause(page, cause.Key.Status, cause.Key.ErrorId ?? "No cause given", [.. cause]);
        }

        if (causes.Count > Most)
        {
            page.Leaf("p", $"{DisplayText.Count(causes.Count - Most, "more cause", "more causes")}, with fewer contacts each: see the table below.");
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

        foreach (var action in contacts.Select(c => c.Last.RecommendedAction).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostAtOnce))
        {
            page.Open("p", ("class", "action"));
            page.Leaf("b", "What to do: ");
            page.Text(action);
            page.Close();
        }

        WriteContacts(page, contacts);
        page.Open("p", ("class", "scripted"), ("hidden", "hidden"));
        page.Leaf("button", "Show in the table", ("type", "button"), ("data-search", errorId), ("aria-label", $"Show {errorId} in the table"));
        page.Close();
        page.Close();
    }

    private static void WriteContacts(HtmlWriter page, List<ReportedContact> contacts)
    {
        if (contacts.Count > MostAtOnce)
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
            page.Leaf("bdi", contacts[i].Last.Contact.ContactId); // letters that run from right to left leave their neighbours where they are
        }

        page.Close();
    }
}
