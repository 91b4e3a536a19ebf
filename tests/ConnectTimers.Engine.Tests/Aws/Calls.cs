using Amazon.Runtime;
using ConnectTimers.Engine.Aws;
using ConnectTimers.Engine.Credentials;
using ConnectTimers.Abstractions;

namespace ConnectTimers.Engine.Tests.Aws;

/// <summary>Services at loopback addresses, and the call that most tests make.</summary>
internal static class Calls
{
    /// <summary>A service whose credentials stay what they are; the emulator's own when none are given.</summary>
    public static ConnectService To(Uri endpoint, AWSCredentials? credentials = null)
    {
        var source = Source(credentials ?? new BasicAWSCredentials("AKIDEXAMPLE", "SECRET"));
        return To(endpoint, new CredentialSession(source, () => Task.FromResult(source)));
    }

    // Without a slash at the end, as AWS's own addresses and what people type.
    public static ConnectService To(Uri endpoint, CredentialSession session) => new(session, "eu-west-2", endpoint.GetLeftPart(UriPartial.Authority));

    public static CredentialSource Source(AWSCredentials credentials) => new(credentials, null, "Sign in");

    public static Task<Answer> SetAsync(this IConnectService service, CancellationToken cancellationToken = default) =>
        service.UpdateParticipantRoleConfigAsync(Config("c-1", (TimerKind.CustomerIdle, 5)), cancellationToken);

    public static ContactSearch Search(ChatQuery query) =>
        new(query, new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 8, 12, 0, 0, 250, DateTimeKind.Utc));

    public static ParticipantRoleConfig Config(string contact, params (TimerKind Kind, int? Minutes)[] timers) => new(new ChatContact("i-1", contact),
        timers.Select(t => KeyValuePair.Create(t.Kind, t.Minutes is { } m ? TimerValue.FromMinutes(m) : TimerValue.Unset)));

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
