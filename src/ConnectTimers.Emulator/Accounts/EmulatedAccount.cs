namespace ConnectTimers.Emulator;

/// <summary>An AWS account: its quotas are its own.</summary>
/// <param name="AccountId">The account id, 12 digits.</param>
public sealed record EmulatedAccount(string AccountId)
{
    /// <summary>The access key id of a user of the account; null if it is reached by its roles only.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret key of <see cref="AccessKey"/>.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The names of the roles that every caller can assume.</summary>
    public IReadOnlyList<string> RoleNames { get; init; } = [];

    /// <summary>The external id that the roles require; null if they require none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The account's instances. No other account can use them, and ListInstances lists them.</summary>
    public IReadOnlyList<EmulatedInstance> Instances { get; init; } = [];

    /// <summary>Whether a text is an account id: 12 digits.</summary>
    internal static bool IsId(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    /// <exception cref="FormatException">The account id is not 12 digits, or there is one key without the other.</exception>
    internal void Check()
    {
        if (!IsId(AccountId))
        {
            throw new FormatException($"account '{AccountId}' must have 12 digits");
        }

        if (AccessKey is null != SecretKey is null)
        {
            throw new FormatException($"account {AccountId}: AccessKeyId and SecretAccessKey belong together");
        }
    }
}

/// <summary>An Amazon Connect instance.</summary>
/// <param name="Id">The instance id.</param>
/// <param name="Alias">The alias: the first part of the instance's web address.</param>
public sealed record EmulatedInstance(string Id, string Alias);
