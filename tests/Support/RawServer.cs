using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConnectTimers.Tests.Support;

/// <summary>A loopback listener that hands each connection to a test and hangs up after it.</summary>
public sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<NetworkStream, Task> _serve;

    public RawServer(Func<NetworkStream, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>Reads one request, head and body: a client waits for its answer only after it has sent both.</summary>
    /// <returns>The request in Latin-1; null if the client hung up before its end.</returns>
    public static async Task<string?> ReadRequestAsync(Stream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[16384];
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var request = text.ToString();
            var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && request.Length >= head + 4 + ContentLength(request[..head]))
            {
                return request;
            }
        }

        return null;
    }

    public void Dispose() => _listener.Dispose();

    private static int ContentLength(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line[15..], CultureInfo.InvariantCulture)).FirstOrDefault();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _serve(client.GetStream());
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client went first.
            }
        }
    }
}
