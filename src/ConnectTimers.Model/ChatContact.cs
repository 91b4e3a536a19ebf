namespace ConnectTimers;

/// <summary>A chat: the ids of its instance and contact, and its Region and account if known.</summary>
public sealed class ChatContact : IEquatable<ChatContact>
{
    /// <summary>The length limit of an instance id in the API, in characters.</summary>
    public const int MaxInstanceIdLength = 100;

    /// <summary>The length limit of a contact id in the API, in characters.</summary>
    public const int MaxContactIdLength = 256;

    /// <summary>Creates a chat's ids.</summary>
    /// <param name="instanceId">1 to 100 characters.</param>
    /// <param name="contactId">1 to 256 characters.</param>
    /// <param name="region">A Region's code, or null.</param>
    /// <param name="account">The account of the instance, 12 digits, or null.</param>
    /// <exception cref="ArgumentException">An id, the Region or the account is invalid.</exception>
    public ChatContact(string instanceId, string contactId, string? region = null, string? account = null)
    {
        InstanceId = IsId(instanceId, MaxInstanceIdLength) ? instanceId : throw new ArgumentException("Not an instance id.", nameof(instanceId));
        ContactId = IsId(contactId, MaxContactIdLength) ? contactId : throw new ArgumentException("Not a contact id.", nameof(contactId));
        Region = region is null || IsRegion(region) ? region : throw new ArgumentException("Not a Region.", nameof(region));
        Account = account is null || IsAccount(account) ? account : throw new ArgumentException("Not an account.", nameof(account));
    }

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; }

    /// <summary>The contact's id.</summary>
    public string ContactId { get; }

    /// <summary>The Region's code; null when it is not known.</summary>
    public string? Region { get; }

    /// <summary>The account of the instance: as an ARN names it, or after the call that of the credentials; null when it is not known.</summary>
    public string? Account { get; }

    /// <summary>
    /// Whether a text can be an id in the request's path. The API limits only the length; <c>.</c> and <c>..</c> would change the path itself, and
    /// control characters and half a surrogate pair cannot be sent in it. <see cref="Parsing.IdText"/> rejects more of what people give.
    /// </summary>
    public static bool IsId(string text, int maxLength) =>
        text.Length <= maxLength && text is not ("." or "..") && !string.IsNullOrWhiteSpace(text) && !HasUnsendable(text);

    // A loop, because it runs for every id of a million rows.
    private static bool HasUnsendable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsControl(text[i]) || char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a text can be a Region's code: lower-case letters, digits and hyphens. It becomes part of a host name, so nothing else is allowed.
    /// There is no list, because AWS adds Regions.
    /// </summary>
    public static bool IsRegion(string text) =>
        text.Length is > 0 and <= 63 && text[0] != '-' && text[text.Length - 1] != '-'
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <summary>Whether a text is the id of an AWS account: 12 digits.</summary>
    public static bool IsAccount(string text) => text.Length == 12 && text.All(c => c is >= '0' and <= '9');

    /// <inheritdoc/>
    public bool Equals(ChatContact? other) => other is not null
        && InstanceId == other.InstanceId && ContactId == other.ContactId && Region == other.Region && Account == other.Account;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChatContact);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ContactId) * 31 + StringComparer.Ordinal.GetHashCode(InstanceId);

    /// <summary><c>contact 'c' of instance 'i'</c>.</summary>
    public override string ToString() => $"contact {DisplayText.Value(ContactId)} of instance {DisplayText.Value(InstanceId)}";
}
