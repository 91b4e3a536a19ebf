using System.Text;
using System.Text.Json.Nodes;
using ConnectTimers.Engine.Tests.Aws;

namespace ConnectTimers.Emulator.Tests.Interop;

/// <summary>Requests that AWS's own clients have sent: the emulator understands them, and our client sends the same.</summary>
[Collection(nameof(OneAtATime))] // the SDK's clock is the process's
public sealed class VectorTests
{
    public static TheoryData<string, string> All => Of(InteropFiles.Cases);

    public static TheoryData<string, string> Updates => Of(InteropFiles.Cases.Where(each => each.IsUpdate));

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_emulator_takes_it_for_what_it_was_meant(string client, string name)
    {
        await using var rig = await Rig.StartAsync();
        rig.Emulator.SetContacts(CaseWorld.Contacts);
        var (meant, vector) = Find(client, name);

        var answer = await rig.Caller.SendAsync(Signed(rig.Caller, vector));

        Assert.True(answer.Status == 200, answer.Body);
        if (meant.IsUpdate)
        {
            CaseWorld.AssertStored(meant, rig.Emulator.GetState());
        }
        else
        {
            Assert.Equal(meant.Finds, Found.Of(answer).Ids);
        }
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public async Task Our_own_client_sends_the_same_for_the_same_input(string client, string name)
    {
        var (meant, vector) = Find(client, name);
        using var server = new WireServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var service = Calls.To(server.Endpoint);

        await service.UpdateParticipantRoleConfigAsync(Config(meant), CancellationToken.None);

        var (head, body) = Assert.Single(server.Requests).Split("\r\n\r\n", 2) is [var first, var second] ? (first, second) : ("", "");
        Assert.StartsWith($"{vector.Method} {vector.Path} HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nContent-Type: {vector.ContentType}\r\n", head + "\r\n", StringComparison.OrdinalIgnoreCase);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(vector.Body), JsonNode.Parse(body)), body);
    }

    [Fact]
    public void Every_client_was_recorded_with_every_case() => Assert.All(
        InteropFiles.Clients,
        client => Assert.Equal(InteropFiles.Cases.Select(each => each.Name), InteropFiles.Vectors(client).Select(vector => vector.Case)));

    private static TheoryData<string, string> Of(IEnumerable<Case> cases)
    {
        var data = new TheoryData<string, string>();
        foreach (var (client, each) in InteropFiles.Clients.SelectMany(_ => cases, (client, each) => (client, each)))
        {
            data.Add(client, each.Name);
        }

        return data;
    }

    private static (Case Meant, Vector Vector) Find(string client, string name) =>
        (InteropFiles.Cases.Single(each => each.Name == name), InteropFiles.Vectors(client).Single(vector => vector.Case == name));

    /// <summary>As it was recorded, byte for byte, but signed at another time for another host.</summary>
    private static HttpRequestMessage Signed(Caller caller, Vector vector)
    {
        // HttpClient sends a body's length by itself, and says what it does with the connection.
        var headers = vector.Headers
            .Where(header => header.Key.ToUpperInvariant() is not ("CONTENT-LENGTH" or "CONTENT-TYPE" or "CONNECTION"))
            .Select(header => (header.Key.ToLowerInvariant(), header.Value));
        var request = caller.Signed(vector.Method, vector.Path, vector.Body, extra: [.. headers]);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(vector.Body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", vector.ContentType);
        return request;
    }

    private static ParticipantRoleConfig Config(Case meant) => new(
        new ChatContact(meant.InstanceId, meant.ContactId),
        meant.Timers.Select(timer => KeyValuePair.Create(
            (timer.Role, timer.Type) switch
            {
                ("CUSTOMER", "IDLE") => TimerKind.CustomerIdle,
                ("CUSTOMER", "DISCONNECT_NONCUSTOMER") => TimerKind.CustomerDisconnect,
                ("AGENT", "IDLE") => TimerKind.AgentIdle,
                _ => TimerKind.AgentDisconnect,
            },
            timer.Minutes is { } minutes ? TimerValue.FromMinutes(minutes) : TimerValue.Unset)));
}
