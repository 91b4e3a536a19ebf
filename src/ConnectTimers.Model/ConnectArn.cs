namespace ConnectTimers;

/// <summary>
/// The parts of an Amazon Connect ARN: <c>arn:PARTITION:connect:REGION:ACCOUNT:instance/INSTANCE</c>, possibly followed by
/// <c>/contact/CONTACT</c> or another kind of resource.
/// Source: Service Authorization Reference, "Resource types defined by Amazon Connect".
/// </summary>
public sealed class ConnectArn
{
    // The rows of a file name the same few instances again and again, and up to 200,000 of them wait: they share these texts.
    private static volatile ConnectArn? _last;

    private ConnectArn(string region, string? account, string instanceId, string? resourceId)
    {
        Region = region;
        Account = account;
        InstanceId = instanceId;
        ResourceId = resourceId;
    }

    /// <summary>The Region's code.</summary>
    public string Region { get; }

    /// <summary>The account of the instance, 12 digits; null when the ARN has none.</summary>
    public string? Account { get; }

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; }

    /// <summary>The id of the contact, queue or agent; null in the ARN of an instance.</summary>
    public string? ResourceId { get; }

    /// <summary>Whether a text starts like an ARN; ids do not.</summary>
    public static bool LooksLikeOne(string text) => text.StartsWith("arn:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses an ARN.</summary>
    /// <param name="text">The ARN.</param>
    /// <param name="kind">The kind of resource: <c>contact</c>, <c>queue</c>, <c>agent</c>.</param>
    /// <returns>Null when it is not the ARN of an instance or of such a resource.</returns>
    public static ConnectArn? Parse(string text, string kind = "contact")
    {
        // The samples of contact events in the administrator guide have an empty part after the partition.
        var parts = (text.IndexOf("::connect:", StringComparison.Ordinal) is > 3 and var empty ? text.Remove(empty, 1) : text).Split([':'], 6);
        if (parts.Length != 6 || !LooksLikeOne(text) || parts[2] != "connect" || !ChatContact.IsRegion(parts[3]))
        {
            return null;
        }

        var resource = parts[5].Split('/');
        var complete = resource.Length is 2 || (resource.Length is 4 && resource[2] == kind);
        if (!complete || resource[0] != "instance" || resource.Contains(""))
        {
            return null;
        }

        var last = _last;
        var account = ChatContact.IsAccount(parts[4]) ? Shared(parts[4], last?.Account) : null;
        return _last = new ConnectArn(Shared(parts[3], last?.Region), account, Shared(resource[1], last?.InstanceId), resource.ElementAtOrDefault(3));
    }

    private static string Shared(string text, string? last) => text == last ? last : text;
}
