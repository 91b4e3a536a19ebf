using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;

namespace ConnectTimers.Engine.Http;

/// <summary>
/// The HTTP transport of all requests of the engine. Connections are checked where they are opened, so that no proxy, redirect or
/// name can lead a call elsewhere; the size of responses is limited.
/// </summary>
internal sealed class HttpTransport : HttpClientFactory, IDisposable
{
    private readonly HttpClient _client;
    private readonly IWebProxy? _proxy;

    /// <summary>Creates a transport; no connection is opened yet.</summary>
    /// <param name="clock">The clock for checking dates in responses.</param>
    /// <param name="authorities">Certificate authorities to trust instead of the machine's; null for the machine's.</param>
    /// <param name="plainHosts">The hosts that may be called in plain http; never through a proxy.</param>
    /// <param name="proxy">The proxy of other addresses; null for that of the environment or the system.</param>
    /// <param name="network">The handler that replaces the network in tests and for the warm-up; null for the network.</param>
    public HttpTransport(TimeProvider clock, X509Certificate2Collection? authorities = null, PlainHosts? plainHosts = null, IWebProxy? proxy = null, HttpMessageHandler? network = null)
    {
        plainHosts ??= PlainHosts.Loopback;
        _proxy = network is null ? new DirectProxy(proxy ?? HttpClient.DefaultProxy, plainHosts) : null;
        _client = new HttpClient(new BoundedAnswer(clock, network ?? Sockets(_proxy!, authorities, plainHosts)));
    }

    /// <summary>Sends requests.</summary>
    public HttpClient Client => _client;

    /// <summary>Returns the proxy that calls to an address go through, without its user info; null if they go there directly.</summary>
    public string? ProxyOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && _proxy?.GetProxy(uri) is { } proxy
        ? proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.Unescaped) : null;

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler Sockets(IWebProxy proxy, X509Certificate2Collection? authorities, PlainHosts plainHosts) => new()
    {
        AllowAutoRedirect = false, // a redirect would carry the session token to wherever it points
        UseCookies = false,
        Proxy = proxy,
        ConnectCallback = (context, cancellationToken) => new ValueTask<Stream>(ConnectAsync(context, plainHosts, cancellationToken)),
        MaxResponseDrainSize = 0, // a truncated response closes its connection
        PooledConnectionLifetime = TimeSpan.FromMinutes(15), // so that a change of the name's address is noticed
        SslOptions = authorities is null ? new SslClientAuthenticationOptions() : new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = Trusting(authorities),
        },
    };

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    // Checked here, where the connection is opened: a request in plain http gets a connection to a permitted address or none.
    // CONNECT asks a proxy for a tunnel, and what goes through that is encrypted.
    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    private static async Task<Stream> ConnectAsync(SocketsHttpConnectionContext context, PlainHosts plainHosts, CancellationToken cancellationToken)
    {
        var request = context.InitialRequestMessage;
        var isPlain = request.RequestUri?.Scheme != Uri.UriSchemeHttps && request.Method != HttpMethod.Connect;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (isPlain)
            {
                var addresses = await plainHosts.ResolveAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
