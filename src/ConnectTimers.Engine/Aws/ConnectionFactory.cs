using System.Collections.Concurrent;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// Opens connections. Services live as long as the process and are shared by all runs with the same credentials, Region and endpoint, so
/// that a loop of single calls builds one client and keeps one connection.
/// </summary>
internal sealed class ConnectionFactory(TimeProvider clock)
{
    private readonly CredentialSessions _sessions = new(clock);
    private readonly ConcurrentDictionary<(string Origin, string Region, string Endpoint), ConnectService> _services = new();

    public async Task<IConnection> OpenAsync(ConnectionSettings settings)
    {
        SharedFiles.ReadSettings();
        if (settings.EndpointUrl is { } typed)
        {
            ConnectEndpoint.Check(typed);
        }

        var (session, name) = await _sessions.OpenAsync(settings).ConfigureAwait(false);
        return new Connection(this, settings, name, session);
    }

    private ConnectService Service(ConnectionSettings settings, string name, CredentialSession session, string region)
    {
        var endpoint = ConnectEndpoint.Of(settings.EndpointUrl, region);
        return _services.GetOrAdd((name, region, endpoint), key => new ConnectService(session, key.Region, key.Endpoint));
    }

    private sealed class Connection(ConnectionFactory factory, ConnectionSettings settings, string name, CredentialSession session) : IConnection
    {
        private readonly Lazy<Task<string?>> _defaultRegion = new(() => Task.Run(() => session.ProfileRegion ?? settings.StoredRegion ?? DefaultRegion.Find()));

        public Task<string?> FindDefaultRegionAsync() => _defaultRegion.Value;

        public IConnectService In(string region) => factory.Service(settings, name, session, region);
    }
}
