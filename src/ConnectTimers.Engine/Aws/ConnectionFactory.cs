using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using ConnectTimers.Abstractions;
using ConnectTimers.Engine.Configuration;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Http;
using ConnectTimers.Engine.Queue;

namespace ConnectTimers.Engine.Aws;

/// <summary>
/// Opens connections. Services live as long as the process and are shared by all runs with the same credentials, Region and endpoint, so
/// that a loop of single calls builds one client and keeps one connection.
/// </summary>
/// <param name="clock">The clock of credentials and responses.</param>
/// <param name="proxy">The proxy; null for that of the environment or the system.</param>
/// <param name="network">The handler that replaces the network in tests; null for the network.</param>
internal sealed class ConnectionFactory(TimeProvider clock, IWebProxy? proxy = null, HttpMessageHandler? network = null) : IDisposable
{
    private readonly CredentialSessions _sessions = new(clock);
    private readonly ConcurrentDictionary<string, HttpTransport> _transports = new();
    private readonly HttpTransport _metadata = new(clock, plainHosts: PlainHosts.LoopbackAndMetadata, proxy: proxy, network: network);
    private readonly ConditionalWeakTable<CredentialSession, ConcurrentDictionary<ServiceKey, ConnectService>> _services = [];

    [AsyncMethodBuilder(typeof(CompiledAhead<>))]
    public async Task<IConnection> OpenAsync(ConnectionSettings connection, CancellationToken cancellationToken)
    {
        AwsEndpoint.Check(connection.EndpointUrl);
        CredentialChain.CheckParameters(connection);
        var settings = AwsSettings.Read(connection);
        SdkConfiguration.IgnoreFiles();
        var context = new CredentialContext(settings, connection, TransportOf(settings.CaBundle), _metadata, clock);
        var session = await _sessions.OpenAsync(context, cancellationToken).ConfigureAwait(false);
        if (connection.RoleArn is not null)
        {
            session = await _sessions.AssumeAsync(context, session, Role(connection, Setting.Of(connection.RoleArn, "-RoleArn")!.Value), cancellationToken).ConfigureAwait(false);
        }

        var opened = new Connection(this, context, session);
        if (!connection.IsForQueue)
        {
            connection.Connected?.Invoke(opened.Describe());
        }

        return opened;
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

    private static AssumedRole Role(ConnectionSettings connection, string arn) =>
        new(arn, Setting.Of(connection.RoleSessionName, "-RoleSessionName")?.Value, Setting.Of(connection.ExternalId, "-ExternalId")?.Value, DurationSeconds: null);

    private sealed class Connection(ConnectionFactory factory, CredentialContext context, CredentialSession session) : IConnection
    {
        private readonly Lazy<Task<Setting?>> _defaultRegion = new(() => Task.Run(async () => context.Settings.Region ?? await InstanceMetadata.RegionAsync(context).ConfigureAwait(false)));

        // One attempt for each account of a run: a rejection applies to all contacts of the account.
        private readonly ConcurrentDictionary<string, Lazy<Task<CredentialSession>>> _accounts = new();

        public bool IsPerAccount => context.Connection.RoleName is not null;

        [AsyncMethodBuilder(typeof(CompiledAhead<>))]
        public async Task<string?> FindDefaultRegionAsync() => (await _defaultRegion.Value.ConfigureAwait(false))?.Value;

        public IConnectService In(string region) => Service(session, region);

        [AsyncMethodBuilder(typeof(CompiledAhead<>))]
        public async Task<IConnectService> InAsync(string region, string? accountId, CancellationToken cancellationToken)
        {
            if (context.Connection.RoleName is not { } name)
            {
                return In(region);
            }

            var account = accountId ?? throw new AccountFaultException(CredentialProblems.AccountUnknown(name));
            var assumed = _accounts.GetOrAdd(account, _ => new Lazy<Task<CredentialSession>>(() => AssumeAsync(account, $"arn:{AwsEndpoint.PartitionOf(region)}:iam::{account}:role/{name}")));
            return Service(await assumed.Value.WaitAsync(cancellationToken).ConfigureAwait(false), region);
        }

        private async Task<CredentialSession> AssumeAsync(string account, string role)
        {
            try
            {
                return await factory._sessions.AssumeAsync(context, session, Role(context.Connection, role), CancellationToken.None).ConfigureAwait(false);
            }
            catch (RunFaultException e)
            {
                var isTransient = e.InnerException is { } cause && TransportFailure.Passes(cause);
                if (isTransient)
                {
                    _accounts.TryRemove(account, out _);
                }

                throw new AccountFaultException(e.Problem.OfAccount(account), isTransient, e);
            }
        }

        public async Task<IQueueService> QueueAsync(QueueAddress address)
        {
            if (context.Connection.RoleName is { } role)
            {
                throw new RunFaultException(QueueProblems.RoleNameForQueue(role));
            }

            var region = Setting.Of(address.Region, "-QueueUrl") ?? Setting.Of(context.Connection.Region, "-Region") ?? await _defaultRegion.Value.ConfigureAwait(false)
                ?? throw new RunFaultException(QueueProblems.NoRegion(address.Name));
            var endpoint = address.Endpoint(context.Connection.EndpointUrl, region.Value, context.Settings);
            context.Connection.Connected?.Invoke(Describe(region, endpoint));
            return new QueueService(session, address, region.Value, endpoint.Value, context.Transport);
        }

        public ConnectionDescription Describe()
        {
            var region = Setting.Of(context.Connection.Region, "-Region") ?? context.Settings.Region;
            return Describe(region, region is null ? null : AwsEndpoint.Connect(context.Connection.EndpointUrl, region.Value, context.Settings));
        }

        private ConnectionDescription Describe(Setting? region, Setting? endpoint) => new(session.Description)
        {
            AccountId = session.AccountId,
            Principal = session.Principal,
            AccessKeyId = session.AccessKeyId,
            Region = region?.Value,
            RegionSource = region?.Source,
            Endpoint = endpoint?.Value,
            EndpointSource = endpoint?.Source,
        };

        private ConnectService Service(CredentialSession signer, string region) => factory._services.GetOrCreateValue(signer).GetOrAdd(
            new(region, AwsEndpoint.Connect(context.Connection.EndpointUrl, region, context.Settings).Value, context.Transport),
            key => new ConnectService(signer, key.Region, key.Endpoint, key.Transport));
    }

    // A class, for the same reason as Submission.
    private sealed record ServiceKey(string Region, string Endpoint, HttpTransport Transport);
}
