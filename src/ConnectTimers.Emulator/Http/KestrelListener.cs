using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ConnectTimers.Emulator;

/// <summary>Kestrel on one address, without a host.</summary>
/// <remarks>
/// A host would read the settings files and environment variables of whatever program the emulator runs in, write to its
/// console, and handle its Ctrl+C.
/// </remarks>
internal sealed class KestrelListener : IHttpApplication<HttpContext>, IAsyncDisposable
{
    /// <summary>Answers in progress on a loopback connection take milliseconds; whatever takes longer waits for something.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    private readonly Func<HttpContext, Task> _answer;
    private readonly KestrelServer _server;

    private KestrelListener(IPEndPoint endpoint, Func<HttpContext, Task> answer)
    {
        _answer = answer;
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    /// <summary>The address to call from this machine, with the port in use. "Every address" is not one that can be called.</summary>
    public Uri Address
    {
        get
        {
            var listening = new UriBuilder(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
            listening.Host = listening.Host switch
            {
                "0.0.0.0" => "127.0.0.1",
                "[::]" => "[::1]",
                var host => host,
            };
            return listening.Uri;
        }
    }

    public static async Task<KestrelListener> StartAsync(IPEndPoint endpoint, Func<HttpContext, Task> answer, CancellationToken cancellationToken)
    {
        var listener = new KestrelListener(endpoint, answer);
        try
        {
            await listener._server.StartAsync(listener, cancellationToken);
            return listener;
        }
        catch
        {
            listener._server.Dispose();
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
        using var timeout = new CancellationTokenSource(StopTimeout, TimeProvider.System);
        await _server.StopAsync(timeout.Token);
        _server.Dispose();
    }
}
