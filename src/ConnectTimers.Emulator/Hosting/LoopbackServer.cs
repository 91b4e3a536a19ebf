using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ConnectTimers.Emulator;

/// <summary>Kestrel on 127.0.0.1, and nothing around it.</summary>
/// <remarks>
/// Bare, without a host: a host would read the settings files and variables of whatever program the emulator runs in,
/// write to its console, and take Ctrl+C away from it.
/// </remarks>
internal sealed class LoopbackServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    /// <summary>Answers under way on a loopback connection take milliseconds; whatever takes longer is waiting for something.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Func<HttpContext, Task> _answer;
    private readonly KestrelServer _server;

    private LoopbackServer(int port, Func<HttpContext, Task> answer)
    {
        _answer = answer;
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    /// <summary>Where it listens, with the port it was given.</summary>
    public Uri Address => new(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    public static async Task<LoopbackServer> StartAsync(int port, Func<HttpContext, Task> answer, CancellationToken cancellationToken)
    {
        var started = new LoopbackServer(port, answer);
        try
        {
            await started._server.StartAsync(started, cancellationToken);
            return started;
        }
        catch
        {
            started._server.Dispose();
            throw;
        }
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context) => _answer(context);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async ValueTask DisposeAsync()
    {
        using var impatience = new CancellationTokenSource(Grace, TimeProvider.System);
        await _server.StopAsync(impatience.Token);
        _server.Dispose();
    }
}
