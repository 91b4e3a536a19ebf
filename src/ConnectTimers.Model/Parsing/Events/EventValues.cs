using System.Globalization;

namespace ConnectTimers.Parsing;

/// <summary>Reads the values that all forms of an event share.</summary>
internal static class EventValues
{
    /// <summary>Returns the text of a member; null without one.</summary>
    /// <exception cref="UnreadableException">The object has it twice, in different cases, with different values.</exception>
    public static string? Text(this InputNode? input, string name) => Single(input, name, key => key.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns a word of the API in capitals: <c>Chat</c> is <c>CHAT</c>.</summary>
    public static string? Word(this InputNode? input, string name) => input.Text(name)?.ToUpperInvariant();

    /// <summary>Returns a time in UTC; null without one, and for the year 1970, which stands for "not yet".</summary>
    /// <exception cref="UnreadableException">The text is not a time.</exception>
    public static DateTime? Time(this InputNode? input, string name)
    {
        if (input.Text(name) is not { } text)
        {
            return null;
        }

        var time = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read)
            ? read.UtcDateTime
            : throw new UnreadableException(EventProblems.InvalidEventValue(name, text, "a time such as 2026-11-25T18:33:03Z"));
        return time.Year <= 1970 ? null : time;
    }

    /// <summary>Returns the id at the end of the ARN of a queue or agent; null without one.</summary>
    public static string? ResourceId(this InputNode? input, string name, string kind) =>
        input.Text(name) is { } text ? ConnectArn.Parse(text, kind)?.ResourceId : null;

    /// <summary>Returns a timer as text; null without one. Its name is one that a column may have.</summary>
    /// <exception cref="UnreadableException">It is there twice, with different values.</exception>
    public static string? Timer(this InputNode? input, TimerKind kind) => Single(input, kind.ToString(), key => Columns.Find(key) == Columns.Of(kind));

    /// <summary>Returns the contact of an event.</summary>
    /// <param name="instance">The instance's ARN or id; null when it is missing.</param>
    /// <param name="contact">The contact's id; null when it is missing.</param>
    /// <param name="region">The Region if the instance is not an ARN.</param>
    /// <param name="account">The account if the instance is not an ARN; anything but 12 digits does not count.</param>
    /// <exception cref="UnreadableException">An id is missing or invalid.</exception>
    public static ChatContact Contact(string? instance, string? contact, string? region, string? account)
    {
        var arn = instance is not null && ConnectArn.LooksLikeOne(instance) ? Arn(instance, "instance ARN") : null;
        var instanceId = arn?.InstanceId ?? instance ?? throw new UnreadableException(EventProblems.EventWithout("instance ARN"));
        var contactId = contact is null ? throw new UnreadableException(EventProblems.EventWithout("contact id"))
            : ConnectArn.LooksLikeOne(contact) ? Arn(contact, "contact id").ResourceId ?? "" : contact;
        Check("instance", instanceId, ChatContact.MaxInstanceIdLength);
        Check("contact id", contactId, ChatContact.MaxContactIdLength);
        var code = arn?.Region ?? region;
        return code is null || ChatContact.IsRegion(code)
            ? new ChatContact(instanceId, contactId, code, arn is not null ? arn.Account : account is not null && ChatContact.IsAccount(account) ? account : null)
            : throw new UnreadableException(EventProblems.InvalidEventValue("region", code, "a Region's code"));
    }

    // The text of the members whose names match; null if none has text. If several do, their texts must be equal.
    private static string? Single(InputNode? input, string name, Func<string, bool> isName)
    {
        string? first = null;
        foreach (var member in input?.Members ?? [])
        {
            if (isName(member.Key) && member.Value.Text?.Trim() is { Length: > 0 } text)
            {
                first = first is null || first == text ? text : throw new UnreadableException(EventProblems.EventConflict(name, first, text));
            }
        }

        return first;
    }

    private static ConnectArn Arn(string text, string member) => ConnectArn.Parse(text)
        ?? throw new UnreadableException(EventProblems.InvalidEventValue(member, text, "the ARN of an Amazon Connect instance or contact"));

    private static void Check(string member, string id, int maxLength)
    {
        if (!ChatContact.IsId(id, maxLength))
        {
            throw new UnreadableException(EventProblems.InvalidEventValue(member, id, "an id"));
        }
    }
}
