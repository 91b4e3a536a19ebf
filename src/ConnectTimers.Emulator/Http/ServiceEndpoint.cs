using System.Globalization;
using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>Receives calls to the service, logs them and answers them.</summary>
internal sealed class ServiceEndpoint(Dispatcher dispatcher, RequestLog log, SeededIds ids, TimeProvider clock)
{
    /// <summary>Answers one call.</summary>
    /// <param name="http">The call.</param>
    /// <param name="stopping">Ends hanging, slow and waiting answers.</param>
    public async Task AnswerAsync(HttpContext http, CancellationToken stopping)
    {
        var request = await ServiceRequest.ReadAsync(http);
        var time = clock.GetUtcNow();
        var id = ids.Next();
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var decision = await dispatcher.DecideAsync(request, id, waiting.Token);
        log.Add(
            new LoggedRequest(
                time,
                request.Method,
                request.Target,
                Encoding.UTF8.GetString(request.Body),
                decision.Reply?.Status ?? 0,
                decision.Reply?.ErrorType,
                id,
                decision.Region,
                decision.Fault.Name)
            {
                Operation = decision.Operation,
                Account = decision.Account,
            },
            decision.IsConnect ? decision.Outcome : null);

        if (await IsDueAsync(decision, waiting.Token) && decision.Reply is { } reply)
        {
            await WriteAsync(http, id, reply);
        }
        else
        {
            http.Abort();
        }
    }

    /// <summary>Waits until the answer is due; returns false if the client or the emulator stops first.</summary>
    private async Task<bool> IsDueAsync(Decision decision, CancellationToken cancellationToken)
    {
        var delay = decision.Fault.Kind == FaultKind.Hang ? Timeout.InfiniteTimeSpan : decision.Fault.Delay;
        if (delay == TimeSpan.Zero)
        {
            return true;
        }

        try
        {
            await Task.Delay(delay, clock, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task WriteAsync(HttpContext http, string id, Reply reply)
    {
        var response = http.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;

        // Clients correct their clock by this header, so it must show the clock that their signatures are checked against.
        response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        if (reply.FromService)
        {
            response.Headers["x-amzn-RequestId"] = id;
        }

        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        // Kestrel sends what it has and closes a connection that got a shorter body than its header promised.
        var sent = reply.BreaksOff ? reply.Body.Length / 2 : reply.Body.Length;
        await response.Body.WriteAsync(reply.Body.AsMemory(0, sent), http.RequestAborted);
    }
}

/// <summary>Ids that are the same in every run. AWS does not document the form of a request id; a UUID is the emulator's reading.</summary>
internal sealed class SeededIds(int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
        {
            _random.NextBytes(bytes);
        }

        return new Guid(bytes).ToString();
    }
}
