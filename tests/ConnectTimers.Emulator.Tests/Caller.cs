using System.Text;

namespace ConnectTimers.Emulator.Tests;

/// <summary>A client that signs its requests; a test can change a request after it was signed.</summary>
internal sealed class Caller(Uri endpoint, TimeProvider clock) : IDisposable
{
    public const string Operation = "/contact/participant-role-config";
    public const string SearchPath = "/search-contacts";

    private readonly HttpClient _http = new();

    public SigV4Signer Signer { get; init; } = new("AKIDEXAMPLE", "SECRET", "eu-west-2", "connect");

    public string? SessionToken { get; init; }

    /// <summary>Returns the body of an update; null minutes are an Unset.</summary>
    public static string Body(params (string Role, string Type, int? Minutes)[] timers) =>
        List([.. timers.Select(timer => Entry($"\"{timer.Role}\"", $"\"{timer.Type}\"", Value(timer.Minutes)))]);

    /// <summary>Returns the body of an update from raw JSON entries.</summary>
    public static string List(params string[] entries) =>
        $$$$"""{"ChannelConfiguration":{"Chat":{"ParticipantTimerConfigList":[{{{{string.Join(',', entries)}}}}]}}}""";

    /// <summary>Returns one entry of the list from raw JSON parts.</summary>
    public static string Entry(string role, string type, string value) =>
        $$"""{"ParticipantRole":{{role}},"TimerType":{{type}},"TimerValue":{{value}}}""";

    /// <summary>Sends an update of one timer, with its ids encoded as every SDK does.</summary>
    public Task<Answer> SetAsync(string instanceId, string contactId, int minutes = 5, CancellationToken cancellationToken = default) =>
        UpdateAsync(instanceId, contactId, Body(("CUSTOMER", "IDLE", minutes)), cancellationToken);

    public Task<Answer> UpdateAsync(string instanceId, string contactId, string body, CancellationToken cancellationToken = default) =>
        SendAsync(Signed("PUT", PathOf(instanceId, contactId), body), cancellationToken);

    /// <summary>Sends a search that must succeed.</summary>
    public async Task<Found> SearchAsync(Search? search = null)
    {
        var answer = await SearchAsync((search ?? new Search()).ToString());
        Assert.True(answer.Status == 200, answer.Body);
        return Found.Of(answer);
    }

    /// <summary>Sends a search with a raw body.</summary>
    public Task<Answer> SearchAsync(string body) => SendAsync(Signed("POST", SearchPath, body));

    /// <summary>Calls an SQS operation.</summary>
    public Task<Answer> SqsAsync(string operation, string body, CancellationToken cancellationToken = default)
    {
        var sqs = new Caller(endpoint, clock) { Signer = Signer with { Service = "sqs" }, SessionToken = SessionToken };
        return SendAsync(sqs.Signed("POST", "/", body, extra: ("x-amz-target", $"AmazonSQS.{operation}")), cancellationToken);
    }

    /// <summary>Calls an STS operation.</summary>
    public Task<Answer> StsAsync(string operation, params (string Name, string Value)[] fields)
    {
        var sts = new Caller(endpoint, clock) { Signer = Signer with { Service = "sts" }, SessionToken = SessionToken };
        var body = $"Action={operation}&Version=2011-06-15" + string.Concat(fields.Select(field => $"&{field.Name}={Uri.EscapeDataString(field.Value)}"));
        var request = sts.Signed("POST", "/", body);
        request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        return SendAsync(request);
    }

    public Task<Answer> DescribeAsync(string instanceId, string contactId) =>
        SendAsync(Signed("GET", $"/contacts/{Uri.EscapeDataString(instanceId)}/{Uri.EscapeDataString(contactId)}"));

    public async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return await Answer.OfAsync(response);
        }
    }

    public HttpRequestMessage Signed(string method, string path, string body = "", string query = "", TimeSpan skew = default, params (string Name, string Value)[] extra)
    {
        var time = clock.GetUtcNow() + skew;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = endpoint.Authority,
            ["x-amz-date"] = SigV4Signer.Timestamp(time),
        };
        if (SessionToken is not null)
        {
            headers["x-amz-security-token"] = SessionToken;
        }

        foreach (var (name, value) in extra)
        {
            headers[name] = value;
        }

        var request = Unsigned(method, query.Length == 0 ? path : $"{path}?{query}", body);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Authorization", Signer.Authorization(method, path, query, headers, body, time));
        return request;
    }

    public HttpRequestMessage Unsigned(string method, string target, string body = "") => new(new HttpMethod(method), Raw(target))
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
    };

    /// <summary>Returns an address that System.Uri does not normalize.</summary>
    public Uri Raw(string target) =>
        new($"http://{endpoint.Authority}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    public void Dispose() => _http.Dispose();

    private static string PathOf(string instanceId, string contactId) =>
        $"{Operation}/{Uri.EscapeDataString(instanceId)}/{Uri.EscapeDataString(contactId)}";

    private static string Value(int? minutes) =>
        minutes is null ? """{"ParticipantTimerAction":"Unset"}""" : $$"""{"ParticipantTimerDurationInMinutes":{{minutes}}}""";
}
