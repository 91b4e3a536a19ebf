using System.Net.Sockets;
using System.Text;

namespace ConnectTimers.Emulator.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("a//b")]
    [InlineData("%2F")]
    [InlineData("100%")]
    [InlineData("ü x")]
    [InlineData("a?b#c")]
    [InlineData("a&b=c+d")]
    [InlineData("../..")]
    [InlineData("(a)*'!~")]
    [InlineData("\U0001F600")]
    [InlineData("arn:aws:connect:eu-west-2:111122223333:instance/i")]
    public async Task An_unusual_id_arrives_unchanged(string id)
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        Assert.Equal(200, (await fixture.Caller.SetAsync("i", id)).Status);
        Assert.Equal(200, (await fixture.Caller.SetAsync(id, "c")).Status);

        Assert.Equal(
            [("i", id), (id, "c")],
            fixture.Emulator.GetState().Contacts.Select(contact => (contact.InstanceId, contact.ContactId)));
        Assert.Equal($"{Caller.Operation}/i/{Uri.EscapeDataString(id)}", fixture.Emulator.GetRequests()[0].Path);
    }

    [Theory]
    [InlineData("PUT", "/")]
    [InlineData("PUT", "//")]
    [InlineData("PUT", "/nothing")]
    [InlineData("PUT", Caller.Operation + "/i")]
    [InlineData("PUT", Caller.Operation + "//c")]
    [InlineData("PUT", Caller.Operation + "/i/")]
    [InlineData("PUT", Caller.Operation + "/i/c/")]
    [InlineData("PUT", "/Contact/participant-role-config/i/c")]
    [InlineData("POST", Caller.Operation + "/i/c")]
    public async Task Any_other_address_is_an_unknown_operation(string method, string path)
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        var answer = await fixture.Caller.SendAsync(fixture.Caller.Signed(method, path, Caller.Body(("AGENT", "IDLE", 5))));

        Assert.Equal(404, answer.Status);
        Assert.Equal("UnknownOperationException", answer.ErrorType);
        Assert.NotNull(answer.RequestId);
        Assert.Empty(fixture.Emulator.GetState().Contacts);
    }

    [Fact]
    public async Task It_listens_on_a_loopback_address_and_reports_its_port()
    {
        await using var fixture = await EmulatorFixture.StartAsync();

        Assert.Equal("127.0.0.1", fixture.Emulator.Endpoint.Host);
        Assert.NotEqual(0, fixture.Emulator.Endpoint.Port);
    }

    [Fact]
    public async Task An_absolute_target_is_accepted()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(fixture.Emulator.Endpoint.Host, fixture.Emulator.Endpoint.Port);
        var authority = fixture.Emulator.Endpoint.Authority;

        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT http://{authority}{Caller.Operation}/i/c HTTP/1.1\r\n"
            + $"Host: {authority}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(socket.GetStream());
        var answer = await reader.ReadToEndAsync();

        // The error is about the signature, so the operation was recognized.
        Assert.Contains("MissingAuthenticationTokenException", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_fails_at_once()
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        var options = new EmulatorOptions { Port = fixture.Emulator.Endpoint.Port };

        await Assert.ThrowsAnyAsync<IOException>(() => ConnectEmulator.StartAsync(options));
    }
}
