using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConnectTimers.Engine.Tests.Browser;

/// <summary>
/// Headless Chromium, driven over WebDriver (W3C) on loopback. The few commands that the tests need are plain HTTP requests without a package.
/// </summary>
public sealed class Chromium : IAsyncLifetime, IDisposable
{
    private const string Element = "element-6066-11e4-a52e-4f735466cecf"; // W3C WebDriver: the web element identifier

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private Process? _driver;
    private string _session = "";

    // Not in the constructor: xunit creates the fixture even if all tests of a class are skipped.
    public Task InitializeAsync() => Task.CompletedTask;

    public async Task OpenAsync(string path, params string[] switches)
    {
        await CloseAsync();
        var start = new ProcessStartInfo("chromedriver", ["--port=0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _driver = Process.Start(start)!;
        var address = await ReadAddressAsync(_driver.StandardOutput);
        _ = _driver.StandardOutput.ReadToEndAsync();
        _ = _driver.StandardError.ReadToEndAsync();

        // --no-sandbox: as root, as in a container, Chromium does not start without it; it opens only files of these tests.
        var options = new JsonObject
        {
            ["args"] = new JsonArray([.. new[] { "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900" }.Concat(switches).Select(a => (JsonNode)a)]),
        };
        var capabilities = new JsonObject { ["browserName"] = "chrome", ["goog:chromeOptions"] = options, ["goog:loggingPrefs"] = new JsonObject { ["browser"] = "ALL" } };
        var session = await SendAsync(HttpMethod.Post, address + "/session", new JsonObject { ["capabilities"] = new JsonObject { ["alwaysMatch"] = capabilities } });
        _session = $"{address}/session/{session!["sessionId"]!.GetValue<string>()}";
        await GoAsync(path);
    }

    public Task GoAsync(string path) => PostAsync("/url", new JsonObject { ["url"] = new Uri(path).AbsoluteUri });

    /// <summary>Returns the value of a JavaScript expression in the page.</summary>
    public async Task<T> AskAsync<T>(string expression) =>
        (await PostAsync("/execute/sync", new JsonObject { ["script"] = $"return {expression};", ["args"] = new JsonArray() })).Deserialize<T>()!;

    /// <summary>Waits until a JavaScript expression is true in the page.</summary>
    public Task UntilAsync(string condition) => PostAsync("/execute/async", new JsonObject
    {
        ["script"] = $"const done = arguments[0]; (function look() {{ ({condition}) ? done(true) : requestAnimationFrame(look); }})();",
        ["args"] = new JsonArray(),
    });

    /// <summary>Types text into the element of a selector.</summary>
    public async Task TypeAsync(string selector, string text) =>
        await PostAsync($"/element/{await FindAsync(selector)}/value", new JsonObject { ["text"] = text });

    public async Task ClickAsync(string selector) => await PostAsync($"/element/{await FindAsync(selector)}/click", []);

    /// <summary>Sends a command of the Chrome DevTools Protocol.</summary>
    public Task<JsonNode?> CommandAsync(string name, JsonObject parameters) =>
        PostAsync("/goog/cdp/execute", new JsonObject { ["cmd"] = name, ["params"] = parameters });

    /// <summary>Prints the page in landscape and returns the PDF.</summary>
    public async Task<byte[]> PrintAsync() => Convert.FromBase64String((await PostAsync("/print", new JsonObject { ["orientation"] = "landscape" }))!.GetValue<string>());

    /// <summary>Returns the console messages: errors, warnings, policy violations.</summary>
    public async Task<string[]> ConsoleAsync() =>
        [.. (await PostAsync("/se/log", new JsonObject { ["type"] = "browser" }))!.AsArray().Select(e => e!["message"]!.GetValue<string>())];

    async Task IAsyncLifetime.DisposeAsync()
    {
        await CloseAsync();
        Dispose();
    }

    public void Dispose()
    {
        _driver?.Dispose();
        _http.Dispose();
    }

    private static async Task<string> ReadAddressAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            const string Port = "successfully on port ";
            if (line.IndexOf(Port, StringComparison.Ordinal) is >= 0 and var place)
            {
                return "http://127.0.0.1:" + line[(place + Port.Length)..].TrimEnd('.');
            }
        }

        throw new InvalidOperationException("chromedriver ended before it listened.");
    }

    private async Task CloseAsync()
    {
        if (_driver is null)
        {
            return;
        }

        try
        {
            if (_session.Length > 0)
            {
                await SendAsync(HttpMethod.Delete, _session, null);
            }
        }
        finally
        {
            _driver.Kill(entireProcessTree: true);
            await _driver.WaitForExitAsync();
            _driver.Dispose();
            (_driver, _session) = (null, "");
        }
    }

    private async Task<string> FindAsync(string selector) =>
        (await PostAsync("/element", new JsonObject { ["using"] = "css selector", ["value"] = selector }))![Element]!.GetValue<string>();

    private Task<JsonNode?> PostAsync(string path, JsonObject body) => SendAsync(HttpMethod.Post, _session + path, body);

    private async Task<JsonNode?> SendAsync(HttpMethod method, string address, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        await (request.Content?.LoadIntoBufferAsync() ?? Task.CompletedTask); // with a Content-Length: chromedriver accepts no chunked requests
        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>();
        return response.IsSuccessStatusCode ? answer!["value"] : throw new InvalidOperationException(answer?["value"]?["message"]?.GetValue<string>());
    }
}
