using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;

namespace ConnectTimers.Emulator;

/// <summary>A stand-in for Amazon Connect on this machine, as far as setting the timers of chats and finding chats go.</summary>
/// <remarks>Listens on this machine only unless told otherwise. Every member may be called from any thread.</remarks>
public sealed class ConnectEmulator : IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly Keyring _keyring;
    private readonly Quotas _quotas;
    private readonly FaultDice _dice;
    private readonly ContactBook _contacts;
    private readonly OpenSearches _searches;
    private readonly RequestLog _log;
    private readonly CancellationTokenSource _stopping = new();
    private BareServer? _server;
    private Uri? _endpoint;

    private ConnectEmulator(EmulatorOptions options, TimeProvider clock)
    {
        _clock = clock;
        _keyring = new Keyring(new SigningCredentials(options.AccessKey, options.SecretKey, options.SessionToken));
        _quotas = new Quotas(QuotasOf(options), clock);
        _dice = new FaultDice(options.Seed, options.Faults);
        _contacts = new ContactBook(options.Contacts, options.Replace, clock);
        _searches = new OpenSearches(options.Seed);
        _log = new RequestLog(options.RequestLogLimit);
    }

    /// <summary>Where it can be reached from this machine: <c>http://127.0.0.1:PORT</c>, unless it listens elsewhere.</summary>
    public Uri Endpoint => _endpoint!;

    /// <summary>Starts an emulator; it runs until it is disposed.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="clock">The clock of signatures, quotas and delays; the system's if none is given.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option cannot be.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="SocketException">This machine does not have that address.</exception>
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
            new SignatureCheck(emulator._keyring, options.Region, emulator._clock),
            emulator._quotas,
            emulator._dice);
        var calls = new ServiceEndpoint(service, emulator._log, new RequestIds(options.Seed), emulator._clock);
        var control = new ControlEndpoint(emulator);
        var stopping = emulator._stopping.Token;
        emulator._server = await BareServer.StartAsync(
            new IPEndPoint(options.Host, options.Port),
            http => IsControl(http) ? control.AnswerAsync(http) : calls.AnswerAsync(http, stopping),
            cancellationToken);
        emulator._endpoint = emulator._server.Address;
        return emulator;
    }

    /// <summary>The contacts and the counts, as <c>GET /_emulator/state</c> gives them.</summary>
    public EmulatorState GetState() => new(_contacts.Snapshot(), _log.Counts);

    /// <summary>The calls so far, newest last, as <c>GET /_emulator/requests</c> gives them.</summary>
    public IReadOnlyList<LoggedRequest> GetRequests() => _log.Snapshot();

    /// <summary>Adds contacts, or moves known ones to another state: <c>POST /_emulator/contacts</c>.</summary>
    /// <remarks>
    /// Moving a contact to Connected is a new agent joining, even if one was there before. Of a known contact, facts
    /// that are not said stay as they were.
    /// </remarks>
    public void SetContacts(params IReadOnlyList<EmulatedContact> changed) => _contacts.Move(changed);

    /// <summary>Replaces the rules of what goes wrong; none at all heals everything: <c>POST /_emulator/faults</c>.</summary>
    public void SetFaults(params IReadOnlyList<FaultRule> rules) => _dice.Replace(rules);

    /// <summary>Lets other credentials sign right. Those before are unknown from now on, or expired if they had a session token.</summary>
    public void SetCredentials(string accessKey, string secretKey, string? sessionToken = null) =>
        _keyring.Replace(new SigningCredentials(accessKey, secretKey, sessionToken));

    /// <summary>Back to the start, but for fault rules and credentials: contacts, timers, searches, log, counts, buckets, dice.</summary>
    public void Reset()
    {
        _contacts.Reset();
        _searches.Reset();
        _log.Reset();
        _quotas.Reset();
        _dice.Reset();
    }

    /// <summary>Stops listening; calls left hanging are cut off. State and log can still be read.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is not { } running)
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
            options.SearchRateLimit ?? (options.RateLimit == 0 ? 0 : SearchContacts.DocumentedRate), options.SearchBurstLimit),
    };

    private static bool IsControl(HttpContext http) =>
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.StartsWith(ControlEndpoint.Prefix, StringComparison.Ordinal);
}
