namespace ConnectTimers.Emulator;

/// <summary>Which account owns which instance. An instance without an owner belongs to the account that uses it.</summary>
internal sealed class InstanceDirectory(IReadOnlyList<EmulatedAccount> accounts)
{
    private const int LongestAlias = 45;

    private readonly Dictionary<string, string> _owners = accounts
        .SelectMany(account => account.Instances, (account, instance) => (instance.Id, account.AccountId))
        .DistinctBy(instance => instance.Id)
        .ToDictionary(instance => instance.Id, instance => instance.AccountId);

    private readonly HashSet<string> _aliases = new(accounts.SelectMany(account => account.Instances).Select(instance => instance.Alias), StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the alias of an instance that was given none.</summary>
    public static string DefaultAlias(string instanceId) => $"emulated-{instanceId}" is { Length: > LongestAlias } alias ? alias[..LongestAlias] : $"emulated-{instanceId}";

    /// <summary>Returns the account of an instance; the emulator's default account if it has no owner.</summary>
    public string AccountOf(string instanceId) => _owners.GetValueOrDefault(instanceId, SigningCredentials.DefaultAccount);

    /// <exception cref="ServiceException">The instance belongs to another account, or is named by its alias.</exception>
    public void Check(string instanceId, Caller caller)
    {
        if (_owners.TryGetValue(instanceId, out var owner) ? owner != caller.Account : _aliases.Contains(instanceId))
        {
            throw ServiceException.InstanceNotFound();
        }
    }

    /// <summary>Returns the instances of an account: its own, or those without an owner that contacts have named if it has none.</summary>
    public IReadOnlyList<EmulatedInstance> OfAccount(string account, IEnumerable<string> named)
    {
        var own = accounts.Where(one => one.AccountId == account).SelectMany(one => one.Instances).ToList();
        return own.Count > 0
            ? own
            : [.. named.Where(id => !_owners.ContainsKey(id)).Order(StringComparer.Ordinal).Select(id => new EmulatedInstance(id, DefaultAlias(id)))];
    }
}

/// <summary>ARNs of Amazon Connect.</summary>
internal static class Arns
{
    public static string Instance(string region, string account, string instanceId) => $"arn:{Partition(region)}:connect:{region}:{account}:instance/{instanceId}";

    public static string Contact(string region, string account, string instanceId, string contactId) =>
        $"{Instance(region, account, instanceId)}/contact/{contactId}";

    /// <summary>Returns the partition of a Region.</summary>
    public static string Partition(string region) =>
        region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : "aws";
}
