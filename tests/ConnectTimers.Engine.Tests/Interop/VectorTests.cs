using System.Text.Json.Nodes;
using ConnectTimers.Engine.Tests.Aws;
using ConnectTimers.Tests.Support.Interop;

namespace ConnectTimers.Engine.Tests.Interop;

/// <summary>Our client sends what AWS's own clients have sent for the same input.</summary>
[Collection(nameof(OneAtATime))] // the SDK's clock is the process's
public sealed class VectorTests
{
    public static IEnumerable<object[]> Updates => InteropFiles.Rows(each => each.IsUpdate);

    [Theory]
    [MemberData(nameof(Updates))]
    public async Task Our_client_sends_the_same_request(string client, string name)
    {
        var (asked, vector) = InteropFiles.Find(client, name);
        using var server = new WireServer(Calls.Accepted);
        using var service = Calls.To(server.Endpoint);

        await service.UpdateParticipantRoleConfigAsync(Config(asked), CancellationToken.None);

        var (head, body) = Assert.Single(server.Requests).Split("\r\n\r\n", 2) is [var first, var second] ? (first, second) : ("", "");
        Assert.StartsWith($"{vector.Method} {vector.Path} HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nContent-Type: {vector.ContentType}\r\n", head + "\r\n", StringComparison.OrdinalIgnoreCase);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(vector.Body), JsonNode.Parse(body)), body);
    }

    private static ParticipantRoleConfig Config(InteropCase asked) => new(
        new ChatContact(asked.InstanceId, asked.ContactId),
        asked.Timers.Select(timer => new TimerSetting(
            (timer.Role, timer.Type) switch
            {
                ("CUSTOMER", "IDLE") => TimerKind.CustomerIdle,
                ("CUSTOMER", "DISCONNECT_NONCUSTOMER") => TimerKind.CustomerDisconnect,
                ("AGENT", "IDLE") => TimerKind.AgentIdle,
                _ => TimerKind.AgentDisconnect,
            },
            timer.Minutes is { } minutes ? TimerValue.FromMinutes(minutes) : TimerValue.Unset)));
}
