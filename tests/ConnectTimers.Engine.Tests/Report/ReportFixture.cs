using System.Xml;
using System.Xml.Linq;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Report;
using ConnectTimers.Engine.Tests.Journal;

namespace ConnectTimers.Engine.Tests.Report;

/// <summary>A folder with journals and the report page of them.</summary>
internal sealed class ReportFixture : IDisposable
{
    private readonly JournalFolder _folder = new();

    public JournalFolder Journal => _folder;

    public string PagePath => Path.Combine(_folder.Folder, "run.html");

    public void Dispose() => _folder.Dispose();

    public RunReport Begin() => new(_folder.Clock, new Random(1));

    /// <summary>Writes lines unchanged to a journal and returns its path.</summary>
    public string Lines(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.Folder, name);
        File.WriteAllText(path, string.Concat(lines.Select(l => l + "\n")));
        return path;
    }

    /// <summary>Returns a line with the given values; the rest is that of an accepted call.</summary>
    public static string Line(string contact, string time = "12:00:00.000", string status = "Accepted", string more = "") =>
        $$"""{"Time":"2026-03-01T{{time}}Z","Status":"{{status}}","Endpoint":"https://e","Region":"eu-west-2","InstanceId":"i-1","ContactId":"{{contact}}","CustomerIdle":5,"Attempts":1,"SentAt":"2026-03-01T{{time}}Z","LatencyMs":80{{more}}}""";

    /// <summary>Returns the page of journals, parsed as XML, which also proves that it is well-formed.</summary>
    public XDocument Page(double? rateLimit, params string[] journals)
    {
        var report = Begin();
        foreach (var journal in journals)
        {
            Assert.Null(report.AddJournal(journal, default));
        }

        return Page(report, rateLimit);
    }

    public XDocument Page(RunReport report, double? rateLimit = null, string? title = null)
    {
        Assert.Null(report.Write(new ReportSettings(PagePath) { RateLimit = rateLimit, Title = title }, default));
        using var reader = XmlReader.Create(PagePath, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}

/// <summary>Queries of a report page.</summary>
internal static class Pages
{
    /// <summary>Returns a value of the totals by the beginning of its name.</summary>
    public static string Fact(this XDocument page, string name) =>
        page.Descendants("dt").Single(d => d.Value.StartsWith(name, StringComparison.Ordinal)).ElementsAfterSelf("dd").Single().Value;

    public static string Tile(this XDocument page, string name) =>
        page.Descendants("li").Single(t => t.Element("span")?.Value == name).Element("b")!.Value;

    /// <summary>Returns a page of which only the table of the contacts is left.</summary>
    public static XDocument Contacts(this XDocument page) => new(page.Descendants("table").Single(t => (string?)t.Attribute("id") == "contacts"));

    public static IReadOnlyList<string> Headers(this XDocument page) => [.. page.Contacts().Descendants("thead").Single().Descendants("th").Select(h => h.Value)];

    /// <summary>Returns the cells of a column from top to bottom.</summary>
    public static IReadOnlyList<string> Column(this XDocument page, string header)
    {
        var place = page.Headers().Index().Single(h => h.Item == header).Index;
        return [.. page.Contacts().Descendants("tbody").Single().Elements("tr").Select(r => r.Elements().ElementAt(place).Value)];
    }

    public static IEnumerable<string> Remarks(this XDocument page) =>
        page.Descendants("p").Where(p => (string?)p.Attribute("class") == "remark").Select(p => p.Value);

    public static XElement Section(this XDocument page, string id) =>
        page.Descendants("section").Single(s => (string?)s.Attribute("aria-labelledby") == id);

    /// <summary>Returns the elements of a class, such as the bars of a chart.</summary>
    public static IReadOnlyList<XElement> OfClass(this XElement element, string name, string @class) =>
        [.. element.Descendants(name).Where(e => (string?)e.Attribute("class") == @class)];
}
