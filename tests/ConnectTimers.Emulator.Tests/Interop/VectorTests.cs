using System.Text;
using ConnectTimers.Tests.Support.Interop;

namespace ConnectTimers.Emulator.Tests.Interop;

/// <summary>The emulator understands the requests that AWS's own clients have sent.</summary>
public sealed class VectorTests
{
    public static IEnumerable<object[]> All => InteropFiles.Rows(_ => true);

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_emulator_carries_out_the_request_of_the_client(string client, string name)
    {
        await using var fixture = await EmulatorFixture.StartAsync();
        fixture.Emulator.SetContacts(CaseWorld.Contacts);
        var (asked, vector) = InteropFiles.Find(client, name);

        var answer = await fixture.Caller.SendAsync(Signed(fixture.Caller, vector));

        Assert.True(answer.Status == 200, answer.Body);
        if (asked.IsUpdate)
        {
            CaseWorld.AssertStored(asked, fixture.Emulator.GetState());
        }
        else
        {
            Assert.Equal(asked.Finds, Found.Of(answer).Ids);
        }
    }

    [Fact]
    public void Every_client_was_recorded_with_every_case() => Assert.All(
        InteropFiles.Clients,
        client => Assert.Equal(InteropFiles.Cases.Select(each => each.Name), InteropFiles.Vectors(client).Select(vector => vector.Case)));

    /// <summary>The request as it was recorded, byte for byte, but signed for this host and time.</summary>
    private static HttpRequestMessage Signed(Caller caller, RecordedRequest vector)
    {
        // HttpClient itself sends a body's length and what it does with the connection.
        var headers = vector.Headers
            .Where(header => header.Key.ToUpperInvariant() is not ("CONTENT-LENGTH" or "CONTENT-TYPE" or "CONNECTION"))
            .Select(header => (header.Key.ToLowerInvariant(), header.Value));
        var request = caller.Signed(vector.Method, vector.Path, vector.Body, extra: [.. headers]);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(vector.Body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", vector.ContentType);
        return request;
    }
}
