using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using static ConnectTimers.Engine.Tests.Report.ReportFixture;

namespace ConnectTimers.Engine.Tests.Report;

/// <summary>Tests of the page as a document: text is escaped, nothing is loaded, everything is labelled.</summary>
public sealed class ReportPageTests : IDisposable
{
    private readonly ReportFixture _fixture = new();

    public static TheoryData<string, string> Hostile => new()
    {
        { "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>" },
        { "</script><script>alert(1)</script>", "</script><script>alert(1)</script>" },
        { "</td></table>&lt;b>\"'`]]>", "</td></table>&lt;b>\"'`]]>" },
        { "a\u2028b\u2029c\u0085d", "a\\u2028b\\u2029c\\u0085d" },
        { "a\u202Egnp.exe\u2066\u200B", "a\\u202Egnp.exe\\u2066\\u200B" },
        { "a\u0000\u0008\u001B[2J\uFFFE", "a\\u0000\\u0008\\u001B[2J\\uFFFE" },
        { "größe 😀 שלום", "größe 😀 שלום" },
        { "{{7*7}}${7*7}<!--", "{{7*7}}${7*7}<!--" },
    };

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Every_value_is_escaped_as_text_everywhere(string value, string shown)
    {
        var report = _fixture.Begin();
        Assert.Null(report.AddOutcome(Cells(("Status", "Failed"), ("InstanceId", value), ("ContactId", value), ("Region", value), ("ErrorId", value), ("Reason", value),
            ("RecommendedAction", value), ("RequestId", value), ("CustomerIdle", value), ("Attempts", 1), ("Note " + value, value))));
        Assert.Null(report.AddOutcome(Cells(("Status", "Failed"), ("InstanceId", "i"), ("ContactId", "c"), ("ErrorId", value))));

        var page = _fixture.Page(report, title: value);

        foreach (var column in new[] { "Contact", "Instance", "Region", "Customer idle, min", "Error id", "Reason", "Request id", "Note " + shown })
        {
            Assert.Equal(shown, page.Column(column)[0]);
        }

        var cause = Assert.Single(page.Section("causes").Elements("article"));
        Assert.Equal(shown, cause.Element("h3")!.Element("bdi")!.Value);
        Assert.Contains($"What to do: {shown}", cause.Elements("p").Select(p => p.Value));
        Assert.Contains($"{shown}, c", cause.Elements("p").Select(p => p.Value));
        Assert.Equal(shown, cause.Descendants("button").Single().Attribute("data-search")!.Value);
        Assert.Equal((shown, shown), (page.Descendants("title").First().Value, page.Descendants("h1").Single().Value));
        Assert.Single(page.Descendants("script"));
        Assert.Empty(page.Descendants("img"));
        Assert.DoesNotContain(page.DescendantNodes(), n => n is XComment);
    }

    [Fact]
    public void Values_cannot_end_the_script_or_style_element()
    {
        var report = _fixture.Begin();
        Assert.Null(report.AddOutcome(Cells(("Status", "Failed"), ("ContactId", "</script></style>]]>"))));
        _fixture.Page(report);
        var text = File.ReadAllText(_fixture.PagePath);

        Assert.Equal(text.IndexOf("</script", StringComparison.OrdinalIgnoreCase), text.LastIndexOf("</script", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(text.IndexOf("</style", StringComparison.OrdinalIgnoreCase), text.LastIndexOf("</style", StringComparison.OrdinalIgnoreCase));
        Assert.StartsWith("<!DOCTYPE html ><html lang=\"en\"><head><meta charset=\"utf-8\" />", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_void_elements_are_self_closing()
    {
        _fixture.Page(4, _fixture.Lines("run.jsonl", Line("a"), Line("b", more: ",\"Queue\":\"x\"")));
        var text = File.ReadAllText(_fixture.PagePath);

        Assert.Equal(["input", "meta"], text.Split(" />").SkipLast(1).Select(p => p[(p.LastIndexOf('<') + 1)..].Split(' ')[0]).Distinct().Order());
    }

    [Fact]
    public void Nothing_is_loaded_and_the_policy_has_the_hashes_of_style_and_script()
    {
        var page = _fixture.Page(4, _fixture.Lines("run.jsonl", Line("a"), Line("b", status: "Failed", more: ",\"ErrorId\":\"Broke\"")));
        var text = File.ReadAllText(_fixture.PagePath);
        var policy = page.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value;

        Assert.Equal($"default-src 'none'; style-src {Hash("style")}; script-src {Hash("script")}; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "href" or "style" or "action" or "srcset" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "link" or "iframe" or "object" or "form" or "img" or "base" or "image" or "use");
        Assert.DoesNotContain("url(", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", text, StringComparison.OrdinalIgnoreCase);

        string Hash(string name)
        {
            var content = text.Split($"<{name}>")[1].Split($"</{name}>")[0];
            return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
        }
    }

    [Fact]
    public void Headers_fields_and_images_are_labelled_and_ids_are_unique()
    {
        var page = _fixture.Page(4, _fixture.Lines("run.jsonl", Line("a"), Line("b", status: "Failed", more: ",\"ErrorId\":\"Broke\"")));
        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToList();

        Assert.All(page.Descendants("th"), h => Assert.Contains((string?)h.Attribute("scope"), new[] { "col", "row" }));
        Assert.All(page.Descendants("tbody").Elements("tr"), r => Assert.Single(r.Elements("th")));
        Assert.All(page.Descendants("input"), i => Assert.True(i.Parent!.Name == "label" || page.Descendants("label").Any(l => (string?)l.Attribute("for") == (string?)i.Attribute("id"))));
        Assert.Single(page.Descendants("svg"));
        Assert.All(page.Descendants("svg"), s => Assert.Equal("img", (string?)s.Attribute("role")));
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.Descendants().Attributes("aria-labelledby").SelectMany(a => a.Value.Split(' ')), id => Assert.Contains(id, ids));
        Assert.Equal("polite", (string?)page.Descendants("p").Single(p => (string?)p.Attribute("id") == "count").Attribute("aria-live"));
    }

    [Fact]
    public void Without_the_script_its_controls_are_hidden_and_all_contacts_are_shown()
    {
        var page = _fixture.Page(null, _fixture.Lines("run.jsonl", [.. Enumerable.Range(0, 3000).Select(i => Line($"c-{i}"))]));

        Assert.Equal(3000, page.Descendants("tbody").Elements("tr").Count());
        Assert.All(page.Descendants().Where(e => e.Name.LocalName is "button" or "input"), e =>
            Assert.Contains(e.Ancestors(), a => a.Attribute("hidden") is not null && ((string?)a.Attribute("class"))!.Contains("scripted", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_same_journal_at_the_same_time_gives_the_same_bytes()
    {
        var journal = _fixture.Lines("run.jsonl", Line("a"), Line("b", more: ",\"Queue\":\"x\""));
        _fixture.Page(4, journal);
        var first = File.ReadAllBytes(_fixture.PagePath);
        _fixture.Page(4, journal);

        Assert.Equal(first, File.ReadAllBytes(_fixture.PagePath));
    }

    [Fact]
    public void Impossible_times_and_numbers_are_left_out()
    {
        var report = _fixture.Begin();
        foreach (var (i, time) in new[] { "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "soon", "2026-03-01T12:00:00Z" }.Index())
        {
            Assert.Null(report.AddOutcome(Cells(("Status", "Accepted"), ("ContactId", $"c{i}"), ("Attempts", i == 0 ? -5 : int.MaxValue), ("SentAt", time), ("LatencyMs", i == 1 ? "1e9" : int.MaxValue))));
        }

        var page = _fixture.Page(report);

        Assert.Contains("3 outcomes have a time that cannot be read; the chart leaves it out.", page.Remarks());
        Assert.Equal("2026-03-01 12:00:00 UTC", page.Fact("First"));
    }

    private static KeyValuePair<string, object?>[] Cells(params (string Name, object? Value)[] cells) => [.. cells.Select(c => KeyValuePair.Create(c.Name, c.Value))];
}
