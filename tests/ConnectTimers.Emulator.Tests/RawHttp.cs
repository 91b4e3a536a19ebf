using System.Net.Sockets;
using System.Text;

namespace ConnectTimers.Emulator.Tests;

/// <summary>Sends a request over a bare socket: HttpClient would join, reject or correct parts of it.</summary>
internal static class RawHttp
{
    /// <summary>Returns everything up to the end of the connection, which can be a reset.</summary>
    public static async Task<string> SendAsync(HttpRequestMessage request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(request.RequestUri!.Host, request.RequestUri.Port);
        var body = await request.Content!.ReadAsByteArrayAsync();
        var lines = request.Headers.NonValidated.SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}\r\n"));
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"{request.Method} {request.RequestUri.PathAndQuery} HTTP/1.1\r\n{string.Concat(lines)}"
            + $"Connection: close\r\nContent-Length: {body.Length}\r\n\r\n"));
        await socket.GetStream().WriteAsync(body);
        return await ToEndAsync(socket.GetStream());
    }

    private static async Task<string> ToEndAsync(NetworkStream stream)
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var read)
            {
                answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }

        return answer.ToString();
    }
}
