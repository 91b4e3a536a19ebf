namespace ConnectTimers.Emulator;

/// <summary>Reads accounts from a CSV file.</summary>
/// <remarks>
/// Columns, in any case and order: <c>AccountId</c> and optionally <c>AccessKeyId</c>, <c>SecretAccessKey</c>,
/// <c>RoleNames</c> (several are separated by semicolons), <c>ExternalId</c>, <c>InstanceId</c> and <c>InstanceAlias</c>. A
/// further row of an account adds an instance or roles to it.
/// </remarks>
public static class AccountsFile
{
    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="FormatException">A line cannot be read; the message names the line.</exception>
    public static IReadOnlyList<EmulatedAccount> Read(string path)
    {
        using var reader = new StreamReader(path);
        return Read(reader);
    }

    /// <summary>Reads such a file's text.</summary>
    /// <exception cref="FormatException">A line cannot be read; the message names the line.</exception>
    public static IReadOnlyList<EmulatedAccount> Read(TextReader reader)
    {
        var accounts = new OrderedDictionary<string, EmulatedAccount>();
        CsvTable.Read(reader, [nameof(EmulatedAccount.AccountId)], cell =>
        {
            var row = Account(cell);
            return accounts[row.AccountId] = accounts.TryGetValue(row.AccountId, out var known) ? Merge(known, row) : row;
        });
        return [.. accounts.Values];
    }

    private static EmulatedAccount Account(Func<string, string?> cell)
    {
        var account = new EmulatedAccount(cell(nameof(EmulatedAccount.AccountId))!.Trim())
        {
            AccessKey = cell("AccessKeyId"),
            SecretKey = cell("SecretAccessKey"),
            RoleNames = cell("RoleNames")?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            ExternalId = cell("ExternalId"),
            Instances = cell("InstanceId") is { } id ? [new EmulatedInstance(id, cell("InstanceAlias") ?? InstanceDirectory.DefaultAlias(id))] : [],
        };
        account.Check();
        return account;
    }

    private static EmulatedAccount Merge(EmulatedAccount known, EmulatedAccount row) => known with
    {
        AccessKey = row.AccessKey ?? known.AccessKey,
        SecretKey = row.SecretKey ?? known.SecretKey,
        RoleNames = [.. known.RoleNames.Union(row.RoleNames)],
        ExternalId = row.ExternalId ?? known.ExternalId,
        Instances = [.. known.Instances.Union(row.Instances)],
    };
}
