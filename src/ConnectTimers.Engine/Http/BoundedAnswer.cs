using System.Runtime.CompilerServices;

namespace ConnectTimers.Engine.Http;

/// <summary>
/// Reads each response to its end before it is used: at most 1 MB, and with the call's own token. A longer or broken response is truncated and its
/// connection is closed; its status and headers are still used.
/// </summary>
/// <param name="clock">The clock for checking dates in responses.</param>
/// <param name="network">The handler that sends the requests.</param>
internal sealed class BoundedAnswer(TimeProvider clock, HttpMessageHandler network) : DelegatingHandler(network)
{
    // A page of 100 contacts is about 100 KB; no response that is used here is larger.
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The header that marks a response with an incomplete body.</summary>
    public const string TornHeader = "x-connecttimers-torn";

    // The clock of a machine that was never set says 1970. A larger difference is not a clock error.
    private static readonly TimeSpan MaxClockError = TimeSpan.FromDays(100 * 365);

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            // The SDK dates signatures by this header.
            if (answer.Headers.Date is { } date && (date - clock.GetUtcNow()).Duration() > MaxClockError)
            {
                answer.Headers.Remove("Date");
            }

            var body = await ReadAsync(answer.Content, cancellationToken).ConfigureAwait(false);
            foreach (var (name, values) in answer.Content.Headers.Where(header => !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
            {
                body.Headers.TryAddWithoutValidation(name, values);
            }

            answer.Content.Dispose();
            answer.Content = body;
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private static async Task<ByteArrayContent> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                body.Write(buffer, 0, (int)Math.Min(read, MaxBytes - body.Length));
                if (body.Length == MaxBytes)
                {
                    return Whole(isTorn: true);
                }
            }

            return Whole(isTorn: false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return Whole(isTorn: true);
        }

        ByteArrayContent Whole(bool isTorn)
        {
            var whole = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
            if (isTorn)
            {
                whole.Headers.Add(TornHeader, "true");
            }

            return whole;
        }
    }
}
