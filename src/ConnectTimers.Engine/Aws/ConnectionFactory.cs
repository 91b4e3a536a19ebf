using System.Collections.Concurrent;
using Amazon.Runtime;
using ConnectTimers.Seam;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// Opens connections. Services live as long as the process and are shared by all runs with the same credential source, Region and
/// endpoint, so that a loop of single calls builds one client and keeps one connection.
/// </summary>
internal sealed class ConnectionFactory
{
    private readonly ConcurrentDictionary<(string Source, string Region, string Endpoint), ConnectService> _services = new();

    public async Task<IConnection> OpenAsync(RunSettings settings)
    {
        if (settings.EndpointUrl is { } typed)
        {
            ConnectEndpoint.Check(typed);
        }

        var source = await CredentialSource.ResolveAsync(settings).ConfigureAwait(false);
        return new Connection(this, settings, source);
    }

    private ConnectService Service(RunSettings settings, AWSCredentials credentials, string region)
    {
        var endpoint = ConnectEndpoint.Of(settings.EndpointUrl, region);
        return _services.GetOrAdd((Key(settings, credentials), region, endpoint), key => new ConnectService(credentials, key.Region, key.Endpoint));
    }

    // What tells two identities apart. Keys and profiles by what was typed; the environment's by the key it gives now, so that a
    // session that switches AWS_PROFILE gets another client.
    private static string Key(RunSettings settings, AWSCredentials credentials) => settings switch
    {
        { AccessKey: { } key } => string.Join('\n', "keys", key, settings.SecretKey, settings.SessionToken),
        { ProfileName: { } name } => "profile\n" + name,
        _ => "environment\n" + credentials.GetCredentials().AccessKey,
    };

    private static string? EnvironmentRegion()
    {
        // The SDK remembers the first answer for the life of the process; a prompt in which AWS_REGION changes may not.
        FallbackRegionFactory.Reset();
        return FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: true)?.SystemName;
    }

    private sealed class Connection(ConnectionFactory factory, RunSettings settings, CredentialSource source) : IConnection
    {
        private readonly Lazy<Task<string?>> _defaultRegion = new(() => Task.Run(() => source.ProfileRegion ?? EnvironmentRegion()));

        public Task<string?> FindDefaultRegionAsync() => _defaultRegion.Value;

        public IConnectService In(string region) => factory.Service(settings, source.Credentials, region);
    }
}
