namespace ConnectTimers.Engine.Report;

/// <summary>The totals at the top of a report: contacts by status, requests, times and targets.</summary>
internal sealed class TotalsSection(ReportData data, IReadOnlyList<string> leftOut)
{
    private const int MaxTargets = 3;

    private readonly RunTotals _totals = new(data);

    public void WriteTo(HtmlWriter page)
    {
        page.Open("section", ("aria-labelledby", "totals"));
        page.Leaf("h2", "Totals", ("id", "totals"));
        page.Open("ul", ("class", "tiles"));
        WriteTile(page, "contacts", _totals.Contacts, "Contacts");
        foreach (var status in ReportFormatter.Statuses)
        {
            WriteTile(page, ReportFormatter.StatusClass(status), _totals[status], ReportFormatter.Status(status));
        }

        if (data.Invalid > 0)
        {
            WriteTile(page, "failed", data.Invalid, "Invalid rows");
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
        yield return ("Outcomes read", DisplayText.Number(_totals.Outcomes));
        yield return ("Requests sent", DisplayText.Number(_totals.Requests));
        yield return ("Retries, after throttling or a failure", DisplayText.Number(_totals.Retries));
        yield return ("Contacts still throttled at the end", DisplayText.Number(_totals.EndedThrottled));
        yield return ("First", _totals.First is { } first ? ReportFormatter.Time(first) + " UTC" : "unknown");
        yield return ("Last", _totals.Last is { } last ? ReportFormatter.Time(last) + " UTC" : "unknown");
        yield return ("Duration", _totals.Duration is { } duration ? ReportFormatter.Duration(duration) : "unknown");
        yield return ("Requests per second, first to last", _totals.Rate is { } rate ? ReportFormatter.Rate(rate) : "too short to measure");
        yield return ("Response time", _totals.HasLatencies
            ? $"median {ReportFormatter.Milliseconds(_totals.Latency(50))}; p95 {ReportFormatter.Milliseconds(_totals.Latency(95))}; longest {ReportFormatter.Milliseconds(_totals.Latency(100))}"
            : "unknown");
        if (InForce() is { } inForce)
        {
            yield return ("In force, of the accepted contacts", inForce);
        }

        foreach (var (name, values) in new (string, IEnumerable<string>)[]
        {
            ("Region", data.Contacts.Select(c => c.Last.Contact.Region)),
            ("Instance", data.Contacts.Select(c => c.Last.Contact.InstanceId)),
            ("Endpoint", data.Contacts.Select(c => c.Last.Contact.Endpoint)),
        })
        {
            if (List(values) is { Length: > 0 } text)
            {
                yield return (name, text);
            }
        }
    }

    private IEnumerable<string> Remarks()
    {
        if (_totals.Outcomes - data.Invalid > _totals.Contacts)
        {
            yield return $"{DisplayText.Count(_totals.Outcomes - data.Invalid, "outcome", "outcomes")} of {DisplayText.Count(_totals.Contacts, "contact", "contacts")}: "
                + "a contact's status is its last outcome; requests and times include all outcomes.";
        }

        foreach (var sentence in leftOut)
        {
            yield return sentence;
        }

        if (_totals.InvalidTimes > 0)
        {
            yield return $"{DisplayText.Count(_totals.InvalidTimes, "outcome has", "outcomes have")} a time that cannot be read; the chart leaves it out.";
        }

        if (_totals[OutcomeStatus.Accepted] > 0)
        {
            yield return "Accepted does not mean in force: a chat uses the timers that were set when its agent joined.";
        }
    }

    // Shares of the accepted contacts; null if no outcome says anything about it.
    private string? InForce()
    {
        var accepted = data.Contacts.Where(c => c.Last.Status == OutcomeStatus.Accepted).ToList();
        return accepted.Exists(c => c.Last.InForce is not (null or InForceStatus.Unknown))
            ? string.Join("; ", accepted.GroupBy(c => c.Last.InForce ?? InForceStatus.Unknown).OrderBy(g => g.Key)
                .Select(g => $"{g.Key}: {DisplayText.Number(g.Count())} ({ReportFormatter.Percent(g.Count(), accepted.Count)})"))
            : null;
    }

    private static string List(IEnumerable<string> values)
    {
        var distinct = values.Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return string.Join(", ", distinct.Take(MaxTargets)) + (distinct.Count > MaxTargets ? $" and {DisplayText.Number(distinct.Count - MaxTargets)} more" : "");
    }
}
