using System.Collections.Concurrent;
using Amazon.Runtime;
using ConnectTimers.Seam;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// Opens connections. Services live as long as the process and are shared by all runs with the same credential source, Region and
/// endpoint, so that a loop of single calls builds one client and keeps one connection; the identity is shared by all services of a
/// source.
/// </summary>
internal sealed class ConnectionFactory
{
    private readonly ConcurrentDictionary<string, Identity> _identities = new();
    private readonly ConcurrentDictionary<(string Source, string Region, string Endpoint), ConnectService> _services = new();

    public async Task<IConnection> OpenAsync(ConnectionSettings settings)
    {
        if (settings.EndpointUrl is { } typed)
        {
            ConnectEndpoint.Check(typed);
        }

        var source = await CredentialSource.ResolveAsync(settings).ConfigureAwait(false);
        var key = await KeyAsync(settings, source).ConfigureAwait(false);
        var identity = _identities.GetOrAdd(key, _ => new Identity(source, () => CredentialSource.ResolveAsync(settings, anew: true)));

        // What the profile says now counts, not what it said when the first run of this process began.
        identity.Replace(source);
        return new Connection(this, settings, key, identity, source.ProfileRegion);
    }

    private ConnectService Service(ConnectionSettings settings, string source, Identity identity, string region)
    {
        var endpoint = ConnectEndpoint.Of(settings.EndpointUrl, region);
        return _services.GetOrAdd((source, region, endpoint), key => new ConnectService(identity, key.Region, key.Endpoint));
    }

    // What tells two identities apart. Keys and profiles by what was typed; the environment's by the key it gives now, so that a
    // session that switches AWS_PROFILE gets another client.
    private static async Task<string> KeyAsync(ConnectionSettings settings, CredentialSource source) => settings switch
    {
        { AccessKey: { } key } => string.Join('\n', "keys", key, settings.SecretKey, settings.SessionToken),
        { ProfileName: { } name } => "profile\n" + name,
        _ => "environment\n" + (await source.Credentials.GetCredentialsAsync().ConfigureAwait(false)).AccessKey,
    };

    private static string? EnvironmentRegion()
    {
        // The SDK remembers the first answer for the life of the process; a prompt in which AWS_REGION changes may not.
        FallbackRegionFactory.Reset();
        return FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: true)?.SystemName;
    }

    private sealed class Connection(ConnectionFactory factory, ConnectionSettings settings, string source, Identity identity, string? profileRegion) : IConnection
    {
        private readonly Lazy<Task<string?>> _defaultRegion = new(() => Task.Run(() => profileRegion ?? EnvironmentRegion()));

        public Task<string?> FindDefaultRegionAsync() => _defaultRegion.Value;

        public IConnectService In(string region) => factory.Service(settings, source, identity, region);
    }
}
