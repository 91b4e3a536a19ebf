using System.Net;

namespace ConnectTimers.Emulator;

/// <summary>How an emulator behaves. The defaults are what is documented for Amazon Connect, or else the emulator's reading.</summary>
public sealed record EmulatorOptions
{
    /// <summary>
    /// The IP address to listen on. With any but a loopback address everybody on the network can call the emulator: the
    /// default keys are public, and the control addresses require none.
    /// </summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Calls of UpdateParticipantRoleConfig per second, account and Region; 5 is the documented quota. 0 lifts the limit, and the
    /// limits of other operations that are not set.
    /// </summary>
    public double RateLimit { get; init; } = 5;

    /// <summary>Such calls at once from a full bucket, at least 1; 8 is the documented quota.</summary>
    public double BurstLimit { get; init; } = 8;

    /// <summary>
    /// Calls of SearchContacts per second, account and Region; 0 lifts the limit. Null is the documented quota, 0.5, or no limit
    /// if <see cref="RateLimit"/> is 0.
    /// </summary>
    public double? SearchRateLimit { get; init; }

    /// <summary>Such calls at once from a full bucket, at least 1; 1 is the documented quota.</summary>
    public double SearchBurstLimit { get; init; } = 1;

    /// <summary>
    /// Quotas of operations by their names, instead of the documented ones: DescribeContact has 10 and 15, ListInstances 2 and 5. Those of
    /// UpdateParticipantRoleConfig and SearchContacts are set above.
    /// </summary>
    public IReadOnlyDictionary<string, OperationQuota> Quotas { get; init; } = new Dictionary<string, OperationQuota>();

    /// <summary>
    /// Further accounts, each with its own quotas, keys, roles and instances. The keys below belong to account 000000000000.
    /// </summary>
    public IReadOnlyList<EmulatedAccount> Accounts { get; init; } = [];

    /// <summary>Chats that arrive by themselves; null for none.</summary>
    public LiveChatOptions? LiveChats { get; init; }

    /// <summary>An SQS queue that contact events go to; null for none.</summary>
    public QueueOptions? Queue { get; init; }

    /// <summary>The only contacts that exist; null lets every contact exist.</summary>
    public IReadOnlyList<EmulatedContact>? Contacts { get; init; }

    /// <summary>
    /// Whether an update replaces all timers of a contact. By default it keeps those that it does not name. Which of the
    /// two Amazon Connect does is not documented.
    /// </summary>
    public bool Replace { get; init; }

    /// <summary>
    /// The only Region whose signatures are accepted; null accepts every Region, each with its own quotas. The queue and
    /// contact events are in this Region, or in eu-west-2.
    /// </summary>
    public string? Region { get; init; }

    /// <summary>The access key id that calls must be signed with.</summary>
    public string AccessKey { get; init; } = "AKIDEXAMPLE";

    /// <summary>The secret key that calls must be signed with.</summary>
    public string SecretKey { get; init; } = "SECRET";

    /// <summary>The session token that every call must carry; null if none may carry one.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The faults from the start.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>The seed of everything random: the same seed and the same calls give the same faults.</summary>
    public int Seed { get; init; }

    /// <summary>How many of the newest calls the log keeps; 100,000 of the usual size take about 100 MB.</summary>
    public int RequestLogLimit { get; init; } = 100_000;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    /// <exception cref="FormatException">An account is not valid.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(RateLimit);
        ArgumentOutOfRangeException.ThrowIfLessThan(BurstLimit, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(SearchRateLimit ?? 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(SearchBurstLimit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RequestLogLimit, 1);
        foreach (var quota in Quotas.Values)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(quota.Rate);
            ArgumentOutOfRangeException.ThrowIfLessThan(quota.Burst, 1);
        }

        foreach (var account in Accounts)
        {
            account.Check();
        }

        LiveChats?.Check();
        Queue?.Check();
    }
}

/// <summary>A rate limit of one operation in one account and Region.</summary>
/// <param name="Rate">Calls per second; 0 for no limit.</param>
/// <param name="Burst">Calls at once from a full bucket, at least 1.</param>
public readonly record struct OperationQuota(double Rate, double Burst);
