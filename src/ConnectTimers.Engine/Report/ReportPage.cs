namespace ConnectTimers.Engine.Report;

/// <summary>
/// The page: one file that loads nothing, enforced by its content security policy. It is complete without its script, which only searches, sorts and
/// shows the rows in parts.
/// </summary>
internal sealed class ReportPage(ReportData data, IReadOnlyList<string> leftOut, string title, double? rateLimit, DateTime writtenAt)
{
    // The browser may use only the style and the script in the page, and load nothing.
    private static readonly string Policy =
        $"default-src 'none'; style-src {ReportResource.Style.Source}; script-src {ReportResource.Script.Source}; base-uri 'none'; form-action 'none'";

    /// <summary>The mark of a report in its first bytes: what may be replaced by another report.</summary>
    public static ReadOnlySpan<byte> Mark => "name=\"generator\" content=\"ConnectTimers\""u8;

    /// <summary>Writes the page as UTF-8.</summary>
    public void WriteTo(Stream stream, CancellationToken stopToken)
    {
        using var page = new HtmlWriter(stream);
        page.WriteDocumentType();
        page.Open("html", ("lang", "en"));
        WriteHead(page);
        page.Open("body");
        page.Open("header");
        page.Leaf("h1", title);
        page.Leaf("p", $"All times are UTC. Written {ReportFormatter.Time(writtenAt)} UTC by the PowerShell module ConnectTimers.", ("class", "muted"));
        page.Close();
        page.Open("main");
        new TotalsSection(data, leftOut).WriteTo(page);
        new CallsChart(data.Calls, rateLimit).WriteTo(page);
        new CausesSection(data.Contacts).WriteTo(page);
        new InvalidSection(data).WriteTo(page);
        new AccountsSection(data).WriteTo(page);
        new RunsSection(data).WriteTo(page);
        new ContactsTable(data).WriteTo(page, stopToken);
        page.Close();
        page.Raw("script", ReportResource.Script.Text);
        page.Close();
        page.Close();
    }

    private void WriteHead(HtmlWriter page)
    {
        page.Open("head");
        page.Void("meta", ("charset", "utf-8"));
        page.Void("meta", ("name", "generator"), ("content", "ConnectTimers"));
        page.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        page.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
        page.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
        page.Leaf("title", title);
        page.Raw("style", ReportResource.Style.Text);
        page.Close();
        page.Break();
    }
}
