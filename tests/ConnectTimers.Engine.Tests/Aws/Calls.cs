using Amazon.Runtime;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Engine.Http;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>Services at loopback addresses, and the call that most tests make.</summary>
internal static class Calls
{
    private static readonly HttpTransport Transport = new(TimeProvider.System);

    /// <summary>A service whose keys stay what they are; the emulator's own when none are given.</summary>
    public static ConnectService To(Uri endpoint, ImmutableCredentials? keys = null) => To(endpoint, Session(Origin(keys ?? new ImmutableCredentials("AKIDEXAMPLE", "SECRET", null))));

    // Without a slash at the end, as AWS's own addresses and what people type.
    public static ConnectService To(Uri endpoint, CredentialSession session, HttpTransport? transport = null) =>
        new(session, "eu-west-2", endpoint.GetLeftPart(UriPartial.Authority), transport ?? Transport);

    /// <summary>A session of one origin, and of what is found when it is looked for again; the same when nothing is said.</summary>
    public static CredentialSession Session(CredentialOrigin origin, Func<CredentialOrigin>? again = null, TimeProvider? clock = null) =>
        new(origin, new MfaPrompt(), again ?? (() => origin), clock ?? TimeProvider.System);

    public static ImmutableCredentials Keys(int number) => new($"KEY{number}", "SECRET", $"TOKEN{number}");

    public static CredentialOrigin Origin(ImmutableCredentials keys) => Origin(() => Task.FromResult(keys));

    public static CredentialOrigin Origin(Func<Task<ImmutableCredentials>> fetch, DateTimeOffset? expires = null) =>
        new("test", "", "the test's keys", "Sign in", async (_, _) => await fetch() is var keys ? new IssuedKeys(keys, expires, IssuedKeys.AccountOf(keys.AccessKey), null) : null!);

    public static Task<Answer> SetAsync(this IConnectService service, CancellationToken cancellationToken = default) =>
        service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5)), cancellationToken);

    public static ContactSearch Search(ChatQuery query) =>
        new(query, new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 8, 12, 0, 0, 250, DateTimeKind.Utc));

    public static ParticipantRoleConfig Config(string contact, params (TimerKind Kind, int? Minutes)[] timers) => new(new ChatContact("i-1", contact),
        timers.Select(t => new TimerSetting(t.Kind, t.Minutes is { } m ? TimerValue.FromMinutes(m) : TimerValue.Unset)));

    /// <summary>The service's answer to an update that it takes.</summary>
    public const string Accepted = "HTTP/1.1 200 OK\r\nx-amzn-RequestId: r-1\r\nContent-Length: 0\r\n\r\n";

    /// <summary>
    /// An answer of the service that is an error, byte for byte. It says that the connection ends, as WireServer's does: otherwise a next
    /// call may take it up again in the moment in which it breaks.
    /// </summary>
    public static string Error(string status, string code, string message = "because", DateTimeOffset? date = null)
    {
        var body = $$"""{"Message":"{{message}}"}""";
        var dated = date is { } d ? $"Date: {d:R}\r\n" : "";
        return $"HTTP/1.1 {status}\r\nX-Amzn-Errortype: {code}:http://internal.example/\r\nx-amzn-RequestId: r-1\r\n{dated}"
            + $"Connection: close\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }
}
