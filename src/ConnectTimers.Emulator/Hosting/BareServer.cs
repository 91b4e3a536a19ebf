using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ConnectTimers.Emulator;

/// <summary>Kestrel on one address, and nothing around it.</summary>
/// <remarks>
/// Bare, without a host: a host would read the settings files and variables of whatever program the emulator runs in,
/// write to its console, and take Ctrl+C away from it.
/// </remarks>
internal sealed class BareServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    /// <summary>Answers under way on a loopback connection take milliseconds; whatever takes longer is waiting for something.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Func<HttpContext, Task> _answer;
    private readonly KestrelServer _server;

    private BareServer(IPEndPoint endpoint, Func<HttpContext, Task> answer)
    {
        _answer = answer;
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    /// <summary>Where it can be reached from this machine, with the port it was given. "Every address" is none to call.</summary>
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

    public static async Task<BareServer> StartAsync(IPEndPoint endpoint, Func<HttpContext, Task> answer, CancellationToken cancellationToken)
    {
        var started = new BareServer(endpoint, answer);
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
