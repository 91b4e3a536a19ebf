using System.Text.Json.Nodes;
using ConnectTimers.Engine.Tests.Report;
using ConnectTimers.Tests.Support;
using static ConnectTimers.Engine.Tests.Report.ReportFixture;

namespace ConnectTimers.Engine.Tests.Browser;

/// <summary>Tests of the report page in a browser.</summary>
public sealed class ReportBrowserTests(Chromium browser) : IClassFixture<Chromium>, IDisposable
{
    private const string Shown = "document.querySelectorAll('#contacts tbody tr').length";
    private const string Count = "document.getElementById('count').textContent";
    private const string Bad = "<img src=x onerror=document.title='run'>";

    private readonly ReportFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [BrowserFact]
    public async Task The_page_is_shown_without_console_messages()
    {
        await OpenAsync(50);

        Assert.Equal("CSS1Compat", await browser.AskAsync<string>("document.compatMode"));
        Assert.Equal("50 contacts.", await browser.AskAsync<string>(Count));
        Assert.Equal(50, await browser.AskAsync<int>(Shown));
        Assert.Equal("rgb(244, 246, 248)", await browser.AskAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.True(await browser.AskAsync<bool>("[...document.querySelectorAll('svg')].every(s => s.getBoundingClientRect().height > 100)"));
        Assert.True(await browser.AskAsync<bool>("[...document.querySelectorAll('.scripted')].every(s => !s.hidden || s.classList.contains('more'))"));
        Assert.Equal(0, await browser.AskAsync<int>("performance.getEntriesByType('resource').length"));
        Assert.Empty(await browser.ConsoleAsync());
    }

    [BrowserFact]
    public async Task Markup_in_an_id_is_text_and_does_not_run()
    {
        await OpenAsync(3);

        Assert.Equal(Bad, await browser.AskAsync<string>("document.querySelector('#contacts tbody th').textContent"));
        Assert.Equal(0, await browser.AskAsync<int>("document.images.length"));
        Assert.NotEqual("run", await browser.AskAsync<string>("document.title"));
        Assert.Empty(await browser.ConsoleAsync());
    }

    [BrowserFact]
    public async Task A_search_matches_all_words_in_all_columns()
    {
        await OpenAsync(50);

        await browser.TypeAsync("#search", "C-00004 BILLING");
        await browser.UntilAsync($"{Count} !== '50 contacts.'");

        Assert.Equal("5 of 50 contacts.", await browser.AskAsync<string>(Count)); // c-00040, 42, 44, 46 and 48
        Assert.Equal(["c-000040", "c-000042", "c-000044", "c-000046", "c-000048"], await browser.AskAsync<string[]>("[...document.querySelectorAll('#contacts tbody th')].map(h => h.textContent)"));

        await browser.TypeAsync("#search", "x");
        await browser.UntilAsync($"{Count} === '0 of 50 contacts.'");
        Assert.Equal(0, await browser.AskAsync<int>(Shown));
    }

    [BrowserFact]
    public async Task A_search_does_not_match_across_cells()
    {
        await OpenAsync(50);

        await browser.TypeAsync("#search", "acceptedc");
        await browser.UntilAsync($"{Count} === '0 of 50 contacts.'");
    }

    [BrowserFact]
    public async Task Status_and_cause_filter_the_table()
    {
        await OpenAsync(50);

        await browser.ClickAsync("input[value=failed]");
        Assert.Equal("5 of 50 contacts.", await browser.AskAsync<string>(Count));
        Assert.Equal(["Failed"], await browser.AskAsync<string[]>("[...new Set([...document.querySelectorAll('#contacts tbody tr')].map(r => r.cells[0].textContent))]"));

        await browser.ClickAsync("input[value=accepted]");
        Assert.Equal("45 of 50 contacts.", await browser.AskAsync<string>(Count));

        await browser.ClickAsync(".cause button");
        Assert.Equal("5 of 50 contacts.", await browser.AskAsync<string>(Count));
        Assert.Equal("search", await browser.AskAsync<string>("document.activeElement.id"));
        Assert.Equal("", await browser.AskAsync<string>("document.querySelector('input[name=status]:checked').value"));
    }

    [BrowserFact]
    public async Task A_header_sorts_numbers_as_numbers_and_sets_aria_sort()
    {
        await OpenAsync(50);
        const string Latencies = "[...document.querySelectorAll('#contacts tbody tr')].map(r => r.cells[6].textContent)";

        await browser.ClickAsync("thead th:nth-child(7) button");
        Assert.Equal(["80", "90", "1,080"], (await browser.AskAsync<string[]>(Latencies)).Distinct());
        Assert.Equal("ascending", await browser.AskAsync<string>("document.querySelectorAll('thead th')[6].getAttribute('aria-sort')"));

        await browser.ClickAsync("thead th:nth-child(7) button");
        Assert.Equal(["1,080", "90", "80"], (await browser.AskAsync<string[]>(Latencies)).Distinct());
        await browser.ClickAsync("thead th:nth-child(1) button");
        Assert.Equal(1, await browser.AskAsync<int>("document.querySelectorAll('thead th[aria-sort]').length"));
    }

    [BrowserFact]
    public async Task Ten_thousand_contacts_are_shown_in_parts_but_searched_and_printed_completely()
    {
        await OpenAsync(10_000);

        Assert.Equal("10,000 contacts; showing the first 200.", await browser.AskAsync<string>(Count));
        Assert.Equal(200, await browser.AskAsync<int>(Shown));
        await browser.ClickAsync("#more");
        Assert.Equal(1200, await browser.AskAsync<int>(Shown));

        await browser.TypeAsync("#search", "c-009999");
        await browser.UntilAsync($"{Count} === '1 of 10,000 contacts.'");
        Assert.Equal("c-009999", await browser.AskAsync<string>("document.querySelector('#contacts tbody th').textContent"));

        await browser.AskAsync<bool>("(document.getElementById('search').value = '', document.getElementById('search').dispatchEvent(new Event('input')))");
        await browser.UntilAsync($"{Count} === '10,000 contacts; showing the first 200.'");
        Assert.Equal(10_000, await browser.AskAsync<int>($"(dispatchEvent(new Event('beforeprint')), {Shown})"));
        Assert.Equal(200, await browser.AskAsync<int>($"(dispatchEvent(new Event('afterprint')), {Shown})"));
        Assert.Empty(await browser.ConsoleAsync());
    }

    [BrowserFact]
    public async Task Printed_pages_have_all_rows_no_controls_and_dark_text_on_white()
    {
        await OpenAsync(600, scheme: "dark");
        await browser.CommandAsync("Emulation.setEmulatedMedia", new JsonObject { ["media"] = "print", ["features"] = Scheme("dark") });

        Assert.Equal("none", await browser.AskAsync<string>("getComputedStyle(document.querySelector('.controls')).display"));
        Assert.Equal("none", await browser.AskAsync<string>("getComputedStyle(document.querySelector('.more')).display"));
        Assert.Equal("rgb(255, 255, 255)", await browser.AskAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("visible", await browser.AskAsync<string>("getComputedStyle(document.querySelector('.scroll')).overflowY"));
        await browser.AskAsync<bool>("(addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('#contacts tbody tr').length; }), true)");
        await browser.PrintAsync();
        Assert.Equal(600, await browser.AskAsync<int>("window.printed"));
        Assert.Equal(200, await browser.AskAsync<int>(Shown));
    }

    [BrowserFact]
    public async Task Without_the_script_everything_is_shown_except_controls_that_need_it()
    {
        await OpenAsync(300);
        await browser.CommandAsync("Emulation.setScriptExecutionDisabled", new JsonObject { ["value"] = true });
        await browser.GoAsync(_fixture.PagePath);

        var document = await browser.CommandAsync("DOM.getDocument", []);
        var root = document!["root"]!["nodeId"]!.GetValue<int>();
        Assert.Equal(300, (await QueryAsync(root, "#contacts tbody tr")).Count);
        foreach (var hidden in await QueryAsync(root, ".scripted"))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => BoxAsync(hidden!.GetValue<int>())); // hidden, so it has no box
        }

        Assert.True((await BoxAsync((await QueryAsync(root, "#contacts tbody tr:last-child th"))[0]!.GetValue<int>()))!["model"]!["height"]!.GetValue<double>() > 5);
    }

    [BrowserFact]
    public async Task Text_has_a_contrast_of_4_5_to_1_in_both_color_schemes()
    {
        foreach (var scheme in new[] { "light", "dark" })
        {
            await OpenAsync(30, scheme);

            Assert.Empty(await browser.AskAsync<string[]>(Contrast));
            Assert.Equal(scheme == "dark", await browser.AskAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
        }
    }

    [BrowserFact]
    public async Task All_controls_are_reachable_by_keyboard_with_a_visible_focus()
    {
        await OpenAsync(300);
        List<string> reached = [];
        for (var i = 0; i < 40; i++)
        {
            await browser.CommandAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = "keyDown", ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 });
            reached.Add(await browser.AskAsync<string>("document.activeElement.id || document.activeElement.className || document.activeElement.name || document.activeElement.tagName"));
            Assert.True(await browser.AskAsync<bool>("document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'"), reached[^1]);
        }

        Assert.Superset(new HashSet<string> { "chart", "search", "status", "scroll", "more", "BUTTON", "SUMMARY" }, reached.ToHashSet());
    }

    [BrowserFact]
    public async Task Axe_finds_no_violation_at_either_width_in_either_color_scheme()
    {
        var axe = await File.ReadAllTextAsync(Path.Combine(BrowserFactAttribute.Folder, "node_modules", "axe-core", "axe.min.js"));
        foreach (var (scheme, width) in new[] { ("light", 1280), ("dark", 400) })
        {
            await OpenAsync(60, scheme, Everything);
            await ResizeAsync(width);
            await browser.CommandAsync("Runtime.evaluate", new JsonObject { ["expression"] = axe }); // not bound by the page's policy
            await browser.CommandAsync("Runtime.evaluate", new JsonObject
            {
                ["expression"] = "axe.run(document, { resultTypes: ['violations'] }).then(r => { window.found = r.violations.map(v => v.impact + ' ' + v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')); })",
                ["awaitPromise"] = true,
            });

            Assert.Empty(await browser.AskAsync<string[]>("window.found"));
        }
    }

    [BrowserFact]
    public async Task At_400_pixels_nothing_but_charts_and_tables_is_wider_than_the_window_and_those_say_that_they_scroll()
    {
        await OpenAsync(60, more: Everything);
        await ResizeAsync(400);

        Assert.True(await browser.AskAsync<bool>("innerWidth === 400 && document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.Empty(await browser.AskAsync<string[]>("[...document.querySelectorAll('main *')].filter(e => !e.closest('.chart, .scroll') && e.getBoundingClientRect().right > 401 && getComputedStyle(e).display !== 'none').map(e => e.tagName + '.' + e.className)"));
        Assert.True(await browser.AskAsync<bool>("(c => c.scrollWidth > c.clientWidth && getComputedStyle(c, '::after').content.includes('Scroll sideways'))(document.querySelector('.chart'))"));
        Assert.True(await browser.AskAsync<bool>("[...document.querySelectorAll('.scroll')].every(s => s.tabIndex === 0 && getComputedStyle(s).backgroundImage.includes('gradient'))"));
        Assert.True(await browser.AskAsync<bool>("[...document.querySelectorAll('.key')].every(k => k.getBoundingClientRect().right <= 400 && k.getBoundingClientRect().height > 10)")); // the legend
    }

    [BrowserFact]
    public async Task A_hundred_thousand_contacts_are_opened_and_searched()
    {
        if (!LongTests.AreOn)
        {
            return; // the page has 60 MB
        }

        await OpenAsync(100_000);

        Assert.Equal("100,000 contacts; showing the first 200.", await browser.AskAsync<string>(Count));
        await browser.TypeAsync("#search", "c-099999");
        await browser.UntilAsync($"{Count} === '1 of 100,000 contacts.'");
        Assert.Empty(await browser.ConsoleAsync());
    }

    // WCAG 2.1: relative luminance and contrast ratio of every visible text and its background.
    private const string Contrast = """
        (() => {
            const parts = color => color.match(/[\d.]+/g).map(Number);
            const light = color => parts(color).slice(0, 3).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = element => {
                for (let e = element; e; e = e.parentElement) {
                    const color = getComputedStyle(e).backgroundColor;
                    if (parts(color)[3] !== 0) { return color; }
                }
                return 'rgb(255, 255, 255)';
            };
            const complaints = [];
            for (const element of document.querySelectorAll('body *')) {
                if (element.closest('script, title, desc, [hidden]') || ![...element.childNodes].some(n => n.nodeType === 3 && n.data.trim())) { continue; }
                const style = getComputedStyle(element);
                const [a, b] = [light(element.closest('svg') ? style.fill : style.color), light(ground(element))];
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < 4.5) { complaints.push(element.tagName + '.' + element.className + ' ' + element.textContent.slice(0, 20) + ' ' + contrast.toFixed(2)); }
            }
            return complaints;
        })()
        """;

    // A run, an invalid row, and an outcome that is in force.
    private static readonly string[] Everything =
    [
        """{"Time":"2026-03-01T11:59:00.000Z","Event":"RunStarted","RunId":"20260301T115900Z-00000001","Command":"Set-ParticipantRoleConfig","Host":"night-desk","User":"ops","Principal":"arn:aws:sts::111122223333:assumed-role/chat-timers/ops-of-the-night","Source":"/data/chats.csv"}""",
        Line("in-force", more: ",\"RunId\":\"20260301T115900Z-00000001\",\"InForce\":\"Yes\""),
        """{"Time":"2026-03-01T12:00:00.000Z","Status":"Invalid","RunId":"20260301T115900Z-00000001","ErrorId":"MissingContact","Reason":"There is no contact.","RecommendedAction":"Fix it.","Attempts":0,"InputPosition":"chats.csv line 4"}""",
    ];

    private Task ResizeAsync(int width) => browser.CommandAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    private static JsonArray Scheme(string scheme) => [new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }];

    private async Task<JsonArray> QueryAsync(int root, string selector) =>
        (await browser.CommandAsync("DOM.querySelectorAll", new JsonObject { ["nodeId"] = root, ["selector"] = selector }))!["nodeIds"]!.AsArray();

    private Task<JsonNode?> BoxAsync(int node) => browser.CommandAsync("DOM.getBoxModel", new JsonObject { ["nodeId"] = node });

    // Every tenth contact failed, the first has markup in its id, half of them have one queue, response times are 80, 90 and 1,080 ms.
    private async Task OpenAsync(int contacts, string scheme = "light", params string[] more)
    {
        _fixture.Page(4, _fixture.Lines("run.jsonl", [.. Enumerable.Range(0, contacts).Select(i =>
            Line(i == 0 ? Bad : $"c-{i:D6}", $"12:{i / 600 % 60:D2}:{i / 10 % 60:D2}.{i % 10}00", i % 10 == 9 ? "Failed" : "Accepted",
                $",\"Queue\":\"{(i % 2 == 0 ? "Billing" : "Sales")}\"" + (i % 10 == 9 ? ",\"ErrorId\":\"InternalServiceException\",\"Reason\":\"It broke.\",\"RecommendedAction\":\"Run it again.\"" : ""))
                .Replace("\"LatencyMs\":80", $"\"LatencyMs\":{(i % 7 == 0 ? 1080 : i % 3 == 0 ? 90 : 80)}", StringComparison.Ordinal)), .. more]));
        await browser.OpenAsync(_fixture.PagePath);
        await browser.CommandAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = Scheme(scheme) });
    }
}
