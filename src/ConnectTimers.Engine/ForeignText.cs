using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ConnectTimers.Engine;

/// <summary>
/// Sanitizes text from outside for display: removes secrets, escapes control and bidirectional characters, truncates.
/// </summary>
internal static partial class ForeignText
{
    private const string Removed = "(removed)";

    // The longest that AWS documents for an error's message is 1,024 characters; ids and codes are far below 128.
    private const int MaxMessage = 1024;
    private const int MaxName = 128;

    // Longer texts are truncated before they are searched.
    private const int MaxRead = 64 * MaxMessage;

    // Shorter ones are not real secrets, and are found in ordinary words.
    private const int ShortestSecret = 4;

    // A process signs with a few keys at a time; these are enough for all accounts of a large run.
    private const int MostSecrets = 20_000;

    private static readonly ConcurrentDictionary<string, byte> Secrets = new(StringComparer.Ordinal);
    private static readonly ConcurrentQueue<string> Oldest = new();

    /// <summary>Has a secret removed from all foreign text from now on, as it is and as it is written in addresses.</summary>
    public static void Hide(params IEnumerable<string?> secrets)
    {
        foreach (var secret in secrets.Where(s => s?.Length >= ShortestSecret).SelectMany(s => (string[])[s!, Uri.EscapeDataString(s!)]).Distinct())
        {
            if (Secrets.TryAdd(secret, 0))
            {
                Oldest.Enqueue(secret);
                if (Oldest.Count > MostSecrets && Oldest.TryDequeue(out var old))
                {
                    Secrets.TryRemove(old, out _);
                }
            }
        }
    }

    /// <summary>Returns a message that can be quoted: at most 1,024 characters.</summary>
    public static string Message(string? text)
    {
        var isLong = text?.Length > MaxRead;
        var safe = WithoutSecrets((isLong ? text![..MaxRead] : text ?? "").Trim());
        if (isLong && safe.Length <= MaxMessage)
        {
            return Removed; // the end may be half a secret
        }

        return safe.Length <= MaxMessage ? DisplayText.Whole(safe) : DisplayText.Whole(safe[..(MaxMessage - (char.IsHighSurrogate(safe[MaxMessage - 1]) ? 1 : 0))]) + "…";
    }

    /// <summary>Returns an error's code: letters, digits and <c>._-</c>, at most 128 of them; blank when there are none.</summary>
    /// <param name="text">The code as it came; <c>namespace#Name</c> and <c>Name:address</c> are taken apart.</param>
    public static string Code(string? text)
    {
        var name = text ?? "";
        name = name[(name.IndexOf('#', StringComparison.Ordinal) + 1)..];
        name = name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? name[..colon] : name;
        return Name(name, "._-");
    }

    /// <summary>Returns a request id: letters, digits and <c>._-+/=</c>, at most 128 of them; null when there are none.</summary>
    public static string? RequestId(string? text) => Name(text ?? "", "._-+/=") is { Length: > 0 } id ? id : null;

    private static string Name(string text, string also) =>
        string.Concat(WithoutSecrets(text.Length > MaxRead ? text[..MaxRead] : text).Where(c => char.IsAsciiLetterOrDigit(c) || also.Contains(c, StringComparison.Ordinal)).Take(MaxName));

    // What is known to be secret goes first: after that, what looks like it. Not Secrets.Keys, which locks and copies: each response comes here.
    private static string WithoutSecrets(string text)
    {
        foreach (var secret in Secrets.Select(s => s.Key).Where(s => text.Contains(s, StringComparison.Ordinal)).OrderByDescending(s => s.Length))
        {
            text = text.Replace(secret, Removed, StringComparison.Ordinal);
        }

        text = UserInfo().Replace(text, "://" + Removed + "@");
        text = SecretHeader().Replace(text, "$1" + Removed);
        text = SecretField().Replace(text, "$1" + Removed);
        text = SigningPart().Replace(text, "$1" + Removed);
        return AccessKeyId().Replace(text, Removed);
    }

    // http://user:password@host, of a proxy for one; up to the last @ before the path, because a password may have one. It begins with what
    // the scheme ends with: looking for a scheme in a word of 60,000 letters, a page in Base64 for one, took 15 seconds.
    [GeneratedRegex(@"://[^/\s?#]*@")]
    private static partial Regex UserInfo();

    // A header that is quoted with its value, up to the line's end.
    [GeneratedRegex("((?:(?:proxy-)?authorization|x-amz-security-token|x-amz-sso_bearer_token|x-aws-ec2-metadata-token|dpop|(?:set-)?cookie)\"?\\s*[:=]\\s*\"?)[^\\r\\n\"]+", RegexOptions.IgnoreCase)]
    private static partial Regex SecretHeader();

    // A member of a JSON text, a query or a file.
    [GeneratedRegex("((?:secret_?access_?key|aws_secret_access_key|session_?token|access_?token|refresh_?token|client_?secret|security_?token|id_?token|password)\"?\\s*[:=]\\s*\"?)[^\\s\"&,;}]+", RegexOptions.IgnoreCase)]
    private static partial Regex SecretField();

    // Parts of a signature of AWS's, of headers and of addresses.
    [GeneratedRegex("((?:X-Amz-)?(?:Credential|Signature|Security-Token)=)[^\\s,&\"]+", RegexOptions.IgnoreCase)]
    private static partial Regex SigningPart();

    // IAM user guide, "Unique identifiers": of users and of temporary credentials.
    [GeneratedRegex(@"\b(?:AKIA|ASIA)[A-Z2-7]{12,}\b")]
    private static partial Regex AccessKeyId();
}
