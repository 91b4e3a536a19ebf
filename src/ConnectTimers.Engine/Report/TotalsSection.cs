namespace ConnectTimers.Engine.Report;

/// <summary>The numbers at the top: contacts by their state, requests, times, and where it all went.</summary>
internal sealed class TotalsSection(ReportData book, IReadOnlyList<string> leftOut)
{
    private const int MostPlaces = 3;

    private readonly RunTotals _figures = new(book);

    public void WriteTo(HtmlWriter page)
    {
        page.Open("section", ("aria-labelledby", "totals"));
        page.Leaf("h2", "Totals", ("id", "totals"));
        page.Open("ul", ("class", "tiles"));
        WriteTile(page, "contacts", _figures.Contacts, "Contacts");
        foreach (var status in new[] { OutcomeStatus.Accepted, OutcomeStatus.Failed, OutcomeStatus.Cancelled, OutcomeStatus.Skipped, OutcomeStatus.Declined, OutcomeStatus.WhatIf })
        {
            WriteTile(page, ReportFormatter.StatusClass(status), _figures[status], ReportFormatter.Status(status));
        }

        page.Close();
        page.Open("dl", ("class", "facts"));
        foreach (var (name, value) in Facts())
        {
            page.Open("div");
            page.Leaf("dt", name);
            page.Leaf("dd", value);
            page.Close();
        }

        page.Close();
        foreach (var remark in Remarks())
        {
            page.Leaf("p", remark, ("class", "remark"));
        }

        page.Close();
        page.Break();
    }

    private static void WriteTile(HtmlWriter page, string @class, int count, string name)
    {
        page.Open("li", ("class", $"tile {@class}{(count == 0 ? " none" : "")}"));
        page.Leaf("b", DisplayText.Number(count));
        page.Text(" ");
        page.Leaf("span", name);
        page.Close();
    }

    private IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("Outcomes read", DisplayText.Number(_figures.Outcomes));
        yield return ("Requests sent", DisplayText.Number(_figures.Requests));
        yield return ("Retries among them, throttled included", DisplayText.Number(_figures.Retries));
        yield return ("Contacts throttled to the end", DisplayText.Number(_figures.EndedThrottled));
        yield return ("First", _figures.First is { } first ? ReportFormatter.Time(first) + " UTC" : "not known");
        yield return ("Last", _figures.Last is { } last ? ReportFormatter.Time(last) + " UTC" : "not known");
        yield return ("Duration", _figures.Duration is { } duration ? ReportFormatter.Span(duration) : "not known");
        yield return ("Calls a second, first to last", _figures.Rate is { } rate ? ReportFormatter.Rate(rate) : "too short to tell");
        foreach (var (name, places) in new (string, IEnumerable<string>)[]
        {
            ("Region", book.Contacts.Select(c => c.Last.Contact.Region)),
            ("Instance", book.Contacts.Select(c => c.Last.Contact.InstanceId)),
            ("Address", book.Contacts.Select(c => c.Last.Contact.Endpoint)),
        })
        {
            if (Several(places) is { Length: > 0 } text)
            {
                yield return (name, text);
            }
        }
    }

    private IEnumerable<string> Remarks()
    {
        if (_figures.Outcomes > _figures.Contacts)
        {
            yield return $"{DisplayText.Count(_figures.Outcomes, "outcome", "outcomes")} of {DisplayText.Count(_figures.Contacts, "contact", "contacts")}: "
                + "where a contact has several, the last one says how it stands; all of them count for requests and times.";
        }

        foreach (var sentence in leftOut)
        {
            yield return sentence;
        }

        if (_figures.UnreadableTimes > 0)
        {
            yield return $"{DisplayText.Count(_figures.UnreadableTimes, "outcome has", "outcomes have")} a time that cannot be read; the charts are without.";
        }

        if (_figures[OutcomeStatus.Accepted] > 0)
        {
            yield return "Accepted is not applied: in force in a chat is what was set when its agent joined.";
        }
    }

    private static string Several(IEnumerable<string> places)
    {
        var distinct = places.Where(p => p.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return string.Join(", ", distinct.Take(MostPlaces)) + (distinct.Count > MostPlaces ? $" and {DisplayText.Number(distinct.Count - MostPlaces)} more" : "");
    }
}
