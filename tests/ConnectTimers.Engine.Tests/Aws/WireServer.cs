using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>A loopback listener that answers every request with the same bytes, keeps what arrived, and hangs up.</summary>
internal sealed class WireServer : IDisposable
{
    private readonly TaskCompletionSource _gathered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RawServer _server;
    private readonly byte[] _answer;
    private readonly int _together;

    /// <param name="answer">The bytes.</param>
    /// <param name="together">No request is answered before so many have arrived.</param>
    public WireServer(string answer, int together = 1)
    {
        _answer = Encoding.ASCII.GetBytes(answer);
        _together = together;
        _server = new RawServer(AnswerAsync);
    }

    public Uri Endpoint => _server.Endpoint;

    public ConcurrentQueue<string> Requests { get; } = [];

    public void Dispose() => _server.Dispose();

    private async Task AnswerAsync(NetworkStream stream)
    {
        Requests.Enqueue(await ReadAsync(stream));
        if (Requests.Count >= _together)
        {
            _gathered.TrySetResult();
        }

        await _gathered.Task;
        await stream.WriteAsync(_answer);
    }

    // Head and body: the client waits for an answer only after it has sent both.
    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[16384];
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var request = text.ToString();
            var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (read == 0 || (head >= 0 && request.Length >= head + 4 + ContentLength(request[..head])))
            {
                return request;
            }
        }
    }

    private static int ContentLength(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
}
