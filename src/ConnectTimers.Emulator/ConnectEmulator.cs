using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;

namespace ConnectTimers.Emulator;

/// <summary>An emulator of Amazon Connect on this machine: setting the timers of chats, and finding chats.</summary>
/// <remarks>Listens on a loopback address unless told otherwise. Members can be called from any thread.</remarks>
public sealed class ConnectEmulator : IAsyncDisposable
{
    private const string DefaultRegion = "eu-west-2";

    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<EmulatedAccount> _accounts;
    private readonly InstanceDirectory _instances;
    private readonly CredentialStore _credentials;
    private readonly Quotas _quotas;
    private readonly FaultInjector _faults;
    private readonly ContactStore _contacts;
    private readonly OpenSearches _searches;
    private readonly RequestLog _log;
    private readonly Agenda _agenda;
    private readonly LiveChats? _live;
    private readonly EventFeed? _events;
    private readonly IReadOnlyList<SqsQueue> _queues = [];
    private readonly Dispatcher _dispatcher;
    private readonly CancellationTokenSource _stopping = new();
    private KestrelListener? _listener;
    private Uri? _endpoint;

    private ConnectEmulator(EmulatorOptions options, TimeProvider clock)
    {
        var region = options.Region ?? DefaultRegion;
        _clock = clock;
        _accounts = options.Accounts;
        _instances = new InstanceDirectory(_accounts);
        _credentials = new CredentialStore(
            new SigningCredentials(options.AccessKey, options.SecretKey, options.SessionToken), _accounts, options.Seed, clock);
        _quotas = new Quotas(QuotasOf(options), clock);
        _faults = new FaultInjector(options.Seed, options.Faults);
        _agenda = new Agenda(clock);
        if (options.Queue is { } queue)
        {
            var (account, ids) = (SigningCredentials.DefaultAccount, new SeededIds(options.Seed));
            var dead = new SqsQueue(queue.Name + "-dlq", account, region, queue.VisibilityTimeout, null, ids, clock);
            var events = new SqsQueue(queue.Name, account, region, queue.VisibilityTimeout, (dead, queue.MaxReceiveCount), ids, clock);
            _queues = [events, dead];
            _events = new EventFeed(queue, options.Seed, events, _agenda, region, _instances);
        }

        _contacts = new ContactStore(options.Contacts, options.Replace, happened => _events?.Send(happened), clock);
        _live = options.LiveChats is { } live ? new LiveChats(live, options.Seed, _contacts, _agenda, clock) : null;
        _searches = new OpenSearches(options.Seed);
        _log = new RequestLog(options.RequestLogLimit);
        _dispatcher = new Dispatcher(Services(), new SignatureVerifier(_credentials, options.Region, clock), _quotas, _faults);
    }

    /// <summary>The address to call from this machine: <c>http://127.0.0.1:PORT</c>, unless it listens elsewhere.</summary>
    public Uri Endpoint => _endpoint!;

    /// <summary>The URL of the queue of contact events; null without <see cref="EmulatorOptions.Queue"/>.</summary>
    public Uri? QueueUrl => _queues is [var queue, _] ? new Uri(Endpoint, queue.Path) : null;

    /// <summary>The URL of the dead-letter queue of <see cref="QueueUrl"/>.</summary>
    public Uri? DeadLetterQueueUrl => _queues is [_, var dead] ? new Uri(Endpoint, dead.Path) : null;

    /// <summary>Starts an emulator; it runs until it is disposed.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="clock">The clock of signatures, quotas, delays, live chats and the queue; by default the system's.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="SocketException">This machine does not have the address.</exception>
    public static async Task<ConnectEmulator> StartAsync(
        EmulatorOptions options, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var emulator = new ConnectEmulator(options, clock ?? TimeProvider.System);
        var calls = new ServiceEndpoint(emulator._dispatcher, emulator._log, new SeededIds(options.Seed), emulator._clock);
        var control = new ControlEndpoint(emulator, IPAddress.IsLoopback(options.Host));
        var stopping = emulator._stopping.Token;
        emulator._listener = await KestrelListener.StartAsync(
            new IPEndPoint(options.Host, options.Port),
            http =>
            {
                emulator._agenda.CatchUp();
                return IsControl(http) ? control.AnswerAsync(http) : calls.AnswerAsync(http, stopping);
            },
            cancellationToken);
        emulator._endpoint = emulator._listener.Address;
        return emulator;
    }

    /// <summary>Returns contacts, counts, chats and queues: <c>GET /_emulator/state</c>.</summary>
    public EmulatorState GetState()
    {
        _agenda.CatchUp();
        return new(_contacts.Snapshot(), _log.Counts, _contacts.CountChats(), [.. _queues.Select(queue => queue.Snapshot(Endpoint))]);
    }

    /// <summary>Returns the newest calls, newest last: <c>GET /_emulator/requests</c>.</summary>
    public IReadOnlyList<LoggedRequest> GetRequests() => _log.Snapshot();

    /// <summary>Adds contacts, or moves known ones to another state: <c>POST /_emulator/contacts</c>.</summary>
    /// <remarks>
    /// Moving a contact to Connected is a new agent joining, even if one was there before. A known contact keeps every
    /// property that is null. With a queue, its contact events follow.
    /// </remarks>
    public void SetContacts(params IReadOnlyList<EmulatedContact> changed)
    {
        _agenda.CatchUp();
        _contacts.Update(changed);
        _agenda.CatchUp();
    }

    /// <summary>Sends a message to the queue of contact events, now: one that the emulator's own events cannot be.</summary>
    /// <param name="body">The message's body.</param>
    /// <returns>The message id.</returns>
    /// <exception cref="InvalidOperationException">There is no queue.</exception>
    public string SendMessage(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return _queues is [var queue, _] ? queue.Send(body) : throw new InvalidOperationException($"Without {nameof(EmulatorOptions)}.{nameof(EmulatorOptions.Queue)} there is no queue.");
    }

    /// <summary>Replaces the fault rules; none ends all faults: <c>POST /_emulator/faults</c>.</summary>
    public void SetFaults(params IReadOnlyList<FaultRule> rules) => _faults.Replace(rules);

    /// <summary>Accepts other credentials. Those before are unknown from now on, or expired if they had a session token.</summary>
    public void SetCredentials(string accessKey, string secretKey, string? sessionToken = null) =>
        _credentials.Replace(new SigningCredentials(accessKey, secretKey, sessionToken));

    /// <summary>
    /// Resets contacts, timers, live chats, queues, searches, log, counts, quotas and the random sequences; keeps fault
    /// rules and credentials: <c>POST /_emulator/reset</c>.
    /// </summary>
    public void Reset()
    {
        _agenda.Clear();
        _contacts.Reset();
        _searches.Reset();
        _log.Reset();
        _quotas.Reset();
        _faults.Reset();
        _events?.Reset();
        foreach (var queue in _queues)
        {
            queue.Reset();
        }

        _live?.Start();
    }

    /// <summary>Stops listening and aborts waiting calls. State and log can still be read.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _listener, null) is not { } running)
        {
            return;
        }

        await _stopping.CancelAsync();
        await running.DisposeAsync();
        _agenda.Dispose();
        _stopping.Dispose();
    }

    private List<AwsService> Services()
    {
        var services = new List<AwsService> { new StsOperations(_credentials, _accounts, _clock).ToService() };
        if (_queues.Count > 0)
        {
            services.Add(new SqsOperations(_queues, () => Endpoint).ToService());
        }

        // Last: it gets the requests that are for no operation.
        services.Add(new AwsService(
            AwsService.Connect,
            new RestJson(),
            ServiceException.Throttled(),
            ServiceException.InternalError(),
            [
                new UpdateParticipantRoleConfig(_contacts, _instances),
                new SearchContacts(_contacts, _searches, _instances),
                new DescribeContact(_contacts, _instances),
                new ListInstances(_instances, _contacts, _clock),
            ]));
        return services;
    }

    private static Dictionary<string, OperationQuota> QuotasOf(EmulatorOptions options)
    {
        // Amazon Connect's administrator guide, "API throttling quotas". Who lifts the limit of updates means all limits that are not set.
        OperationQuota Documented(double rate, double burst) => new(options.RateLimit == 0 ? 0 : rate, burst);
        var quotas = new Dictionary<string, OperationQuota>
        {
            [nameof(UpdateParticipantRoleConfig)] = new(options.RateLimit, options.BurstLimit),
            [nameof(SearchContacts)] = options.SearchRateLimit is { } rate ? new(rate, options.SearchBurstLimit) : Documented(0.5, options.SearchBurstLimit),
            [nameof(DescribeContact)] = Documented(10, 15),
            [nameof(ListInstances)] = Documented(2, 5),
        };
        foreach (var (operation, quota) in options.Quotas)
        {
            quotas[operation] = quota;
        }

        return quotas;
    }

    private static bool IsControl(HttpContext http) =>
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.StartsWith(ControlEndpoint.Prefix, StringComparison.Ordinal);
}
