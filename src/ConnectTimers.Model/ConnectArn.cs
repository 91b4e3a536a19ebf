namespace ConnectTimers;

/// <summary>
/// An Amazon Connect ARN, taken apart:
/// <c>arn:PARTITION:connect:REGION:ACCOUNT:instance/INSTANCE</c>, or the same with <c>/contact/CONTACT</c> behind it.
/// Source: Service Authorization Reference, "Resource types defined by Amazon Connect".
/// </summary>
public sealed class ConnectArn
{
    private ConnectArn(string region, string instanceId, string? contactId)
    {
        Region = region;
        InstanceId = instanceId;
        ContactId = contactId;
    }

    /// <summary>The Region's code.</summary>
    public string Region { get; }

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; }

    /// <summary>The contact's id; null in the ARN of an instance.</summary>
    public string? ContactId { get; }

    /// <summary>Whether a text means to be an ARN; ids are UUIDs and have no colon at that place.</summary>
    public static bool LooksLikeOne(string text) => text.StartsWith("arn:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes an ARN apart.</summary>
    /// <returns>Null when it is not the ARN of a Connect instance or contact.</returns>
    public static ConnectArn? Parse(string text)
    {
        var parts = text.Split([':'], 6);
        if (parts.Length != 6 || !LooksLikeOne(text) || parts[2] != "connect" || !ChatContact.IsRegion(parts[3]))
        {
            return null;
        }

        return parts[5].Split('/') switch
        {
            ["instance", { Length: > 0 } instance] => new ConnectArn(parts[3], instance, null),
            ["instance", { Length: > 0 } instance, "contact", { Length: > 0 } contact] => new ConnectArn(parts[3], instance, contact),
            _ => null,
        };
    }
}
