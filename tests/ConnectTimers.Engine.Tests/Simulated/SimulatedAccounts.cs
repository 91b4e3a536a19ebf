using ConnectTimers.Engine.Aws;

namespace ConnectTimers.Engine.Tests.Simulated;

/// <summary>Many accounts in the simulation, each with its own service and quota: a role is assumed in the account of each instance.</summary>
internal sealed class SimulatedAccounts(Simulation world, Func<string, SimulatedService> create) : IConnection
{
    private readonly Dictionary<string, SimulatedService> _services = [];

    /// <summary>The seconds that it takes to assume the role in an account.</summary>
    public Func<string, double> OpensAfter { get; init; } = _ => 0;

    /// <summary>Why the role cannot be assumed in an account; null if it can.</summary>
    public Func<string, AccountFaultException?> Refuses { get; init; } = _ => null;

    /// <summary>How often the role was assumed, or refused, in each account.</summary>
    public Dictionary<string, int> Opened { get; } = [];

    public IEnumerable<SimulatedService> Services => _services.Values;

    public bool IsPerAccount => true;

    public SimulatedService this[string account] => _services[account];

    public Task<string?> FindDefaultRegionAsync() => Task.FromResult<string?>("eu-west-2");

    public IConnectService In(string region) => throw new NotSupportedException();

    public async Task<IConnectService> InAsync(string region, string? accountId, CancellationToken cancellationToken)
    {
        var account = accountId ?? throw new AccountFaultException(new Problem("AccountUnknown", ProblemCategory.AuthenticationError, "Which account?", "Give an ARN."));
        Opened[account] = Opened.GetValueOrDefault(account) + 1;
        if (OpensAfter(account) is > 0 and var seconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), world, cancellationToken);
        }

        if (Refuses(account) is { } refusal)
        {
            throw refusal;
        }

        return _services.TryGetValue(account, out var service) ? service : _services[account] = create(account);
    }

    /// <summary>The id of an account by its number.</summary>
    public static string Account(int number) => (100_000_000_000 + number).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Configs of many accounts, sorted by account.</summary>
    public static IEnumerable<ParticipantRoleConfig> Configs(int accounts, int chats) =>
        Enumerable.Range(0, accounts).SelectMany(a => Enumerable.Range(0, chats).Select(c => Config(Account(a), $"c-{a}-{c}")));

    public static ParticipantRoleConfig Config(string? account, string contact) =>
        new(new ChatContact($"i-{account}", contact, "eu-west-2", account), [new(TimerKind.CustomerIdle, TimerValue.FromMinutes(5))]);
}
