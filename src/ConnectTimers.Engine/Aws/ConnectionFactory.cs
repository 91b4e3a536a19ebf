using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Http;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// Opens connections. Services live as long as the process and are shared by all runs with the same credentials, Region and endpoint, so
/// that a loop of single calls builds one client and keeps one connection.
/// </summary>
/// <param name="clock">The clock of credentials and answers.</param>
/// <param name="proxy">The proxy; null for that of the environment or the system.</param>
/// <param name="network">What sends instead of a network, in tests; null for the network.</param>
internal sealed class ConnectionFactory(TimeProvider clock, IWebProxy? proxy = null, HttpMessageHandler? network = null) : IDisposable
{
    private readonly CredentialSessions _sessions = new(clock);
    private readonly ConcurrentDictionary<string, HttpTransport> _transports = new();
    private readonly HttpTransport _metadata = new(clock, plainHosts: PlainHosts.LoopbackAndMetadata, proxy: proxy, network: network);
    private readonly ConditionalWeakTable<CredentialSession, ConcurrentDictionary<(string Region, string Endpoint, HttpTransport Transport), ConnectService>> _services = [];

    public async Task<IConnection> OpenAsync(ConnectionSettings connection, CancellationToken cancellationToken)
    {
        AwsEndpoint.Check(connection.EndpointUrl);
        CredentialChain.CheckParameters(connection);
        var settings = AwsSettings.Read(connection);
        SdkConfiguration.IgnoreFiles();
        var context = new CredentialContext(settings, connection, TransportOf(settings.CaBundle), _metadata, clock);
        return new Connection(this, context, await _sessions.OpenAsync(context, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        _metadata.Dispose();
        foreach (var transport in _transports.Values)
        {
            transport.Dispose();
        }
    }

    // One for each file of authorities, as it is now: connections are shared through it.
    private HttpTransport TransportOf(Setting? bundle)
    {
        var state = bundle is null ? "" : $"{bundle.Value}\n{File.GetLastWriteTimeUtc(bundle.Value).Ticks}";
        return _transports.GetOrAdd(state, _ => new HttpTransport(clock, bundle is null ? null : CaBundle.Read(bundle), proxy: proxy, network: network));
    }

    private sealed class Connection(ConnectionFactory factory, CredentialContext context, CredentialSession session) : IConnection
    {
        private readonly Lazy<Task<Setting?>> _defaultRegion = new(() => Task.Run(async () => context.Settings.Region ?? await InstanceMetadata.RegionAsync(context).ConfigureAwait(false)));

        public async Task<string?> FindDefaultRegionAsync() => (await _defaultRegion.Value.ConfigureAwait(false))?.Value;

        public IConnectService In(string region) => factory._services.GetOrCreateValue(session).GetOrAdd(
            (region, AwsEndpoint.Connect(context.Connection.EndpointUrl, region, context.Settings).Value, context.Transport),
            key => new ConnectService(session, key.Region, key.Endpoint, key.Transport));
    }
}
