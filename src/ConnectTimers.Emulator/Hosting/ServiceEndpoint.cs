using System.Globalization;
using System.Text;

namespace ConnectTimers.Emulator;

/// <summary>Takes calls to the service in, enters them in the log and answers them.</summary>
internal sealed class ServiceEndpoint(ConnectService service, RequestLog log, RequestIds ids, TimeProvider clock)
{
    /// <param name="http">The call.</param>
    /// <param name="stopping">Ends what waits by design: hang and slow.</param>
    public async Task AnswerAsync(HttpContext http, CancellationToken stopping)
    {
        var request = await ServiceRequest.ReadAsync(http);
        var time = clock.GetUtcNow();
        var id = ids.Next();
        var verdict = service.Decide(request);
        log.Add(
            new LoggedRequest(
                time,
                request.Method,
                request.Target,
                Encoding.UTF8.GetString(request.Body),
                verdict.Status,
                verdict.Reply?.ErrorType,
                id,
                verdict.Region,
                verdict.Fault.Name),
            verdict.Outcome);

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        if (await IsDueAsync(verdict, waiting.Token) && verdict.Reply is { } reply)
        {
            await WriteAsync(http, id, reply);
        }
        else
        {
            http.Abort();
        }
    }

    /// <summary>Waits until the answer is due; false if the client or the emulator goes before that.</summary>
    private async Task<bool> IsDueAsync(Verdict verdict, CancellationToken cancellationToken)
    {
        var delay = verdict.Fault.Kind == FaultKind.Hang ? Timeout.InfiniteTimeSpan : verdict.Fault.Delay;
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

        // Clients correct their clock by this header, so it must show the clock that their signatures are held against.
        response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        if (reply.FromService)
        {
            response.Headers["x-amzn-RequestId"] = id;
        }

        if (reply.ErrorType is { } type)
        {
            response.Headers["X-Amzn-Errortype"] = type;
        }

        // Kestrel sends out what it has and closes a connection that got less of a body than its head promised.
        var sent = reply.BreaksOff ? reply.Body.Length / 2 : reply.Body.Length;
        await response.Body.WriteAsync(reply.Body.AsMemory(0, sent), http.RequestAborted);
    }
}
