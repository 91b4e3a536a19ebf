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
        if (await RawServer.ReadRequestAsync(stream) is not { } request)
        {
            return;
        }

        Requests.Enqueue(request);
        if (Requests.Count >= _together)
        {
            _gathered.TrySetResult();
        }

        await _gathered.Task;
        await stream.WriteAsync(_answer);
    }
}
