using System.Globalization;
using ConnectTimers.Bench.Processes;
using ConnectTimers.Bench.Roles;
using ConnectTimers.Emulator;

namespace ConnectTimers.Bench.Measurements;

/// <summary>An emulator with a quota, in a process of its own.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private const int WarmUpCalls = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Child _child;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
    private readonly Quota _quota;

    private EmulatorProcess(Quota quota, string[] options)
    {
        _quota = quota;
        string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
        _child = Child.Start(EmulateRole.Name, ["--rate-limit", Number(quota.Rate), "--burst-limit", Number(quota.Burst), .. options]);
    }

    public Uri Endpoint => _http.BaseAddress!;

    public static async Task<EmulatorProcess> StartAsync(Quota quota, CancellationToken stop, params string[] options)
    {
        var started = new EmulatorProcess(quota, options);
        try
        {
            started._http.BaseAddress = new Uri(await started._child.ExpectAsync(EmulateRole.Listening, Patience, stop));
            await started.WarmUpAsync(stop);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks what has arrived, over the control addresses.</summary>
    public async Task<Arrivals> ReadAsync(CancellationToken stop) => new(
        _quota,
        Wire.Read<EmulatorState>(await _http.GetStringAsync("/_emulator/state", stop)),
        Wire.Read<LoggedRequest[]>(await _http.GetStringAsync("/_emulator/requests", stop)));

    /// <summary>Back to the start: what has arrived so far is forgotten.</summary>
    public async Task ResetAsync(CancellationToken stop)
    {
        using var reset = await _http.PostAsync("/_emulator/reset", null, stop);
        reset.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _child.DisposeAsync();
    }

    // The service is warm when somebody calls it. These calls are signed wrong, so that they are verified to the end and store nothing.
    private async Task WarmUpAsync(CancellationToken stop)
    {
        for (var i = 0; i < WarmUpCalls; i++)
        {
            var time = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/contact/participant-role-config/{Chat.InstanceId}/warm-up")
            {
                Content = new StringContent("{}"),
            };
            request.Headers.Add("X-Amz-Date", time);
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{time[..8]}/eu-west-2/connect/aws4_request, SignedHeaders=host;x-amz-date, Signature=wrong");
            using var refused = await _http.SendAsync(request, stop);
        }

        await ResetAsync(stop);
    }
}
