using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;

namespace ConnectTimers.Emulator;

/// <summary>An emulator of Amazon Connect on this machine: setting the timers of chats, and finding chats.</summary>
/// <remarks>Listens on a loopback address unless told otherwise. Members can be called from any thread.</remarks>
public sealed class ConnectEmulator : IAsyncDisposable
{
    /// <summary>Calls of SearchContacts per second (administrator guide, "API throttling quotas").</summary>
    private const double DocumentedSearchRate = 0.5;

    private readonly TimeProvider _clock;
    private readonly CredentialStore _credentials;
    private readonly Quotas _quotas;
    private readonly FaultInjector _faults;
    private readonly ContactStore _contacts;
    private readonly OpenSearches _searches;
    private readonly RequestLog _log;
    private readonly CancellationTokenSource _stopping = new();
    private KestrelListener? _listener;
    private Uri? _endpoint;

    private ConnectEmulator(EmulatorOptions options, TimeProvider clock)
    {
        _clock = clock;
        _credentials = new CredentialStore(new SigningCredentials(options.AccessKey, options.SecretKey, options.SessionToken));
        _quotas = new Quotas(QuotasOf(options), clock);
        _faults = new FaultInjector(options.Seed, options.Faults);
        _contacts = new ContactStore(options.Contacts, options.Replace, clock);
        _searches = new OpenSearches(options.Seed);
        _log = new RequestLog(options.RequestLogLimit);
    }

    /// <summary>The address to call from this machine: <c>http://127.0.0.1:PORT</c>, unless it listens elsewhere.</summary>
    public Uri Endpoint => _endpoint!;

    /// <summary>Starts an emulator; it runs until it is disposed.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="clock">The clock of signatures, quotas and delays; by default the system's.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="SocketException">This machine does not have the address.</exception>
    public static async Task<ConnectEmulator> StartAsync(
        EmulatorOptions options, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.RateLimit);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BurstLimit, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.SearchRateLimit ?? 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SearchBurstLimit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RequestLogLimit, 1);
        var emulator = new ConnectEmulator(options, clock ?? TimeProvider.System);
        var service = new ConnectService(
            [new UpdateParticipantRoleConfig(emulator._contacts), new SearchContacts(emulator._contacts, emulator._searches)],
            new SignatureVerifier(emulator._credentials, options.Region, emulator._clock),
            emulator._quotas,
            emulator._faults);
        var calls = new ServiceEndpoint(service, emulator._log, new SeededIds(options.Seed), emulator._clock);
        var control = new ControlEndpoint(emulator);
        var stopping = emulator._stopping.Token;
        emulator._listener = await KestrelListener.StartAsync(
            new IPEndPoint(options.Host, options.Port),
            http => IsControl(http) ? control.AnswerAsync(http) : calls.AnswerAsync(http, stopping),
            cancellationToken);
        emulator._endpoint = emulator._listener.Address;
        return emulator;
    }

    /// <summary>Returns the contacts and the counts: <c>GET /_emulator/state</c>.</summary>
    public EmulatorState GetState() => new(_contacts.Snapshot(), _log.Counts);

    /// <summary>Returns the newest calls, newest last: <c>GET /_emulator/requests</c>.</summary>
    public IReadOnlyList<LoggedRequest> GetRequests() => _log.Snapshot();

    /// <summary>Adds contacts, or moves known ones to another state: <c>POST /_emulator/contacts</c>.</summary>
    /// <remarks>
    /// Moving a contact to Connected is a new agent joining, even if one was there before. A known contact keeps every
    /// property that is null.
    /// </remarks>
    public void SetContacts(params IReadOnlyList<EmulatedContact> changed) => _contacts.Update(changed);

    /// <summary>Replaces the fault rules; none ends all faults: <c>POST /_emulator/faults</c>.</summary>
    public void SetFaults(params IReadOnlyList<FaultRule> rules) => _faults.Replace(rules);

    /// <summary>Accepts other credentials. Those before are unknown from now on, or expired if they had a session token.</summary>
    public void SetCredentials(string accessKey, string secretKey, string? sessionToken = null) =>
        _credentials.Replace(new SigningCredentials(accessKey, secretKey, sessionToken));

    /// <summary>Resets contacts, timers, searches, log, counts, quotas and the random sequence; keeps fault rules and credentials: <c>POST /_emulator/reset</c>.</summary>
    public void Reset()
    {
        _contacts.Reset();
        _searches.Reset();
        _log.Reset();
        _quotas.Reset();
        _faults.Reset();
    }

    /// <summary>Stops listening and aborts hanging calls. State and log can still be read.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _listener, null) is not { } running)
        {
            return;
        }

        await _stopping.CancelAsync();
        await running.DisposeAsync();
        _stopping.Dispose();
    }

    private static Dictionary<string, Quota> QuotasOf(EmulatorOptions options) => new()
    {
        [nameof(UpdateParticipantRoleConfig)] = new(options.RateLimit, options.BurstLimit),
        [nameof(SearchContacts)] = new(
            options.SearchRateLimit ?? (options.RateLimit == 0 ? 0 : DocumentedSearchRate), options.SearchBurstLimit),
    };

    private static bool IsControl(HttpContext http) =>
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.StartsWith(ControlEndpoint.Prefix, StringComparison.Ordinal);
}
